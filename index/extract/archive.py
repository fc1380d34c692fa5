"""ZIP containers (DOCX, EPUB and ZIP archives), opened with limits."""

from __future__ import annotations

import io
import zipfile
import zlib

from lxml import etree

from index.errors import ExtractError, TooLarge, UnsupportedKind

MAX_ENTRIES = 10_000
"""The most entries of one container."""

MAX_UNPACKED = 256 * 2**20
"""The most bytes to which all entries of one container may unpack."""

MAX_ENTRY = 64 * 2**20
"""The most bytes to which one entry may unpack."""

MAX_RATIO = 250
"""How many times its size an entry may unpack to, beyond the first MiB: text packs to a tenth, a bomb to less."""

_INSIDES = (
    ("word/document.xml", "docx"),
    ("META-INF/container.xml", "epub"),
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", "binary Excel workbooks (.xlsb)"),
    ("ppt/presentation.xml", "pptx"),
    ("content.xml", "odf"),
    ("Index/Document.iwa", "files of Pages, Numbers and Keynote"),
    ("AndroidManifest.xml", "programs"),
)


def opened(data: bytes, source: str) -> zipfile.ZipFile:
    """Return a container whose stated sizes are within the limits; `taken` checks the real ones.

    Raises:
        TooLarge: too many entries, or they unpack to too much.
        ExtractError: it is damaged.
    """
    try:
        container = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, OverflowError) as error:
        raise ExtractError(f"{source} is damaged: its ZIP data cannot be unpacked", "fetch or save it again") from error
    entries = container.infolist()
    if len(entries) > MAX_ENTRIES:
        raise TooLarge(f"{source} has over {MAX_ENTRIES:,} files in it", "split it into several files")
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise TooLarge(f"{source} unpacks to over {MAX_UNPACKED // 2**20} MiB", "split it into several files")
    return container


def kind_of_container(container: zipfile.ZipFile) -> str:
    """Return the kind of a container: one in `_INSIDES`, the plural of a kind that is not read, or ``zip``."""
    names = set(container.namelist())
    return next((kind for inside, kind in _INSIDES if inside in names), "zip")


def taken(container: zipfile.ZipFile, name: str, source: str) -> bytes:
    """Return one entry, unpacked within the limits.

    Raises:
        TooLarge: it is over `MAX_ENTRY`, or packed like a bomb.
        UnsupportedKind: it is encrypted.
        ExtractError: it is not there, or damaged.
    """
    try:
        entry = container.getinfo(name)
        if entry.flag_bits & 1:
            raise UnsupportedKind(
                f"{source} is encrypted: it opens only with a password", "unpack it and add the files"
            )
        if entry.file_size > MAX_ENTRY or entry.file_size > 2**20 + MAX_RATIO * entry.compress_size:
            raise TooLarge(f"{source} unpacks {name!r} to {entry.file_size:,} bytes, which is too much", "split it")
        # zipfile never gives more than an entry says that it has
        return container.read(entry)
    except KeyError as error:
        raise ExtractError(f"{source} is damaged: it has no {name!r}", "save it again") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise ExtractError(f"{source} is damaged: {name!r} cannot be unpacked", "fetch or save it again") from error


def parsed_xml(data: bytes, source: str) -> etree._Element:
    """Return an XML document's root: no entity is resolved, no address opened. Raises ExtractError."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ExtractError(f"{source} is damaged: it holds XML that cannot be read", "save it again") from error
    if root is None:
        raise ExtractError(f"{source} is damaged: it holds XML that cannot be read", "save it again")
    return root
