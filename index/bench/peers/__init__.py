"""Other frameworks doing the same work: hybrid search over the same passages, the reader over the best, an answer.

They get the very models of articlebot, from its own files: both frameworks would otherwise load float models through
torch, and the comparison would be one of models. So only what the frameworks do themselves differs.
"""
