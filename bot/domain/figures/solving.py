"""What sums tell of numbers that are not shown (rule book §8): the arithmetic of whoever subtracts answers."""

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

CellT = TypeVar("CellT", bound=Hashable)
Limits = tuple[float, float]
"""The least and the most."""
ROUNDS = 40
"""So often bounds are drawn closer; they hardly change after a few rounds."""


@dataclass(frozen=True, slots=True)
class Line(Generic[CellT]):
    """A total and its parts."""

    total: CellT
    parts: Sequence[CellT]

    @property
    def cells(self) -> Iterator[CellT]:
        """All of it, the total last."""
        yield from self.parts
        yield self.total


def solvable(lines: Sequence[Line[CellT]], unknown: AbstractSet[CellT]) -> set[CellT]:
    """Return the unknown cells that the lines determine, whatever the numbers are."""
    solved: dict[CellT, dict[CellT, Fraction]] = {}  # each by the others that it depends on, itself among them
    for line in lines:
        row = {cell: Fraction(1) for cell in line.parts if cell in unknown}
        if line.total in unknown:
            row[line.total] = Fraction(-1)
        for cell in [cell for cell in row if cell in solved]:
            _subtract(row, solved[cell], row[cell])
        if not row:
            continue
        pivot = next(iter(row))
        scale = row[pivot]
        row = {cell: factor / scale for cell, factor in row.items()}
        for other in solved.values():
            if pivot in other:
                _subtract(other, row, other[pivot])
        solved[pivot] = row
    return {cell for cell, row in solved.items() if len(row) == 1}


def _subtract(row: dict[CellT, Fraction], other: Mapping[CellT, Fraction], times: Fraction) -> None:
    for cell, factor in other.items():
        left = row.get(cell, Fraction(0)) - times * factor
        if left:
            row[cell] = left
        else:
            row.pop(cell, None)


def bounds(
    lines: Sequence[Line[CellT]], known: Mapping[CellT, int], limits: Mapping[CellT, Limits]
) -> Mapping[CellT, Limits]:
    """Return the least and the most that each unknown cell can be. `limits`: what is known of them beforehand."""
    low, high = ({cell: limit[side] for cell, limit in limits.items()} for side in (0, 1))
    touched = [line for line in lines if any(cell in limits for cell in line.cells)]
    for _ in range(ROUNDS):
        before = (dict(low), dict(high))
        for line in touched:
            _draw_closer(line, known, low, high)
        if before == (low, high):
            break
    return {cell: (low[cell], high[cell]) for cell in limits}


def _draw_closer(
    line: Line[CellT], known: Mapping[CellT, int], low: dict[CellT, float], high: dict[CellT, float]
) -> None:
    lows, highs = ([side.get(cell, known.get(cell, 0)) for cell in line.parts] for side in (low, high))
    if line.total in low:
        low[line.total] = max(low[line.total], sum(lows))
        high[line.total] = min(high[line.total], sum(highs))
    total_low, total_high = (side.get(line.total, known.get(line.total, 0)) for side in (low, high))
    for at, cell in enumerate(line.parts):
        if cell in low:
            low[cell] = max(low[cell], total_low - _without(highs, at))
            high[cell] = min(high[cell], total_high - _without(lows, at))


def _without(numbers: Collection[float], at: int) -> float:
    return sum(number for place, number in enumerate(numbers) if place != at)
