"""XLSX and XLSM → sheets, row by row: what is hidden, struck out or merged is known, what is empty costs nothing."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from xml.parsers.expat import ExpatError

from bot.domain.lists.rows import Cell, ListProblem, UnreadableList
from bot.domain.lists.sheets import NO_COLUMNS, Sheet, SheetRow
from bot.services.spreadsheets.comments import Comments, comments_in
from bot.services.spreadsheets.limits import MOST_COLUMNS
from bot.services.spreadsheets.merging import Merged, MergedCells
from bot.services.spreadsheets.places import PLACE, column_at
from bot.services.spreadsheets.xlsx_styles import RichText, Workbook, read_workbook
from bot.services.spreadsheets.xml_parts import CHUNK, Attributes, PartReader, Parts, is_true

EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 — a wall date without a zone
LATER_EPOCH = datetime(1904, 1, 1)  # noqa: DTZ001 — likewise
LAST_SERIAL = 2_958_466
"""The day after 9999-12-31."""
SECONDS_A_DAY = 86_400
RANGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*[\"']([A-Za-z]{1,3})(\d{1,7}):([A-Za-z]{1,3})(\d{1,7})[\"']")
LITERAL = re.compile(r'(?:HYPERLINK\([^()]*,)?\s*"((?:[^"]|"")*)"\s*\)?', re.IGNORECASE)
A_DATE = re.compile(r"DATE\(\s*(\d{4})\s*,\s*(\d{1,2})\s*,\s*(\d{1,2})\s*\)", re.IGNORECASE | re.ASCII)
"""Formulas whose value is plain: programs that write none leave it to Excel."""
MOST_MERGED = 100_000
LONGEST_NUMBER = 40
WRONG_ZIP = (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, EOFError, NotImplementedError, RuntimeError)


def read_xlsx(data: bytes) -> Iterator[Sheet]:
    """Read the sheets of a workbook, in their order; the rows of one before the next.

    Raises:
        UnreadableList: the file is broken.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = Parts(archive)
            book = read_workbook(parts)
            for sheet in book.sheets:
                rows = iter(()) if sheet.is_hidden else _rows(parts, sheet.part, book)
                yield Sheet(name=sheet.name, rows=rows, is_hidden=sheet.is_hidden, is_1904=book.counts_from_1904)
    except (*WRONG_ZIP, ExpatError, ValueError) as error:
        raise UnreadableList(ListProblem.BROKEN) from error


def _rows(parts: Parts, part: str, book: Workbook) -> Iterator[SheetRow]:
    reader = _SheetReader(book, MergedCells(_merged(parts, part)), comments_in(parts, part))
    for _ in reader.walk(parts.open(part)):
        yield from reader.found
        reader.found.clear()


def _merged(parts: Parts, part: str) -> Iterator[Merged]:
    """Find the merged ranges, which stand below the rows: so they are looked for before."""
    rest, count = b"", 0
    with parts.open(part) as stream:
        while chunk := stream.read(CHUNK):
            rest += chunk
            end = 0
            for found in RANGE.finditer(rest):
                end = found.end()
                count += 1
                if count > MOST_MERGED:
                    return
                left, top, right, bottom = (word.decode() for word in found.groups())
                yield Merged(int(top), column_at(left), int(bottom), column_at(right))
            rest = rest[end:][-200:]


class _SheetReader(PartReader):
    """Collects the rows that hold anything."""

    def __init__(self, book: Workbook, merged: MergedCells, comments: Comments) -> None:
        super().__init__()
        self._book = book
        self._merged = merged
        self._comments = comments
        self._number = 0
        self._is_hidden = False
        self._cells: dict[int, Cell] = {}
        self._struck: set[int] = set()
        self._columns: dict[str, int] = {}
        self._at = -1
        self._type = "n"
        self._style = 0
        self._value = RichText()
        self._takes_text = False
        self._formula: list[str] | None = None
        self.found: list[SheetRow] = []

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "c":
            self._start_cell(attributes)
        elif tag in {"v", "t"}:
            self._takes_text = True
        elif tag == "f":
            self._formula = []
        elif tag == "row":
            number = attributes.get("r", "")
            self._number = int(number) if number.isdecimal() and len(number) < LONGEST_NUMBER else self._number + 1
            self._is_hidden = is_true(attributes.get("hidden"))
            self._cells, self._struck, self._at = {}, set(), -1
        elif tag == "rPh":
            self._type = "phonetic"
        elif tag == "r":
            self._value.begin_run()
        elif tag == "strike" and is_true(attributes.get("val", "1")):
            self._value.strike()

    def _start_cell(self, attributes: Attributes) -> None:
        place = attributes.get("r", "").rstrip("0123456789")
        if place not in self._columns:
            found = PLACE.fullmatch(attributes.get("r", ""))
            self._columns[place] = column_at(found.group(1)) if found else -1
        at = self._columns[place]
        self._at = at if at >= 0 else self._at + 1
        self._type = attributes.get("t", "n")
        style = attributes.get("s", "0")
        self._style = int(style) if style.isdecimal() and len(style) < LONGEST_NUMBER else 0
        self._value = RichText()

    def text(self, text: str) -> None:
        if self._takes_text and self._type != "phonetic":
            self._value.add(text)
        elif self._formula is not None and len(self._formula) < LONGEST_NUMBER:
            self._formula.append(text)

    def end(self, tag: str) -> None:
        if tag in {"v", "t"}:
            self._takes_text = False
        elif tag == "c":
            self._end_cell()
        elif tag == "rPh":
            self._type = "inlineStr"
        elif tag == "row":
            self._end_row()

    def _end_cell(self) -> None:
        if not 0 <= self._at < MOST_COLUMNS:
            return
        text, is_struck = self._value.read()
        if self._formula is not None:
            text, self._formula = text or value_of("".join(self._formula)), None
        if not text or text.isspace():
            return
        value: Cell = text
        if self._type == "s":
            index = int(text)
            is_struck = index in self._book.struck_strings
            value = self._book.strings[index] if 0 <= index < len(self._book.strings) else None
            if value is None or not str(value).strip():
                return
        elif self._type == "n":
            value = self._number_value(text.strip())
        elif self._type == "b":
            value = text.strip() == "1"
        elif self._type == "e":
            return
        self._cells[self._at] = value
        if is_struck or self._style in self._book.struck:
            self._struck.add(self._at)

    def _number_value(self, text: str) -> Cell:
        if len(text) > LONGEST_NUMBER:
            return text
        try:
            number = float(text)
        except ValueError:
            return text
        if self._style in self._book.dates and 0 <= number < LAST_SERIAL:
            return date_of(number, counts_from_1904=self._book.counts_from_1904)
        if not number.is_integer():
            return number
        return int(text) if text.isdecimal() else int(number)

    def _end_row(self) -> None:
        continued = self._merged.fill(self._number, self._cells, self._struck)
        if self._cells:
            width = max(self._cells) + 1
            cells = [self._cells.get(at) for at in range(width)]
            struck = frozenset(self._struck) or NO_COLUMNS
            comments = self._comments.get(self._number, ())
            self.found.append(SheetRow(self._number, cells, self._is_hidden, struck, continued, comments))
            self._cells = {}


def value_of(formula: str) -> str:
    """Return the value of a formula that is a text, a link or a day; nothing for any other."""
    if found := LITERAL.fullmatch(formula):
        return found[1].replace('""', '"')
    found = A_DATE.fullmatch(formula)
    return "-".join(found.groups()) if found else ""


def date_of(serial: float, *, counts_from_1904: bool) -> Cell:
    """Return the moment of a serial number that is shown as a date; below 1 it is a time of day."""
    moment = (LATER_EPOCH if counts_from_1904 else EPOCH) + timedelta(seconds=round(serial * SECONDS_A_DAY))
    return moment.time() if serial < 1 and moment.time() != time(0) else moment
