"""`articlebot bench`: the measurements of `index.bench`, and of what only `bot` has, as JSON and plots.

Nothing here is imported before the command runs.
"""
