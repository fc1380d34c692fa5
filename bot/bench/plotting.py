"""matplotlib, which the extra `plot` installs and most users never need."""

from __future__ import annotations

from index.errors import UsageError


def prepare() -> None:
    """Make matplotlib draw into files. Raises UsageError if it is not installed."""
    try:
        import matplotlib as mpl  # here, since it is an extra
    except ImportError as error:
        raise UsageError(
            "drawing needs matplotlib, which is not installed", 'pip install -e ".[plot]", or leave --plot out'
        ) from error
    mpl.use("Agg")
