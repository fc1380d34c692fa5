"""Other frameworks doing the same work: hybrid search over the same passages, the reader on the best, an answer.

They use articlebot's own models, from its own files: otherwise both would load float models through torch, and the
comparison would be one of models. So only the work of the frameworks themselves differs.
"""
