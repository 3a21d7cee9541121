"""The attack on figures: ask everything, write down what is shown, and solve for what is hidden.

Every number is a sum over people. What is shown of a place in a period is one equation; so are a station that is its
departments, grievances that are their categories, a period that is others put together. A hidden number is recovered
if the equations determine it, or leave it one value only: of scores also what is no number of people, the points that
were lost, for where nothing was lost each gave the most.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

import numpy as np

from bot.domain.calls.surveys import FIRST
from bot.domain.figures.periods import Period

STATION = ("", "")
Place = tuple[str, str]
"""A department or a petition type, or neither."""
INFINITE = 10**6
SCORED = (*FIRST.names, "kindness-2")
NO_SECRET = {"asked", *SCORED}
"""How many answered a question: nearly all of those who were reached."""

SAID_LATER = ("acknowledged", "answered", "replied", "rated", "upset", "rootcause")
"""Of grievances that were filed before, maybe."""
OFTEN_NONE = {"complaints", "asked", "solved", "rechecked"}
"""Hidden though there may be none."""


class Number(NamedTuple):
    """One sum over people: of whom, when, of what."""

    first: int  # days as ordinals
    end: int  # the day after
    place: Place
    name: str
    station: str = ""

    @property
    def is_points(self) -> bool:
        """Whether points are added up, not people."""
        return self.name.endswith((":above", ":lost", ":top", ":rest"))


@dataclass
class Attack:
    """What was seen, and what can be made of it."""

    known: dict[Number, int] = field(default_factory=dict)
    hidden: set[Number] = field(default_factory=set)
    unlisted: set[Number] = field(default_factory=set)  # not even shown as hidden
    most: dict[Number, int] = field(default_factory=dict)  # no more people said something than answered
    least: dict[Number, int] = field(default_factory=dict)
    station: str = ""  # whose figures these are, of many
    between: list[tuple[Number, ...]] = field(default_factory=list)  # what adds up beside: the first is the sum

    def sees(self, period: Period, place: Place, figures: Mapping[str, Mapping[str, Any]]) -> None:
        """Write down figures as `cleancall stats --json` shows them: value, n, hidden."""
        shown = dict(figures)
        for item in SCORED:
            self._sees_scores(period, place, item, shown)
        counts = {"grievances": "grievances", "praise": "praise"}
        ns = {"within_due": "replied", "reply": "replied", "acknowledge": "acknowledged", "answer": "answered"}
        ns |= {"agreement": "rechecked", "answer_satisfied": "rated", "recovery": "upset"}
        for figure, name in (counts | ns).items():
            if figure in shown:
                number = shown[figure]["value"] if figure in counts else shown[figure]["n"]
                self.notes(period, place, name, None if shown[figure]["hidden"] else number)
        self._sees_ratio(period, place, shown, "praise_per_complaint", ("praise", "complaints"))
        self._sees_ratio(period, place, shown, "same_call", ("solved", "asked"))
        self._sees_per_100(period, place, shown)

    def _sees_scores(self, period: Period, place: Place, item: str, shown: Mapping[str, Any]) -> None:
        mean, top = shown.get(item), shown.get(f"{item}_top2")
        if mean is not None:
            n = mean["n"]
            points = round((mean["value"] / 25 + 1) * n) if mean["value"] is not None else 0
            parts = {"": n, ":above": points - n, ":lost": 5 * n - points}
            for part, number in parts.items():
                self.notes(period, place, item + part, None if mean["hidden"] else number)
        if top is not None:
            best = round(top["value"] * top["n"]) if top["value"] is not None else 0
            for part, number in {":top": best, ":rest": top["n"] - best}.items():
                self.notes(period, place, item + part, None if top["hidden"] else number)

    def _sees_ratio(
        self, period: Period, place: Place, shown: Mapping[str, Any], figure: str, names: tuple[str, str]
    ) -> None:
        value = shown.get(figure)
        if value is None:
            return
        part = None if value["hidden"] else round((value["value"] or 0) * value["n"])
        self.notes(period, place, names[1], None if value["hidden"] else value["n"])
        if value["hidden"] and figure == "same_call":
            self.notes(period, place, "solved", None)
        if part is not None and value["n"]:
            self.notes(period, place, names[0], part)
            if figure == "same_call":
                self.notes(period, place, "grievances", value["n"] - part)

    def _sees_per_100(self, period: Period, place: Place, shown: Mapping[str, Any]) -> None:
        value = shown.get("grievances_per_100")
        if value is not None and value["value"] is not None:
            self.notes(period, place, "grievances", round(value["value"] * value["n"] / 100))

    def notes(self, period: Period, place: Place, name: str, number: float | None) -> None:
        """Write down a number; None: it is hidden."""
        what = self.number_of(period, place, name)
        if number is None:
            self.hidden.add(what)
        else:
            seen = self.known.setdefault(what, int(number))
            assert seen == number, (what, seen, number)  # said twice, it is the same

    def number_of(self, period: Period, place: Place, name: str) -> Number:
        """Name a number of this station's."""
        return Number(period.first.toordinal(), period.last.toordinal() + 1, place, name, self.station)

    def takes(self, other: "Attack") -> None:
        """Add what was seen of another station."""
        self.known |= other.known
        self.hidden |= other.hidden
        self.unlisted |= other.unlisted
        self.most |= other.most
        self.least |= other.least

    def sees_answered(self, period: Period, place: Place, answered: int) -> None:
        """Write down how many answered, which is work: no more can have said a thing, and none is shown as none."""
        when = (period.first.toordinal(), period.last.toordinal() + 1, place)
        for each in [each for each in self.hidden if each[:3] == when]:
            if each.name.startswith(SAID_LATER):
                continue
            self.most[each] = min(self.most.get(each, INFINITE), 5 * answered if each.is_points else answered)
            if not each.is_points and each.name not in OFTEN_NONE and answered >= 5 and period.days <= 31:
                self.least[each] = 1

    def sees_topics(
        self, period: Period, place: Place, kind: type[StrEnum], counts: Mapping[str, int | None], answered: int
    ) -> None:
        """Write down categories or root causes; what is not listed did not come up, unless few answered."""
        for topic in kind:
            name = f"{kind.__name__.lower()}:{topic}"
            if topic in counts or answered >= 5 or not answered:
                self.notes(period, place, name, counts.get(topic, 0))
            else:
                self.unlisted.add(self.number_of(period, place, name))

    @property
    def recovered(self) -> set[Number]:
        """Return the hidden numbers that the rest gives away."""
        found: set[Number] = set()
        names: dict[str, set[str]] = defaultdict(set)
        for what in {*self.known, *self.hidden}:
            is_filed = what.name.startswith("category:") or what.name in {"asked", "solved"}
            names["grievances" if is_filed else what.name].add(what.name)
        for group in names.values():
            lines = list(self._lines(group))
            unknown = sorted(
                {each for line in lines for each in line if each.name in group and each not in self.known}
                | {each for each in self.hidden - self.known.keys() if each.name in group}
            )
            found |= self._solved(lines, unknown) | self._cornered(lines, unknown)
        recovered = (found & self.hidden) | (self.hidden & self.known.keys())
        return {each for each in recovered if each.name not in NO_SECRET}

    def _lines(self, names: set[str]) -> Iterator[tuple[Number, ...]]:
        """Find what adds up: the first of each is the sum of the others."""
        seen = {each for each in {*self.known, *self.hidden, *self.unlisted} if each.name in names}
        by_when: dict[Number, list[Number]] = defaultdict(list)
        of_place: dict[Number, list[Number]] = defaultdict(list)
        categories: dict[Number, list[Number]] = defaultdict(list)
        for each in sorted(seen):
            by_when[each._replace(place=STATION)].append(each)
            of_place[each._replace(first=0, end=0)].append(each)
            if each.name.startswith("category:"):
                categories[each._replace(name="grievances")].append(each)
        for numbers in by_when.values():
            whole = [each for each in numbers if each.place == STATION]
            for at in (0, 1):
                parts = [each for each in numbers if each.place[at]]
                if whole and parts:
                    yield (*whole, *parts)
        for each in seen:
            if each.name == "asked":
                yield (each, each._replace(name="solved"), each._replace(name="grievances"))
        for grievances, parts in categories.items():
            yield (grievances, *parts)
        for numbers in of_place.values():
            yield from _tilings(numbers)
        yield from (line for line in self.between if line[0].name in names)

    @staticmethod
    def _solved(lines: Sequence[tuple[Number, ...]], unknown: Sequence[Number]) -> set[Number]:
        """Solve the equations, whatever the numbers are."""
        found: set[Number] = set()
        for rows, some in _systems(lines, unknown):
            at = {each: place for place, each in enumerate(some)}
            matrix = np.zeros((len(rows), len(some)))
            for row, (whole, *parts) in enumerate(rows):
                for each, sign in [(whole, -1), *((part, 1) for part in parts)]:
                    if each in at:
                        matrix[row, at[each]] += sign
            _, sizes, space = np.linalg.svd(matrix, full_matrices=False)
            told = (space[sizes > 1e-9] ** 2).sum(axis=0)
            found |= {each for each in some if told[at[each]] > 1 - 1e-6}
        return found

    def _cornered(self, lines: Sequence[tuple[Number, ...]], unknown: Sequence[Number]) -> set[Number]:
        """Draw bounds closer until nothing changes: what can be one number only."""
        known = {each: self.known[each] for line in lines for each in line if each in self.known}
        low = {each: self.least.get(each, 0) for each in unknown} | known
        high = {each: self.most.get(each, INFINITE) for each in unknown} | known
        changed = True
        while changed:
            changed = False
            for whole, *parts in lines:
                if not all(each in low for each in (whole, *parts)):
                    continue
                least, most = sum(low[each] for each in parts), sum(high[each] for each in parts)
                changed |= _narrow(low, high, whole, (least, most))
                for each in parts:
                    rest = (low[whole] - (most - high[each]), high[whole] - (least - low[each]))
                    changed |= _narrow(low, high, each, rest)
        return {each for each in unknown if low[each] == high[each]}


def _systems(
    lines: Sequence[tuple[Number, ...]], unknown: Sequence[Number]
) -> Iterator[tuple[list[tuple[Number, ...]], list[Number]]]:
    """Part the equations into those that share no unknown number, so that those of each station are solved apart."""
    of: dict[Number, list[int]] = {each: [] for each in unknown}
    for row, line in enumerate(lines):
        for each in line:
            if each in of:
                of[each].append(row)
    left = dict.fromkeys(each for each in unknown if of[each])
    while left:
        rows, some, new = set[int](), list[Number](), [next(iter(left))]
        while new:
            each = new.pop()
            if each not in left:
                continue
            del left[each]
            some.append(each)
            rows |= (found := {*of[each]} - rows)
            new += [other for row in found for other in lines[row] if other in left]
        yield [lines[row] for row in sorted(rows)], some


def _narrow(low: dict[Number, int], high: dict[Number, int], what: Number, to: tuple[int, int]) -> bool:
    if to[0] <= low[what] and to[1] >= high[what]:
        return False
    low[what], high[what] = max(low[what], to[0]), min(high[what], to[1])
    assert low[what] <= high[what], what  # the lines are true, or nothing follows from them
    return True


def _tilings(numbers: Iterable[Number]) -> Iterator[tuple[Number, ...]]:
    """Find periods that are others put together: the coarsest way, and the finest."""
    seen = sorted(numbers)
    for whole in seen:
        inside = [each for each in seen if each != whole and each.first >= whole.first and each.end <= whole.end]
        for pick in (min, max):
            parts, day = [], whole.first
            while day < whole.end:
                starts = [each for each in inside if each.first == day]
                if not starts:
                    break
                parts.append(pick(starts, key=lambda each: each.end))
                day = parts[-1].end
            if day == whole.end and parts:
                yield (whole, *parts)
