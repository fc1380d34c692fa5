"""The models as they are run: text in an ONNX file or through sentence-transformers, vectors and scores out."""
