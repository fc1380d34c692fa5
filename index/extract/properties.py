"""Title and author as an office document's properties name them."""

from __future__ import annotations

import zipfile

from index.errors import ExtractError
from index.extract.archive import parsed_xml, taken
from index.extract.words import MOST_AUTHOR, normalised

_DC = "{http://purl.org/dc/elements/1.1/}"
_NO_TITLES = frozenset(("", "word document", "document", "untitled", "powerpoint presentation", "presentation"))
_PROGRAMS = frozenset(("python-docx", "python-pptx", "openpyxl"))
"""What programs that write documents put in an author's place."""


def properties(container: zipfile.ZipFile, source: str, part: str = "docProps/core.xml") -> tuple[str, str]:
    """Return title and author, "" where there are none; `part` of the container says them."""
    if part not in container.namelist():
        return "", ""
    try:
        root = parsed_xml(taken(container, part, source), source)
    except ExtractError:
        return "", ""
    named = [next((each.text or "" for each in root.iter(f"{_DC}{key}")), "") for key in ("title", "creator")]
    title, author = (" ".join(normalised(name).split()) for name in named)
    return "" if title.lower() in _NO_TITLES else title, "" if author in _PROGRAMS else author[:MOST_AUTHOR]
