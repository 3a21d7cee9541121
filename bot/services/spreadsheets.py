"""Bytes of a file → rows of cells: CSV in UTF-8 or CP949, and XLSX. Everything else is refused with a way out."""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from bot.domain.lists.columns import HEADER_WITHIN, find_header
from bot.domain.lists.rows import ListProblem, UnreadableList

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 200_000
MOST_COLUMNS = 200
MOST_UNPACKED = 400 * 1024 * 1024
MOST_RATIO = 200
"""An XLSX that unpacks to more than this many times its size is a bomb, not a list."""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BY_ENDING = {
    ".hwp": ListProblem.HANGUL_FILE,
    ".hwpx": ListProblem.HANGUL_FILE,
    ".pdf": ListProblem.PDF,
    ".doc": ListProblem.WORD_FILE,
    ".docx": ListProblem.WORD_FILE,
    ".xls": ListProblem.OLD_EXCEL,
}
DELIMITERS = ",\t;"
SNIFFED = 64 * 1024

Row = Sequence[Any]
"""Cells as `bot.domain.lists.Cell` names them; calamine adds lengths of time, which read as text."""


def read_sheet(data: bytes, file_name: str) -> Iterator[Row]:
    """Read the rows of a list: of a workbook the first sheet that has a header, else the first.

    Raises:
        UnreadableList: at once, or for a list that is too long while it is read.
    """
    if not data.strip():
        raise UnreadableList(ListProblem.EMPTY)
    if len(data) > MOST_BYTES:
        raise UnreadableList(ListProblem.TOO_LARGE)
    ending = PurePath(file_name).suffix.casefold()
    if data.startswith(b"PK\x03\x04"):
        return _capped(_read_workbook(data, ending))
    _refuse_other_formats(data, ending)
    return _capped(_read_csv(data))


def _refuse_other_formats(data: bytes, ending: str) -> None:
    start = data[:2048].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if data.startswith(OLE):
        raise UnreadableList(
            ListProblem.ENCRYPTED if ending == ".xlsx" else BY_ENDING.get(ending, ListProblem.OLD_EXCEL)
        )
    if data.startswith(b"%PDF"):
        raise UnreadableList(ListProblem.PDF)
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<?xml")):
        raise UnreadableList(ListProblem.WEB_PAGE)
    if ending in BY_ENDING:
        raise UnreadableList(BY_ENDING[ending])
    if ending == ".xlsx":
        raise UnreadableList(ListProblem.BROKEN)


def _read_workbook(data: bytes, ending: str) -> Iterator[Row]:
    if ending in {".hwpx", ".docx"}:
        raise UnreadableList(BY_ENDING[ending])
    _refuse_bomb(data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [book.get_sheet_by_index(index) for index in range(len(book.sheet_names))]
        with_header = (sheet for sheet in sheets if _has_header(sheet.iter_rows()))
        chosen = next(with_header, sheets[0] if sheets else None)
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableList(ListProblem.BROKEN) from error
    if chosen is None:
        raise UnreadableList(ListProblem.EMPTY)
    above = (chosen.start or (0, 0))[0]
    yield from ([] for _ in range(above))  # so that row numbers are those that Excel shows
    yield from chosen.iter_rows()


def _has_header(rows: Iterator[Row]) -> bool:
    return find_header([row for _, row in zip(range(HEADER_WITHIN), rows, strict=False)]) is not None


def _refuse_bomb(data: bytes) -> None:
    try:
        unpacked = sum(entry.file_size for entry in zipfile.ZipFile(io.BytesIO(data)).infolist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableList(ListProblem.BROKEN) from error
    if unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * len(data):
        raise UnreadableList(ListProblem.TOO_LARGE)


def _read_csv(data: bytes) -> Iterator[Row]:
    text = _decoded(data).replace("\0", "")
    delimiter = max(DELIMITERS, key=text[:SNIFFED].count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    while True:
        try:
            row = next(lines)
        except StopIteration:
            return
        except csv.Error:  # a field of more than 128 kB: an unclosed quote swallowed the rest
            raise UnreadableList(ListProblem.BROKEN) from None
        yield row


def _decoded(data: bytes) -> str:
    """BOM, then strict UTF-8, then CP949. Never CP949 first: UTF-8 Hangul often decodes as CP949 garbage."""
    for encoding in ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp949"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableList(ListProblem.NOT_TEXT)


def _capped(rows: Iterator[Row]) -> Iterator[Row]:
    for count, row in enumerate(rows):
        if count >= MOST_ROWS or len(row) > MOST_COLUMNS:
            raise UnreadableList(ListProblem.TOO_LARGE)
        yield row
