"""Sheets of a file as a person sees them: rows by their numbers, what is hidden, what is struck out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from bot.domain.lists.rows import Cell

LETTERS = 26
NO_COLUMNS: frozenset[int] = frozenset()


class Untold(StrEnum):
    """What a file format does not say of its rows."""

    HIDDEN_ROWS = "hidden_rows"
    STRUCK_ROWS = "struck_rows"
    COMMENTS = "comments"


class SheetRow(NamedTuple):
    """One row: its number as Excel shows it, its cells from column A, the columns (from 0) that are struck out.

    `continued`: columns whose merged cell began in a row above. `comments`: what is pinned to a cell, by its column.
    """

    number: int
    cells: Sequence[Cell]
    is_hidden: bool = False
    struck: frozenset[int] = NO_COLUMNS
    continued: frozenset[int] = NO_COLUMNS
    comments: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet; its rows can be walked through once. Merged cells hold for every place they cover."""

    name: str
    rows: Iterable[SheetRow]
    is_hidden: bool = False
    untold: frozenset[Untold] = frozenset()
    is_1904: bool = False  # its day numbers count from 1904


def sheet_of(rows: Iterable[Sequence[Cell]], name: str = "") -> Sheet:
    """Return a sheet of rows that are counted from 1."""
    return Sheet(name=name, rows=(SheetRow(number, cells) for number, cells in enumerate(rows, 1)))


def column_letter(at: int) -> str:
    """Return the letter of a column counted from 0: A, B, … Z, AA."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters
