"""What is shown of a closed period to everybody but audit: frozen at its end, small cells and their partners hidden.

A quarter is the sum of its closed months, a year of its quarters, whatever became of their calls since. So each answer
about what people said is one publication. A quarter is published beside its months, so that they do not tell each
other's hidden cells; of a year only that is shown which is shown of each of its quarters, and it tells nothing more.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from math import inf
from typing import NamedTuple, TypeVar

from bot.domain.calls.surveys import Question
from bot.domain.figures.cards import Scope
from bot.domain.figures.figures import (
    AnyFigure,
    Count,
    Said,
    Score,
    Scored,
    Tally,
    Values,
    Wait,
    added,
    made_of,
    said_values,
)
from bot.domain.figures.hiding import SMALLEST_CELL, Size, Table, hide_partners
from bot.domain.figures.periods import Period
from bot.domain.figures.solving import Limits, Line
from bot.domain.grievances.kinds import Category, RootCause

Topic = Category | RootCause
TopicT = TypeVar("TopicT", Category, RootCause)
Measure = Said | Scored | Topic
"""One table each: its cells stand beside each other in answers and are hidden each for itself."""

NameOf = Callable[[Scope, Period], Scope]
STATION = Scope()
COUNTS: Mapping[Said, Count] = {
    Said.GRIEVANCES: Count.GRIEVANCES,
    Said.COMPLAINTS: Count.COMPLAINTS,
    Said.REPLIED: Count.REPLIED,
    Said.PRAISE: Count.PRAISE,
    Said.RECHECKED: Count.RECHECKED,
}
WAITS: Mapping[Said, Wait] = {Said.ACKNOWLEDGED: Wait.ACKNOWLEDGE, Said.ANSWERED: Wait.ANSWER}
SHARES: Mapping[Said, tuple[Count, Count]] = {
    Said.RATED: (Count.RATED, Count.CONTENT),
    Said.UPSET: (Count.UPSET, Count.TURNED),
}
"""How many were asked, and how many of them said yes: both are added up."""
OF_STATION: frozenset[Measure] = frozenset({Said.COMPLAINTS, Said.SAME_CALL, Said.RECHECKED, Said.UPSET})
"""Shown of the whole station alone: of a department they would tell what is hidden of it, or are too few."""
OF_ANSWERED = frozenset({Said.GRIEVANCES, Said.COMPLAINTS, Said.PRAISE, *Category})
"""As scores are, hidden where fewer than five answered, even if nobody said it: of one call one matter is no secret."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard of one department or petition type, or of the station."""

    tally: Tally = field(default_factory=Tally)
    topics: Counter[Topic] = field(default_factory=Counter)


def together(parts: Iterable[Heard]) -> Heard:
    """Add up what was heard."""
    some = list(parts)
    topics: Counter[Topic] = Counter()
    for each in some:
        topics.update(each.topics)
    return Heard(added(each.tally for each in some), topics)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A closed period: what was heard, and which of it is hidden from everybody but audit."""

    period: Period
    heard: Mapping[Scope, Heard]
    hidden: frozenset[tuple[Scope, Measure]]

    def renamed(self, name_of: NameOf) -> "Publication":
        """Return it by the names of today. Of departments that became one, what is hidden of either stays hidden."""
        names = {scope: name_of(scope, self.period) for scope in self.heard}
        parts: dict[Scope, list[Heard]] = {}
        for scope, heard in self.heard.items():
            parts.setdefault(names[scope], []).append(heard)
        return Publication(
            period=self.period,
            heard={scope: together(some) for scope, some in parts.items()},
            hidden=frozenset((names[scope], measure) for scope, measure in self.hidden),
        )

    def hidden_of(self, scope: Scope) -> frozenset[Measure]:
        """Return what is hidden of a scope."""
        return frozenset(measure for place, measure in self.hidden if place == scope)

    @property
    def questions(self) -> frozenset[str]:
        """The names of the questions that were asked or answered."""
        return frozenset(self.heard[STATION].tally.scores if STATION in self.heard else ())

    def values(self, scope: Scope, questions: Iterable[Question]) -> Values:
        """Make the figures that are shown of a scope, with those of these questions."""
        values = said_values(self.heard.get(scope, Heard()).tally, questions, self.hidden_of(scope))
        return {figure: value for figure, value in values.items() if _is_told(figure, scope)}

    def count(self, scope: Scope, measure: Measure) -> int | None:
        """Return how often something was said. None: hidden."""
        if (scope, measure) in self.hidden:
            return None
        return size_of(self.heard.get(scope, Heard()), measure)[0]

    def topics(self, scope: Scope, kind: type[TopicT]) -> dict[TopicT, int | None]:
        """Return which categories or root causes came up, and how often. None where few answered.

        Those that are hidden stand there even if nobody named them: what does not stand there is none.
        """
        counts = {} if self.is_few(scope) else {each: self.count(scope, each) for each in kind}
        return {each: count for each, count in counts.items() if count != 0}

    def is_few(self, scope: Scope) -> bool:
        """Check whether so few answered that even what nobody said is hidden."""
        return 0 < self.heard.get(scope, Heard()).tally.counts[Count.COMPLETED] < SMALLEST_CELL


def unsaid(scope: Scope, questions: Iterable[Question]) -> Values:
    """Make the figures that are shown of a scope as long as nothing is closed: none has a value."""
    values = said_values(Tally(), questions, frozenset())
    return {figure: replace(value, value=None) for figure, value in values.items() if _is_told(figure, scope)}


def _is_told(figure: AnyFigure, scope: Scope) -> bool:
    return scope == STATION or OF_STATION.isdisjoint(made_of(figure))


TABLES: Sequence[Sequence[Measure]] = (
    (Said.GRIEVANCES, *Category),
    *((said,) for said in Said if said is not Said.GRIEVANCES),
    *((cause,) for cause in RootCause),
)
"""What belongs into one table: all grievances are those of their categories. Each question has a table of its own."""


class Cell(NamedTuple):
    """One number of one answer."""

    period: Period
    scope: Scope
    measure: Measure


def size_of(heard: Heard, measure: Measure) -> Size:
    """Return how many said it, and what of it is added up besides."""
    tally = heard.tally
    if isinstance(measure, Category | RootCause):
        return (heard.topics[measure],)
    if isinstance(measure, Scored):
        score = tally.scores.get(measure.question, Score())
        return (score.n, score.points - score.n, 5 * score.n - score.points, score.top2, score.n - score.top2)
    if measure in COUNTS:
        return (tally.counts[COUNTS[measure]],)
    if measure in SHARES:
        asked, agreed = (tally.counts[each] for each in SHARES[measure])
        return (asked, agreed, asked - agreed)
    if measure in WAITS:
        return (len(tally.hours.get(WAITS[measure], ())),)
    solved, filed = tally.counts[Count.SOLVED], tally.counts[Count.GRIEVANCES]
    return (solved + filed, solved, filed)


def publish(period: Period, heard: Mapping[Scope, Heard]) -> Publication:
    """Decide what is shown of a month."""
    return _Publishing(period=period, heard=heard).publication


def publish_year(period: Period, quarters: Sequence[Publication], name_of: NameOf) -> Publication:
    """Show of a year what is shown of its quarters. `name_of`: the names of today."""
    renamed = [each.renamed(name_of) for each in quarters]
    scopes = dict.fromkeys(scope for each in renamed for scope in each.heard)
    heard = {scope: together(each.heard[scope] for each in renamed if scope in each.heard) for scope in scopes}
    return Publication(period=period, heard=heard, hidden=frozenset().union(*(each.hidden for each in renamed)))


def publish_quarter(period: Period, parts: Sequence[Publication], name_of: NameOf) -> Publication:
    """Decide what is shown of a quarter, beside its months. `name_of`: the names of today."""
    heard: dict[Scope, list[Heard]] = {}
    made_of: dict[Scope, list[tuple[Period, Scope]]] = {}
    for part in parts:
        for stored, of_part in part.heard.items():
            scope = name_of(stored, part.period)
            heard.setdefault(scope, []).append(of_part)
            made_of.setdefault(scope, []).append((part.period, stored))
    sums = {scope: together(some) for scope, some in heard.items()}
    return _Publishing(period=period, heard=sums, parts=parts, made_of=made_of).publication


@dataclass(frozen=True, slots=True, kw_only=True)
class _Publishing:
    """A period that is being published, beside the parts that were."""

    period: Period
    heard: Mapping[Scope, Heard]
    parts: Sequence[Publication] = ()
    made_of: Mapping[Scope, Sequence[tuple[Period, Scope]]] = field(default_factory=dict)
    hidden: set[tuple[Scope, Measure]] = field(default_factory=set)

    @property
    def publication(self) -> Publication:
        """The period with what is hidden of it."""
        for measures in (*TABLES, *([Scored(name)] for name in self._questions)):
            found = hide_partners(*self._table(measures))
            self.hidden.update((cell.scope, cell.measure) for cell in found if cell.period == self.period)
        return Publication(period=self.period, heard=self.heard, hidden=frozenset(self.hidden))

    @property
    def _questions(self) -> list[str]:
        return list(self.heard[STATION].tally.scores) if STATION in self.heard else []

    def _table(self, measures: Sequence[Measure]) -> tuple[Table[Cell], set[Cell]]:
        """Lay out all cells that are alike, those of the parts among them. Returns the small ones too."""
        sizes, lines, hidden = self._of(self.period, self.heard, measures)
        lines += [Line(cell, parts) for cell in sizes if (parts := self._parts_of(cell))]
        limits = {cell: _limits(self.heard[cell.scope], cell.measure) for cell in sizes}
        answered: set[Cell] = set()
        for part in self.parts:
            cells, lines_between, hidden_cells = self._of(part.period, part.heard, measures, part.hidden)
            sizes |= cells
            lines += lines_between
            hidden |= hidden_cells
            answered |= cells.keys()
            limits |= {cell: _limits(part.heard[cell.scope], cell.measure) for cell in cells}
        answered |= {cell for cell in sizes if (parts := self._parts_of(cell)) and hidden.isdisjoint(parts)}
        hidden |= {cell for cell in sizes.keys() - answered if self._is_small(cell, hidden)}
        return Table(sizes=sizes, lines=lines, answered=answered, limits=limits), hidden

    def _of(
        self,
        period: Period,
        heard: Mapping[Scope, Heard],
        measures: Sequence[Measure],
        hidden: AbstractSet[tuple[Scope, Measure]] = frozenset(),
    ) -> tuple[dict[Cell, Size], list[Line[Cell]], set[Cell]]:
        """Lay out one period: its cells, the lines between them, those that are hidden."""
        scopes = [scope for scope in heard if scope == STATION or measures[0] not in OF_STATION]
        sizes = {Cell(period, scope, each): size_of(heard[scope], each) for scope in scopes for each in measures}
        return sizes, list(_lines(period, scopes, measures)), {cell for cell in sizes if cell[1:] in hidden}

    def _parts_of(self, cell: Cell) -> list[Cell]:
        return [Cell(*place, cell.measure) for place in self.made_of.get(cell.scope, ())]

    def _is_small(self, cell: Cell, hidden: AbstractSet[Cell]) -> bool:
        """Check whether a cell is hidden for itself: it is small, or nobody is to know that it is none."""
        heard = self.heard[cell.scope]
        people = size_of(heard, cell.measure)[0]
        if cell.measure is Said.SAME_CALL:
            filed = None if (STATION, Said.GRIEVANCES) in self.hidden else heard.tally.counts[Count.GRIEVANCES]
            return people > 0 and (filed is None or filed < SMALLEST_CELL)
        if _leaves_few(heard, cell.measure):
            return True
        if people == 0:
            return _may_be_none(heard, cell.measure) or not hidden.isdisjoint(self._parts_of(cell))
        return people < SMALLEST_CELL


def _leaves_few(heard: Heard, measure: Measure) -> bool:
    """Check whether the rest would be few: what those said who were not upset is what all said without the upset."""
    counts = heard.tally.counts
    return measure is Said.UPSET and 0 < counts[Count.RATED] - counts[Count.UPSET] < SMALLEST_CELL


def _lines(period: Period, scopes: Sequence[Scope], measures: Sequence[Measure]) -> Iterator[Line[Cell]]:
    for kind in ("department", "petition_type"):
        places = [scope for scope in scopes if getattr(scope, kind) is not None]
        for measure in measures if places else ():
            yield Line(Cell(period, STATION, measure), [Cell(period, scope, measure) for scope in places])
    for scope in scopes if len(measures) > 1 else ():
        yield Line(Cell(period, scope, measures[0]), [Cell(period, scope, each) for each in measures[1:]])


def _limits(heard: Heard, measure: Measure) -> Limits:
    """Return what anybody knows of a hidden cell: that it is not none, for that is shown; and how many answered."""
    people = size_of(heard, measure)[0]
    answered = heard.tally.counts[Count.COMPLETED] if measure in {Said.GRIEVANCES, Said.PRAISE, *Category} else 0
    return (int(people > 0 and not _may_be_none(heard, measure)), max(answered, people) if answered else inf)


def _may_be_none(heard: Heard, measure: Measure) -> bool:
    """Check whether a cell is hidden even if nobody said it."""
    answered = heard.tally.counts[Count.COMPLETED]
    if measure in {Said.SAME_CALL, Said.COMPLAINTS}:
        return answered > 0
    return (isinstance(measure, Scored) or measure in OF_ANSWERED) and 0 < answered < SMALLEST_CELL
