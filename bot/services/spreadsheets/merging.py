"""Merged cells: the value of the first one holds for all that are covered."""

from collections.abc import Iterable
from typing import NamedTuple

from bot.domain.lists.rows import Cell
from bot.domain.lists.sheets import NO_COLUMNS
from bot.services.spreadsheets.limits import MOST_COLUMNS


class Merged(NamedTuple):
    """A range of cells, rows from 1 and columns from 0, the last ones included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


class MergedCells:
    """Fills rows from above to below."""

    def __init__(self, ranges: Iterable[Merged]) -> None:
        self._coming = sorted(ranges, reverse=True)
        self._open: list[tuple[Merged, Cell, bool]] = []

    @property
    def is_open(self) -> bool:
        """Say whether a range may go on below the last row that was filled."""
        return bool(self._open)

    def add(self, ranges: Iterable[Merged]) -> None:
        """Add ranges that begin in the next row."""
        self._coming.extend(ranges)

    def fill(self, number: int, cells: dict[int, Cell], struck: set[int]) -> frozenset[int]:
        """Fill one row, given as column → value, and the columns in it that are struck out.

        Returns the columns that go on from a row above.
        """
        if not self._open and not (self._coming and self._coming[-1].first_row <= number):
            return NO_COLUMNS
        continued: set[int] = set()
        self._open = [each for each in self._open if each[0].last_row >= number]
        while self._coming and self._coming[-1].first_row <= number:
            merged = self._coming.pop()
            if merged.first_row == number and merged.last_row >= number and merged.first_column in cells:
                is_struck = merged.first_column in struck
                self._open.append((merged, cells[merged.first_column], is_struck))
        for merged, value, is_struck in self._open:
            covered = range(merged.first_column, min(merged.last_column + 1, MOST_COLUMNS))
            cells.update(dict.fromkeys(covered, value))
            if is_struck:
                struck.update(covered)
            if merged.first_row < number:
                continued.update(covered)
        return frozenset(continued) or NO_COLUMNS
