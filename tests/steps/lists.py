"""Rows of visitor lists, to be read."""

from collections.abc import Sequence
from typing import Any

from bot.domain.lists.reading import read_visitor_list
from bot.domain.lists.rows import VisitorList
from bot.domain.lists.sheets import sheet_of
from tests.steps.builders import HEADER, MONDAY

ROW = ["2026-1", "홍길순", "010-0000-1001", "2026.11.20", "교통사고", "교통과", "경위 정교통", ""]


def read_list(*rows: Sequence[Any], header: Sequence[Any] = HEADER) -> VisitorList:
    """Read a list with its header, on a Monday."""
    return read_visitor_list([sheet_of((header, *rows))], today=MONDAY)


def row_with(**cells: Any) -> list[Any]:
    """Return the usual row but for some cells."""
    columns = ["receipt", "name", "phone", "when", "type", "department", "officer", "note"]
    return [cells.get(column, cell) for column, cell in zip(columns, ROW, strict=True)]
