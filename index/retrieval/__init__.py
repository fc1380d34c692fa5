"""The index of one collection: the BM25 arm, the FAISS arm, their fusion, and what of them lies on disk."""
