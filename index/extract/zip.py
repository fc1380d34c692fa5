"""The files of a ZIP archive, one after another, within limits. An archive inside an archive is not opened."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Sequence

from index.errors import EmptyText, TooLarge

MAX_MEMBERS = 1_000
"""The most files of one archive; for more, use a corpus file."""


def members(container: zipfile.ZipFile, source: str) -> Sequence[str]:
    """Return the names of the files in an archive, in order, without folders and files that systems leave behind.

    Raises:
        EmptyText: there is none.
        TooLarge: there are over `MAX_MEMBERS`.
    """
    names = [name for name in dict.fromkeys(container.namelist()) if _is_file(name)]
    if not names:
        raise EmptyText(f"{source} is empty: there is no file in it", "add an archive that holds articles")
    if len(names) > MAX_MEMBERS:
        raise TooLarge(f"{source} holds over {MAX_MEMBERS:,} files", "split it into several archives")
    return sorted(names)


def _is_file(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    hidden = any(part.startswith(".") and part not in (".", "..") for part in parts) or "__MACOSX" in parts
    return not name.endswith("/") and not hidden and posixpath.basename(name) not in ("Thumbs.db", "desktop.ini")
