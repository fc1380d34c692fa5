"""matplotlib, which the extra `plot` brings and most people never need."""

from __future__ import annotations

from index.errors import UsageError


def prepare() -> None:
    """Make matplotlib draw into files. Raises UsageError where it is not installed."""
    try:
        import matplotlib as mpl  # here: see above
    except ImportError as error:
        raise UsageError(
            "drawing needs matplotlib, which is not installed", 'pip install -e ".[plot]", or leave --plot out'
        ) from error
    mpl.use("Agg")
