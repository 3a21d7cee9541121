"""What a file is: its first bytes decide, not its name. What is no list is refused with a way out."""

import io
import re
import zipfile
import zlib
from enum import Enum, auto
from pathlib import PurePath

from bot.domain.lists.rows import ListProblem, UnreadableList
from bot.services.spreadsheets.limits import MOST_BYTES, MOST_RATIO, MOST_UNPACKED

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
OLD_WORKBOOK = (b"\x09\x08\x10\x00", b"\x09\x08\x08\x00", b"\x09\x04\x06\x00", b"\x09\x02\x06\x00")
"""A stream of Excel's own records without the container around it (MS-XLS 2.4.21, BOF)."""
RIGHTS_MANAGED = (b"DRMONE", b"Fasoo", b"FASOO", b"MarkAny", b"DOCUMENT SAFER", b"NASCA DRM", b"SCDSA0", b"SoftCamp")
HEAD = 1024
BY_HEAD = (
    ((b"%PDF",), ListProblem.PDF),
    ((b"HWP Document File",), ListProblem.HANGUL_FILE),
    ((b"{\\rtf",), ListProblem.WORD_FILE),
    ((b"!BDN",), ListProblem.MAIL),
    ((b"7z\xbc\xaf", b"Rar!", b"\x1f\x8b", b"EGGA", b"ALZ\x01"), ListProblem.ARCHIVE),
    ((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF"), ListProblem.OTHER_FILE),
)
MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|meta|body|table|style|div)\b", re.IGNORECASE)
XML_SHEETS = b"urn:schemas-microsoft-com:office:spreadsheet"
"""The namespace of XML Spreadsheet 2003; a page that Excel saved has it beside others."""
MAIL = re.compile(rb"^(?:mime-version|received|return-path|delivered-to|x-mailer|message-id):", re.IGNORECASE)
STREAMS = (
    ("EncryptedPackage", ListProblem.ENCRYPTED),
    ("WordDocument", ListProblem.WORD_FILE),
    ("PowerPoint Document", ListProblem.OTHER_FILE),
    ("__substg1.0_", ListProblem.MAIL),
    ("HwpSummaryInformation", ListProblem.HANGUL_FILE),
    ("BodyText", ListProblem.HANGUL_FILE),
)
BY_ENDING = {
    ".hwp": ListProblem.HANGUL_FILE,
    ".hwpx": ListProblem.HANGUL_FILE,
    ".cell": ListProblem.HANGUL_CELL,
    ".nxl": ListProblem.HANGUL_CELL,
    ".pdf": ListProblem.PDF,
    ".doc": ListProblem.WORD_FILE,
    ".docx": ListProblem.WORD_FILE,
    ".eml": ListProblem.MAIL,
    ".msg": ListProblem.MAIL,
    ".mht": ListProblem.MAIL,
    ".pst": ListProblem.MAIL,
    ".zip": ListProblem.ARCHIVE,
}
BINARY_ENDINGS = {".xlsx", ".xlsm", ".xlsb", ".ods"}


class Format(Enum):
    """How a file is read."""

    TEXT = auto()
    WEB_PAGE = auto()
    XML_SHEETS = auto()
    XLSX = auto()
    XLSB = auto()
    XLS = auto()
    ODS = auto()


def format_of(data: bytes, file_name: str) -> Format:
    """Return how a file is to be read.

    Raises:
        UnreadableList: no list can be in a file of that kind.
    """
    ending = PurePath(file_name).suffix.casefold()
    if not data.strip():
        raise UnreadableList(ListProblem.EMPTY)
    if len(data) > MOST_BYTES:
        raise UnreadableList(ListProblem.TOO_LARGE)
    if any(mark in data[:HEAD] for mark in RIGHTS_MANAGED):
        raise UnreadableList(ListProblem.RIGHTS_MANAGED)
    if data.startswith(ZIP):
        return _of_zip(data, ending)
    if data.startswith(OLE):
        return _of_container(data, ending)
    if data.startswith(OLD_WORKBOOK):
        return Format.XLS
    return _of_text(data, ending)


def _of_text(data: bytes, ending: str) -> Format:
    head = data[:HEAD].lstrip(b"\xef\xbb\xbf \r\n\t")
    for marks, problem in BY_HEAD:
        if head.startswith(marks):
            raise UnreadableList(problem)
    if MAIL.match(head):
        raise UnreadableList(ListProblem.MAIL)
    plain = data[: HEAD * 8].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t")
    if plain.startswith(b"<") and XML_SHEETS in plain and b"<html" not in plain.lower():
        return Format.XML_SHEETS
    if plain.startswith(b"<") and MARKUP.search(plain):
        return Format.WEB_PAGE
    if plain.startswith(b"<?xml"):
        raise UnreadableList(ListProblem.WEB_PAGE)
    if ending in BY_ENDING:
        raise UnreadableList(BY_ENDING[ending])
    if ending in BINARY_ENDINGS:
        raise UnreadableList(ListProblem.BROKEN)
    return Format.TEXT


def _of_container(data: bytes, ending: str) -> Format:
    """Look at the names of the streams in an OLE container: old Excel, or something else that Office or 한글 wrote."""
    for name, problem in STREAMS:
        if name.encode("utf-16-le") in data:
            raise UnreadableList(problem)
    if any(name.encode("utf-16-le") in data for name in ("Workbook", "Book")):
        return Format.XLS
    if ending in BINARY_ENDINGS:
        raise UnreadableList(ListProblem.ENCRYPTED)
    raise UnreadableList(BY_ENDING.get(ending, ListProblem.BROKEN))


def _of_zip(data: bytes, ending: str) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            kind = _beginning(archive, "mimetype") if "mimetype" in archive.namelist() else b""
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, NotImplementedError, RuntimeError, EOFError) as error:
        raise UnreadableList(BY_ENDING.get(ending, ListProblem.BROKEN)) from error
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * len(data):
        raise UnreadableList(ListProblem.TOO_LARGE)
    names = {entry.filename.replace("\\", "/").lstrip("/").casefold() for entry in entries}
    if kind.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return Format.ODS
    if "xl/workbook.bin" in names:
        return Format.XLSB
    if any(name.startswith("xl/") for name in names):
        return Format.XLSX
    raise UnreadableList(_other_zip(names, kind, ending))


def _beginning(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return the beginning of a packed file, however long it claims to be."""
    with archive.open(name) as packed:
        return packed.read(HEAD)


def _other_zip(names: set[str], kind: bytes, ending: str) -> ListProblem:
    if kind.startswith(b"application/hwp") or "contents/header.xml" in names:
        return ListProblem.HANGUL_FILE
    if any(name.startswith("word/") for name in names) or b"opendocument.text" in kind:
        return ListProblem.WORD_FILE
    if ending in BY_ENDING:
        return BY_ENDING[ending]
    return ListProblem.BROKEN if ending in BINARY_ENDINGS or ending == ".xls" else ListProblem.ARCHIVE
