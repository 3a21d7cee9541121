"""Everything that can be reached from some beginnings, breadth first, and what can come to an end."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

S = TypeVar("S", bound=Hashable)
T_co = TypeVar("T_co", bound=Hashable, covariant=True)


class Arrow(Protocol[T_co]):
    """What happened, and how it stands then."""

    @property
    def move(self) -> str:
        """What happened."""

    @property
    def after(self) -> T_co:
        """The state after it."""


A = TypeVar("A", bound=Arrow[Any])


@dataclass(slots=True, kw_only=True)
class Explored(Generic[S]):
    """States by their number, and the arrows between them."""

    states: list[S] = field(default_factory=list)
    numbers: dict[S, int] = field(default_factory=dict)
    came_from: list[int] = field(default_factory=list)
    arrows: list[tuple[str, list[int], list[int]]] = field(default_factory=list)  # a move, from, to

    @property
    def transitions(self) -> int:
        """How many arrows there are."""
        return sum(len(starts) for _, starts, _ in self.arrows)

    def path_to(self, state: S) -> list[S]:
        """Return a shortest way to a state."""
        number, path = self.numbers[state], [state]
        while self.came_from[number] >= 0:
            number = self.came_from[number]
            path.append(self.states[number])
        return path[::-1]

    def without_end(self, is_end: Callable[[S], bool], leaving_out: Iterable[str] = ()) -> list[S]:
        """List the states from which no end can be reached, by any moves but some."""
        left_out = {*leaving_out}
        before: list[list[int]] = [[] for _ in self.states]
        for move, starts, ends in self.arrows:
            if move not in left_out:
                for start, end in zip(starts, ends, strict=True):
                    before[end].append(start)
        ended = bytearray(len(self.states))
        waiting = [number for number, state in enumerate(self.states) if is_end(state)]
        for number in waiting:
            ended[number] = 1
        while waiting:
            for start in before[waiting.pop()]:
                if not ended[start]:
                    ended[start] = 1
                    waiting.append(start)
        return [state for number, state in enumerate(self.states) if not ended[number]]


def explore(
    beginnings: Iterable[S],
    steps: Callable[[S], Iterable[A]],
    check: Callable[[S, A], None],
) -> Explored[S]:
    """Go everywhere, and check every step on the way."""
    found: Explored[S] = Explored()
    arrows: dict[str, tuple[list[int], list[int]]] = {}
    for state in beginnings:
        _number_of(found, state, -1)
    for number, state in _growing(found.states):
        for step in steps(state):
            check(state, step)
            starts, ends = arrows.setdefault(step.move, ([], []))
            starts.append(number)
            ends.append(_number_of(found, step.after, number))
    found.arrows = [(move, starts, ends) for move, (starts, ends) in arrows.items()]
    return found


def _growing(states: list[S]) -> Iterator[tuple[int, S]]:
    number = 0
    while number < len(states):
        yield number, states[number]
        number += 1


def _number_of(found: Explored[S], state: S, came_from: int) -> int:
    number = found.numbers.setdefault(state, len(found.states))
    if number == len(found.states):
        found.states.append(state)
        found.came_from.append(came_from)
    return number
