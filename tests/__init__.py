"""The tests mirror `index/` and `bot/`; `fakes.py` holds the stand-ins at the Protocol seams."""
