"""XML Spreadsheet 2003, which many systems export as .xls → sheets (MS-OI29500, urn:schemas-microsoft-com:office:…)."""

import io
import re
from collections.abc import Iterator
from datetime import datetime
from xml.parsers.expat import ExpatError

from bot.domain.lists.rows import Cell, ListProblem, UnreadableList
from bot.domain.lists.sheets import NO_COLUMNS, Sheet, SheetRow
from bot.services.spreadsheets.comments import without_author
from bot.services.spreadsheets.limits import MOST_COLUMNS, MOST_ROWS, MOST_SHEETS
from bot.services.spreadsheets.merging import Merged, MergedCells
from bot.services.spreadsheets.text import decoded
from bot.services.spreadsheets.xlsx_styles import RichText
from bot.services.spreadsheets.xml_parts import Attributes, PartReader, is_true, local_attribute

DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")
LONGEST_COUNT = 7
"""Digits."""


def read_xml_sheets(data: bytes) -> Iterator[Sheet]:
    """Read the sheets of a workbook that is one XML document.

    Raises:
        UnreadableList: the file is broken.
    """
    reader = _Workbook()
    text = DECLARED.sub("", decoded(data))  # whatever encoding it declares, expat knows few
    try:
        reader.read(io.BytesIO(text.encode("utf-8", "replace")))
    except (ExpatError, ValueError) as error:
        raise UnreadableList(ListProblem.BROKEN) from error
    for name, rows in reader.sheets:
        yield Sheet(name=name, rows=rows, is_hidden=name in reader.hidden)


class _Workbook(PartReader):
    """Collects the sheets; rows of a merged range are filled as they are found."""

    def __init__(self) -> None:
        super().__init__()
        self._style = ""
        self._struck_styles: set[str] = set()
        self._merged = MergedCells(())
        self._number = 0
        self._is_hidden = False
        self._at = -1
        self._cells: dict[int, Cell] = {}
        self._struck: set[int] = set()
        self._cell: Attributes = {}
        self._type = ""
        self._text: RichText | None = None
        self._is_visibility = False
        self._author: str | None = None
        self._comments: list[tuple[int, str]] = []
        self.hidden: set[str] = set()
        self.sheets: list[tuple[str, list[SheetRow]]] = []

    def start(self, tag: str, attributes: Attributes) -> None:
        match tag:
            case "Style":
                self._style = local_attribute(attributes, "ID") or ""
            case "Font" if is_true(local_attribute(attributes, "StrikeThrough")):
                self._struck_styles.add(self._style)
            case "Worksheet" if len(self.sheets) < MOST_SHEETS:
                self._merged, self._number = MergedCells(()), 0
                self.sheets.append((local_attribute(attributes, "Name") or "", []))
            case "Row":
                self._number = _count(attributes, "Index") or self._number + 1
                self._is_hidden = is_true(local_attribute(attributes, "Hidden"))
                self._at, self._cells, self._struck, self._comments = -1, {}, set(), []
            case "Cell":
                self._at = (_count(attributes, "Index") or self._at + 2) - 1
                self._cell = attributes
            case "Comment":
                self._author = local_attribute(attributes, "Author") or ""
            case "Data":
                self._type, self._text = local_attribute(attributes, "Type") or "", RichText()
            case "S" if self._text is not None:
                self._text.strike()
            case "Visible":
                self._is_visibility = True

    def text(self, text: str) -> None:
        if self._text is not None:
            self._text.add(text)
        elif self._is_visibility and self.sheets and text.strip() != "SheetVisible":
            self.hidden.add(self.sheets[-1][0])

    def end(self, tag: str) -> None:
        match tag:
            case "Data" if self._text is not None:
                if self._author is None:
                    self._take(*self._text.read())
                elif said := without_author(self._text.read()[0], [self._author]):
                    self._comments.append((self._at, said))
                self._text = None
            case "Comment":
                self._author = None
            case "S" if self._text is not None:
                self._text.begin_run()
            case "Cell":
                self._at += _count(self._cell, "MergeAcross")
            case "Row":
                self._end_row()
            case "Visible":
                self._is_visibility = False

    def _take(self, text: str, is_struck: bool) -> None:  # noqa: FBT001 — as RichText gives it
        if not 0 <= self._at < MOST_COLUMNS or not text.strip() or self._type == "Error":
            return
        self._cells[self._at] = _value(text, self._type)
        if is_struck or local_attribute(self._cell, "StyleID") in self._struck_styles:
            self._struck.add(self._at)
        across, down = _count(self._cell, "MergeAcross"), _count(self._cell, "MergeDown")
        if across or down:
            self._merged.add([Merged(self._number, self._at, self._number + down, self._at + across)])

    def _end_row(self) -> None:
        continued = self._merged.fill(self._number, self._cells, self._struck)
        if self._cells and self.sheets and len(self.sheets[-1][1]) <= MOST_ROWS:
            cells = [self._cells.get(at) for at in range(max(self._cells) + 1)]
            struck = frozenset(self._struck) or NO_COLUMNS
            marks = struck, continued, tuple(self._comments)
            self.sheets[-1][1].append(SheetRow(self._number, cells, self._is_hidden, *marks))
        self._cells = {}


def _count(attributes: Attributes, name: str) -> int:
    words = local_attribute(attributes, name) or ""
    return int(words) if words.isdecimal() and len(words) <= LONGEST_COUNT else 0


def _value(text: str, kind: str) -> Cell:
    try:
        match kind:
            case "Number":
                number = float(text)
                return int(number) if number.is_integer() else number
            case "DateTime":
                return datetime.fromisoformat(text)
            case "Boolean":
                return is_true(text.strip())
    except (ValueError, OverflowError):
        pass
    return text
