"""Words of articles as Discord shows them: they ping nobody, format nothing, and end at a sentence when too long."""

from __future__ import annotations
