"""What is hidden besides the small cells, so that no sum gives one of them away (rule book §8).

A cell is one number of one answer. Whoever reads answers knows the lines between cells: departments make up the
station, categories their grievances, months their quarter. More cells are hidden until no line tells a hidden one.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import chain
from math import inf
from typing import Generic, TypeVar

from bot.domain.figures.solving import Limits, Line, bounds, solvable

SMALLEST_CELL = 5
"""Cells of fewer are hidden from everybody but audit."""
NARROWEST = 3
"""So far apart stay the least and the most that a hidden cell can be, 1 and 4, if they were as far apart before."""

CellT = TypeVar("CellT", bound=Hashable)
Size = tuple[int, ...]
"""How many people stand behind a cell, then what else can be added up and must not be told: a point that was given or
lost. Where none was lost, each gave the most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Generic[CellT]):
    """Cells and the lines between them. What was `answered` before cannot be hidden any more.

    `limits`: what anybody knows of a hidden cell; without one it is above zero.
    """

    sizes: Mapping[CellT, Size]
    lines: Sequence[Line[CellT]]
    answered: AbstractSet[CellT] = frozenset()
    limits: Mapping[CellT, Limits] = field(default_factory=dict)


def hide_partners(table: Table[CellT], small: Iterable[CellT]) -> set[CellT]:
    """Return the small cells and those that have to be hidden with them."""
    hidden = set(small)
    lines_of: dict[CellT, list[Line[CellT]]] = defaultdict(list)
    for line in table.lines:
        for cell in line.cells:
            lines_of[cell].append(line)

    def told() -> Iterator[Line[CellT]]:
        yield from _telling(table, hidden)
        found = solvable(table.lines, hidden)
        solved = [cell for cell in table.sizes if cell in found]
        for cell in chain(_narrow(table, hidden), solved):
            yield from lines_of[cell]
        if any(_n(table, cell) for cell in solved):  # all beside it is hidden or nought: something farther off must be
            yield from table.lines

    while (partner := _partner(table, told(), hidden)) is not None:
        hidden.add(partner)
    return hidden


def _partner(table: Table[CellT], told: Iterable[Line[CellT]], hidden: AbstractSet[CellT]) -> CellT | None:
    """Choose the smallest part that is still shown, of the first line that shows one; else a total."""
    for line in told:
        for cells in (line.parts, (line.total,)):
            shown = [cell for cell in cells if _n(table, cell) and cell not in hidden and cell not in table.answered]
            if shown:
                return min(shown, key=lambda cell: _n(table, cell))
    return None


def _n(table: Table[CellT], cell: CellT) -> int:
    return table.sizes[cell][0] if cell in table.sizes else 0


def _telling(table: Table[CellT], hidden: AbstractSet[CellT]) -> Iterator[Line[CellT]]:
    """Find lines that tell their only hidden cell, or fewer than five people."""
    for line in table.lines:
        unknown = [cell for cell in line.cells if cell in hidden]
        people = sum(_n(table, cell) for cell in unknown)
        if len(unknown) == 1 or (unknown and line.total not in hidden and people < SMALLEST_CELL):
            yield line


def _narrow(table: Table[CellT], hidden: AbstractSet[CellT]) -> Iterator[CellT]:
    """Find hidden cells whose people, points given or points lost can be few numbers only."""
    for part in range(max((len(table.sizes[cell]) for cell in hidden), default=0)):
        known = {cell: size[part] for cell, size in table.sizes.items() if cell not in hidden}
        limits = {cell: (0, inf) if part else table.limits.get(cell, (1, inf)) for cell in hidden}
        found = bounds(table.lines, known, limits)
        narrowest = 1 if part else NARROWEST
        for cell in table.sizes:
            if cell in hidden and _width(found[cell]) < min(narrowest, _width(limits[cell])):
                yield cell


def _width(limits: Limits) -> float:
    return limits[1] - limits[0]
