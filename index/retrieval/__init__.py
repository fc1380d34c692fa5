"""The index of one collection: the BM25 arm, the FAISS arm, their fusion, and their snapshots on disk."""
