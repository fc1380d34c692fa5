"""`articlebot bench`: what `index.bench` measures and what only the faces have, as JSON and pictures.

Nothing here is imported before the command runs.
"""
