"""XLS and XLSB → sheets, through calamine. Neither hidden nor struck-out rows are told."""

import io
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from bot.domain.lists.rows import Cell, ListProblem, UnreadableList
from bot.domain.lists.sheets import Sheet, SheetRow, Untold
from bot.services.spreadsheets.limits import MOST_COLUMNS, MOST_SHEETS
from bot.services.spreadsheets.merging import Merged, MergedCells
from bot.services.spreadsheets.xlsx import EPOCH


def read_binary(data: bytes) -> Iterator[Sheet]:
    """Read the sheets of an old or a binary workbook.

    Raises:
        UnreadableList: the file is broken or locked.
    """
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for at, about in enumerate(book.sheets_metadata[:MOST_SHEETS]):
            if about.typ is not SheetTypeEnum.WorkSheet:
                continue
            is_hidden = about.visible is not SheetVisibleEnum.Visible
            rows = iter(()) if is_hidden else _rows(book.get_sheet_by_index(at))
            yield Sheet(name=about.name, rows=rows, is_hidden=is_hidden, untold=frozenset(Untold))
    except PasswordError as error:
        raise UnreadableList(ListProblem.ENCRYPTED) from error
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise UnreadableList(ListProblem.BROKEN) from error


def _rows(sheet: CalamineSheet) -> Iterator[SheetRow]:
    left = sheet.start[1] if sheet.start else 0  # rows come from the first one, columns from the first that is used
    merged = MergedCells(
        Merged(first[0] + 1, first[1], last[0] + 1, last[1]) for first, last in sheet.merged_cell_ranges or ()
    )
    for number, row in enumerate(sheet.iter_rows(), 1):
        found = {at: _cell(value) for at, value in enumerate(row[: MOST_COLUMNS - left], left) if _holds(value)}
        struck: set[int] = set()
        continued = merged.fill(number, found, struck)
        if found:
            yield SheetRow(number, [found.get(at) for at in range(max(found) + 1)], continued=continued)


def _holds(value: Any) -> bool:
    return value is not None and not (isinstance(value, str) and (not value or value.isspace()))


def _cell(value: Any) -> Cell:
    if isinstance(value, timedelta):
        return (EPOCH + value).time() if value < timedelta(days=1) else EPOCH + value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    cell: Cell = value
    return cell
