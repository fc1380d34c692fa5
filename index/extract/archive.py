"""ZIP containers (archives, office documents, EPUB), opened with limits. None inside another is opened.

What the zipfile module and lxml raise for damaged ones passes.
"""

from __future__ import annotations

import io
import posixpath
import stat
import zipfile
from collections.abc import Sequence
from contextlib import suppress

from lxml import etree

from index.errors import EmptyText, TooLarge, UnsupportedKind

MAX_ENTRIES = 10_000
"""The most entries of one container."""

MAX_MEMBERS = 1_000
"""The most files of one archive; for more, use a corpus file."""

MAX_UNPACKED = 256 * 2**20
"""The most bytes to which all entries of one container may unpack."""

MAX_ENTRY = 64 * 2**20
"""The most bytes to which one entry may unpack."""

MAX_RATIO = 250
"""How many times its size an entry may unpack to, beyond the first MiB: text packs to a tenth, a bomb to less."""

_SAYS_UTF_8 = 0x800
"""The flag of an entry whose name is in UTF-8."""

INSIDES = (
    ("word/document.xml", "docx"),
    ("META-INF/container.xml", "epub"),
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", "binary Excel workbooks (.xlsb)"),
    ("ppt/presentation.xml", "pptx"),
    ("content.xml", "odf"),
    ("Index/Document.iwa", "files of Pages, Numbers and Keynote"),
    ("AndroidManifest.xml", "programs"),
)
"""The entry by which a ZIP file is recognised, and its kind."""


def opened(data: bytes, source: str) -> zipfile.ZipFile:
    """Return a container whose stated sizes are within the limits, or raise TooLarge; `taken` checks the real ones."""
    container = zipfile.ZipFile(io.BytesIO(data))
    entries = container.infolist()
    if len(entries) > MAX_ENTRIES:
        raise TooLarge(f"{source} has over {MAX_ENTRIES:,} files in it", "split it into several files")
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise TooLarge(f"{source} unpacks to over {MAX_UNPACKED // 2**20} MiB", "split it into several files")
    return container


def kind_of_container(container: zipfile.ZipFile) -> str:
    """Return the kind of a container: one in `INSIDES`, the plural of a kind that is not read, or ``zip``."""
    names = set(container.namelist())
    return next((kind for inside, kind in INSIDES if inside in names), "zip")


def members(container: zipfile.ZipFile, source: str) -> Sequence[str]:
    """Return the names of the files in an archive, in order, without folders, links and what systems leave behind.

    Raises EmptyText if there is none, and TooLarge for over `MAX_MEMBERS`.
    """
    files = (entry.filename for entry in container.infolist() if not stat.S_ISLNK(entry.external_attr >> 16))
    names = [name for name in dict.fromkeys(files) if _is_file(name)]
    if not names:
        raise EmptyText(f"{source} is empty: there is no file in it", "add an archive that holds articles")
    if len(names) > MAX_MEMBERS:
        raise TooLarge(f"{source} holds over {MAX_MEMBERS:,} files", "split it into several archives")
    return sorted(names)


def _is_file(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    hidden = any(part.startswith(".") and part not in (".", "..") for part in parts) or "__MACOSX" in parts
    return not name.endswith("/") and not hidden and posixpath.basename(name) not in ("Thumbs.db", "desktop.ini")


def readable(container: zipfile.ZipFile, name: str) -> str:
    """Return the name of a file as it was given: macOS writes UTF-8 without saying so, and zipfile reads cp437."""
    if not container.getinfo(name).flag_bits & _SAYS_UTF_8:
        with suppress(UnicodeError):
            return name.encode("cp437").decode("utf-8")
    return name


def taken(container: zipfile.ZipFile, name: str, source: str) -> bytes:
    """Return one entry, unpacked within the limits.

    Raises TooLarge if it is over `MAX_ENTRY` or packed like a bomb, and UnsupportedKind if it is encrypted.
    """
    entry = container.getinfo(name)
    if entry.flag_bits & 1:
        raise UnsupportedKind(f"{source} is encrypted: it opens only with a password", "unpack it and add the files")
    if entry.file_size > MAX_ENTRY or entry.file_size > 2**20 + MAX_RATIO * entry.compress_size:
        raise TooLarge(f"{source} unpacks {name!r} to {entry.file_size:,} bytes, which is too much", "split it")
    return container.read(entry)  # zipfile never gives more than an entry says that it has


def parsed_xml(data: bytes) -> etree._Element:
    """Return an XML document's root: no entity is resolved, no address opened."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    root = etree.fromstring(data, parser)
    if root is None:
        raise ValueError("no element")
    return root
