"""ODS → sheets, row by row (OpenDocument 1.3, 9.1): hidden sheets and rows, merged cells and struck-out styles."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime, time
from xml.parsers.expat import ExpatError

from bot.domain.lists.rows import Cell, ListProblem, UnreadableList
from bot.domain.lists.sheets import NO_COLUMNS, Sheet, SheetRow
from bot.services.spreadsheets.limits import MOST_COLUMNS, MOST_ROWS, MOST_SHEETS
from bot.services.spreadsheets.merging import Merged, MergedCells
from bot.services.spreadsheets.xlsx import WRONG_ZIP
from bot.services.spreadsheets.xlsx_styles import RichText
from bot.services.spreadsheets.xml_parts import Attributes, PartReader, Parts

DURATION = re.compile(r"PT(\d{1,2})H(\d{1,2})M(\d{1,2})(?:[.,]\d+)?S")
LONGEST_COUNT = 8
MOST_REPEATED = 1_000
"""Rows alike that hold something: more of them are no list of people."""


def read_ods(data: bytes) -> Iterator[Sheet]:
    """Read the sheets of an OpenDocument file, in their order.

    Raises:
        UnreadableList: the file is broken or locked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = Parts(archive)
            if parts.has("META-INF/manifest.xml"):
                with parts.open("META-INF/manifest.xml") as manifest:
                    if b"encryption-data" in manifest.read(1_000_000):
                        raise UnreadableList(ListProblem.ENCRYPTED)
            reader = _Content()
            reader.read(parts.open("content.xml"))
    except (*WRONG_ZIP, ExpatError, ValueError) as error:
        raise UnreadableList(ListProblem.BROKEN) from error
    for name, is_hidden, rows in reader.sheets:
        yield Sheet(name=name, rows=rows, is_hidden=is_hidden)


class _Content(PartReader):
    """Collects the sheets; rows of a merged range are filled as they are found."""

    def __init__(self) -> None:
        super().__init__()
        self._style = ""
        self._struck_styles: set[str] = set()
        self._hidden_styles: set[str] = set()
        self._merged: MergedCells = MergedCells(())
        self._rows: list[SheetRow] | None = None
        self._number = 0
        self._row = _Row({})
        self._cell: _Cell | None = None
        self._paragraphs = 0
        self._notes = 0
        self._note: list[str] = []
        self._takes_note = False
        self.sheets: list[tuple[str, bool, list[SheetRow]]] = []

    def start(self, tag: str, attributes: Attributes) -> None:
        match tag:
            case "style":
                self._style = attributes.get("style:name", "")
            case "text-properties" if attributes.get("style:text-line-through-style", "none") != "none":
                self._struck_styles.add(self._style)
            case "table-properties" if attributes.get("table:display") == "false":
                self._hidden_styles.add(self._style)
            case "table" if len(self.sheets) < MOST_SHEETS:
                self._start_sheet(attributes)
            case "table-row":
                self._row = _Row(attributes)
            case "table-cell" | "covered-table-cell":
                self._cell = _Cell(attributes, is_covered=tag == "covered-table-cell")
                self._paragraphs = 0
            case "annotation":
                self._notes += 1
                self._note = []
            case "p" if self._notes:
                self._takes_note = True
                self._note.append("\n" if self._note else "")
            case _ if self._cell is not None:
                self._start_text(tag, attributes, self._cell)

    def _start_sheet(self, attributes: Attributes) -> None:
        self._rows, self._number, self._merged = [], 0, MergedCells(())
        is_hidden = attributes.get("table:style-name") in self._hidden_styles
        self.sheets.append((attributes.get("table:name", ""), is_hidden, self._rows))

    def _start_text(self, tag: str, attributes: Attributes, cell: "_Cell") -> None:
        if self._notes:
            return
        if tag == "p":
            self._paragraphs += 1
            if self._paragraphs > 1:
                cell.text.add("\n")
        elif tag == "span":
            cell.text.begin_run()
            if attributes.get("text:style-name") in self._struck_styles:
                cell.text.strike()
        elif tag == "s":
            cell.text.add(" ")
        elif tag == "line-break":
            cell.text.add("\n")

    def text(self, text: str) -> None:
        if self._cell is not None and self._paragraphs and not self._notes:
            self._cell.text.add(text)
        elif self._takes_note:
            self._note.append(text)

    def end(self, tag: str) -> None:
        match tag:
            case "annotation":
                self._notes -= 1
                if self._cell is not None:
                    self._cell.comment = "".join(self._note).strip()
            case "p":
                self._takes_note = False
            case "span" if self._cell is not None:
                self._cell.text.begin_run()
            case "table-cell" | "covered-table-cell" if self._cell is not None:
                self._end_cell(self._cell)
                self._cell = None
            case "table-row":
                self._end_row()
            case "table":
                self._rows = None

    def _end_cell(self, cell: "_Cell") -> None:
        row = self._row
        value, is_struck = cell.read()
        first, row.width = row.width, row.width + cell.columns
        if cell.comment:
            row.comments.append((first, cell.comment))
        if value is None or cell.is_covered:
            return
        if cell.spans != (1, 1):
            last = (self._number + cell.spans[0], first + cell.spans[1] - 1)
            row.merged.append(Merged(self._number + 1, first, *last))
        for at in range(first, min(row.width, MOST_COLUMNS)):
            row.cells[at] = value
            if is_struck or cell.style in self._struck_styles:
                row.struck.add(at)

    def _end_row(self) -> None:
        row, rows = self._row, self._rows
        if rows is None:
            return
        self._merged.add(row.merged)
        above = self._number
        times = min(row.times, MOST_REPEATED) if row.cells or self._merged.is_open else 0
        for number in range(above + 1, above + times + 1):
            cells, struck = dict(row.cells), set(row.struck)
            continued = self._merged.fill(number, cells, struck)
            if cells and len(rows) <= MOST_ROWS:
                filled = [cells.get(at) for at in range(max(cells) + 1)]
                marks = frozenset(struck) or NO_COLUMNS, continued, tuple(row.comments)
                rows.append(SheetRow(number, filled, row.is_hidden, *marks))
        self._number = above + row.times


class _Row:
    """One row, or several alike."""

    def __init__(self, attributes: Attributes) -> None:
        self.times = _count(attributes, "table:number-rows-repeated")
        self.is_hidden = attributes.get("table:visibility", "visible") != "visible"
        self.width = 0
        self.cells: dict[int, Cell] = {}
        self.struck: set[int] = set()
        self.merged: list[Merged] = []
        self.comments: list[tuple[int, str]] = []


class _Cell:
    """One cell, or several alike."""

    def __init__(self, attributes: Attributes, *, is_covered: bool) -> None:
        self._attributes = attributes
        self.is_covered = is_covered
        self.columns = _count(attributes, "table:number-columns-repeated")
        self.spans = (
            _count(attributes, "table:number-rows-spanned"),
            _count(attributes, "table:number-columns-spanned"),
        )
        self.style = attributes.get("table:style-name", "")
        self.text = RichText()
        self.comment = ""

    def read(self) -> tuple[Cell, bool]:
        """Return the value, and whether its text is struck out."""
        text, is_struck = self.text.read()
        about = self._attributes
        match about.get("office:value-type", about.get("calcext:value-type")):
            case "float" | "currency" | "percentage":
                return _number(about.get("office:value", text)), is_struck
            case "date":
                return _moment(about.get("office:date-value", text)), is_struck
            case "time":
                found = DURATION.fullmatch(about.get("office:time-value", ""))
                hour, minute, second = map(int, found.groups()) if found else (99, 0, 0)
                return (time(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else text), is_struck  # noqa: PLR2004 — the clock
            case _:
                return text if text and not text.isspace() else None, is_struck


def _count(attributes: Attributes, name: str) -> int:
    words = attributes.get(name, "1")
    return max(int(words), 1) if words.isdecimal() and len(words) < LONGEST_COUNT else 1


def _number(words: str) -> Cell:
    try:
        number = float(words)
    except ValueError:
        return words
    return int(number) if number.is_integer() else number


def _moment(words: str) -> Cell:
    try:
        return datetime.fromisoformat(words)
    except ValueError:
        return words
