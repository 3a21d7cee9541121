"""Writing tables into a workbook: text stays text, every sheet prints on A4 landscape."""

import io
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from math import ceil
from typing import cast

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from bot.documents.cancellation import still_wanted
from bot.documents.report_tables import Entry, Table

FORMULA = re.compile(r"^[\s\u200b\ufeff]*[=+\-@\t\r\n]")
"""What Excel and its kin take for a formula, now or after somebody edits the cell (OWASP: CSV injection)."""
HEAD_FILL = PatternFill("solid", fgColor="DCEAF5")
THIN = Side(style="thin", color="BFBFBF")
BORDER = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
TITLE, BOLD, GREY = Font(bold=True, size=14), Font(bold=True), Font(color="595959")
NAMES_WIDTH, HEADS_WIDTH, WIDEST = 24, 12, 110
"""Widths in digits; heads are broken into lines."""
LINE_HIGH = 15
"""Points."""
MOST_LETTERS = 1000
"""Of a text in a cell; Excel's own limit is 32,767."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table stands in its sheet: its heads' row, its first and last row of figures."""

    heads: int
    first: int
    last: int

    def part(self, skipped: int, rows: int) -> "Place":
        """Return the place of some of its rows."""
        return Place(self.heads, self.first + skipped, self.first + skipped + rows - 1)


class Book:
    """A workbook that is being written, sheet by sheet."""

    def __init__(self, subtitle: str, made_at: datetime) -> None:
        self._workbook = Workbook()
        self._workbook.remove(self._workbook.worksheets[0])
        self._workbook.properties.creator = ""
        self._workbook.properties.created = made_at.replace(tzinfo=None)
        self._subtitle = subtitle

    def sheet(self, name: str, *tables: Table) -> tuple[Worksheet, list[Place]]:
        """Add a sheet with tables below each other, and say where each of them stands."""
        still_wanted()
        sheet: Worksheet = self._workbook.create_sheet(name)
        put(_cell(sheet, 1, 1), Entry(text=tables[0].title), TITLE)
        put(_cell(sheet, 2, 1), Entry(text=self._subtitle), GREY)
        places = []
        row = 3
        for table in tables:
            if table is not tables[0]:
                put(_cell(sheet, row + 1, 1), Entry(text=table.title), BOLD)
                row += 2
            places.append(_write(sheet, row, table))
            row = places[-1].last + 1
        widths = _widen(sheet, tables)
        for table, place in zip(tables, places, strict=True):
            _heighten(sheet, place.heads, table.heads, widths)
            for at, entries in enumerate(table.rows, place.first):
                _heighten(sheet, at, [entry.text for entry in entries], widths)
        sheet.freeze_panes = _cell(sheet, places[0].first, 2) if len(tables) == 1 else _cell(sheet, 3, 2)
        _prepare_printing(sheet, places[0].heads if len(tables) == 1 else None)
        return sheet, places

    def bytes(self) -> bytes:
        """Return the file."""
        out = io.BytesIO()
        self._workbook.save(out)
        return out.getvalue()


def put(cell: Cell, entry: Entry, font: Font | None = None) -> None:
    """Write an entry into a cell. Text is stored as text, whatever it begins with."""
    if entry.number is not None:
        cell.value = entry.number
        cell.number_format = entry.format
    elif entry.text:
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", unicodedata.normalize("NFC", entry.text))[:MOST_LETTERS]
        cell.data_type = "s"
        cell.quotePrefix = FORMULA.match(entry.text) is not None
    if font is not None:
        cell.font = font


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    return cast("Cell", sheet.cell(row, column))  # nothing is merged here


def _write(sheet: Worksheet, row: int, table: Table) -> Place:
    if table.note:
        put(_cell(sheet, row, 1), Entry(text=" ".join(table.note.splitlines())), GREY)
        row += 1
    place = Place(row, row + 1, row + len(table.rows))
    for column, head in enumerate(table.heads, 1):
        cell = _cell(sheet, place.heads, column)
        put(cell, Entry(text=head), BOLD)
        cell.fill, cell.border = HEAD_FILL, BORDER
        cell.alignment = Alignment(wrap_text=True, horizontal="center", vertical="center")
    for at, entries in enumerate(table.rows, place.first):
        for column, entry in enumerate(entries, 1):
            cell = _cell(sheet, at, column)
            put(cell, entry)
            cell.border = BORDER
            cell.alignment = _alignment(entry, is_name=column == 1)
    return place


def _alignment(entry: Entry, *, is_name: bool) -> Alignment:
    if is_name or _width(entry.text) > NAMES_WIDTH:
        return Alignment(horizontal="left", vertical="center", wrap_text=True)
    return Alignment(horizontal="right", vertical="center")


def _widen(sheet: Worksheet, tables: Sequence[Table]) -> Sequence[float]:
    widths = [max(column) for column in zip_longest(*(_widths(table) for table in tables), fillvalue=0.0)]
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    return widths


def _widths(table: Table) -> list[float]:
    longest = [max((_width(row[at].text) for row in table.rows), default=0) for at in range(len(table.heads))]
    least = [NAMES_WIDTH, *(_least(head) for head in table.heads[1:])]
    return [min(WIDEST, max(both) + 2) for both in zip(longest, least, strict=True)]


def _least(head: str) -> int:
    return min(max(_width(word) for word in head.split()), HEADS_WIDTH)


def _heighten(sheet: Worksheet, row: int, texts: Sequence[str], widths: Sequence[float]) -> None:
    """Set the height of a row with broken lines: not every reader works that out itself."""
    lines = max(ceil(_width(text) / (width - 2)) for text, width in zip(texts, widths, strict=False))
    if lines > 1:
        sheet.row_dimensions[row].height = LINE_HIGH * (lines + 0.2)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _prepare_printing(sheet: Worksheet, heads: int | None) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    footer = sheet.oddFooter or HeaderFooterItem()
    footer.center.text = "&P / &N"
    sheet.oddFooter = footer
    if heads is not None:
        sheet.print_title_rows = f"{heads}:{heads}"
