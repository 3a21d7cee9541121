"""Counting periods: what is kept of days and months that are over, and the rest from the rows (rule book §8)."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from hashlib import sha256
from itertools import chain, islice

from bot.domain.calendar import SEOUL, HoursWorked
from bot.domain.figures.figures import added
from bot.domain.figures.periods import Period, PeriodKind, period_with
from bot.services.figures.naming import naming_of
from bot.services.unit import Unit
from storage.figures.closed import first_attempt_at
from storage.figures.kept import (
    Counted,
    Kept,
    changed_days,
    days_kept,
    keep_counted,
    keep_month,
    kept_in,
    notes_of_changes,
    sum_of,
)
from storage.figures.naming import Group, Naming
from storage.figures.queries import Tallies, read_tallies

OPEN_FOR_DAYS = 4000
"""How long before a period something may have been filed whose waiting is still measured."""
AT_ONCE = 10
"""So many days are counted in one turn."""
NEAR = timedelta(days=4)
COUNTED_AS = 1
"""Changes when anything is counted otherwise than before: what was kept until then holds no more."""
DAY = timedelta(days=1)
Part = tuple[Period, Tallies]
Stretch = tuple[date, date]


def tallies_in(unit: Unit, period: Period) -> Tallies:
    """Count a period as it stands now: the ordinary track."""
    counting = Counting(unit)
    whole: dict[Group, list[Group]] = {}
    tallies = sum_of(sorted(counting.parts_of(period), key=lambda part: part[0].first))
    for group in tallies:
        whole.setdefault(counting.naming.group(*group), []).append(group)
    return {of_today: added(tallies[each] for each in stored) for of_today, stored in whole.items()}


def count_days(unit: Unit) -> Sequence[Counted]:
    """Count some days that are over and not kept as they stand now, the newest first: of years, after an upgrade."""
    changed, kept = set(changed_days(unit.session)), days_kept(unit.session)
    counting = Counting(unit)
    due = (day for day in _past_days(unit) if day in changed or kept.get(day) != counting.counted_by(day))
    noted = {day: notes_of_changes(unit.session, day) for day in islice(due, AT_ONCE)}
    return [Counted(counting.kept(day), notes) for day, notes in noted.items()]


def keep_days(unit: Unit, counted: Sequence[Counted]) -> int:
    """Keep days that were counted, and the months that are whole by them. Returns how many days it were."""
    kept = [each.kept.period.first for each in counted if keep_counted(unit.session, each)]
    counting = Counting(unit)
    for month in {period_with(PeriodKind.MONTH, day) for day in kept}:
        if month.last < unit.today:
            keep_month(unit.session, month, {day: counting.counted_by(day) for day in _days_of(month)})
    return len(kept)


def _past_days(unit: Unit) -> Iterator[date]:
    """List the days that are over, the newest first, of the months since somebody was phoned."""
    began = first_attempt_at(unit.session)
    first = unit.today if began is None else unit.day_of(began).replace(day=1)
    return (unit.today - n * DAY for n in range(1, (unit.today - first).days + 1))


def _days_of(period: Period) -> Iterator[date]:
    return (period.first + n * DAY for n in range(period.days))


@dataclass(frozen=True)
class Counting:
    """By which calendar and names a station counts, and what it has kept of that."""

    unit: Unit

    @cached_property
    def naming(self) -> Naming:
        """The names of today."""
        return naming_of(self.unit)

    def count(self, period: Period) -> Tallies:
        """Count a stretch of days from the rows, by the names of departments as they are stored."""
        hours = HoursWorked(self.unit.calendar, period.first - OPEN_FOR_DAYS * DAY, period.last)
        as_stored = Naming(name_of=lambda name: name, dated=self.naming.dated)
        return read_tallies(self.unit.session, period, hours, as_stored)

    def kept(self, day: date) -> Kept:
        """Count a day, to be kept."""
        period = period_with(PeriodKind.DAY, day)
        return Kept.of(period, self.counted_by(day), self.count(period))

    def counted_by(self, day: date) -> str:
        """Return by what a day is counted, in short: the names, and holidays and stops of the clock until then."""
        over = datetime.combine(day + DAY, time(), SEOUL)
        stops = tuple((start, min(end, over)) for start, end in self.unit.calendar.stops if start < over)
        by = (bisect_right(self._holidays, day), stops)
        if by not in self._known:
            facts = (COUNTED_AS, self.naming.dated, self._holidays[: by[0]], [*map(str, stops)])
            self._known[by] = sha256(repr(facts).encode()).hexdigest()
        return self._known[by]

    def parts_of(self, period: Period) -> Iterator[Part]:
        """Cut a period into months and days that are kept, and stretches that are counted now."""
        over = min(period.last, self.unit.today - DAY)
        months = list(self._kept(PeriodKind.MONTH, period.first, over))
        without = [self._kept(PeriodKind.DAY, *each) for each in _between(period.first, over, months)]
        kept = sorted([*months, *chain.from_iterable(without)], key=lambda each: each.period.first)
        counted = [Period(PeriodKind.RANGE, *each) for each in _joined(_between(period.first, period.last, kept))]
        yield from ((each, self.count(each)) for each in counted)
        for part in kept:
            if not any(each.first <= part.period.first <= each.last for each in counted):
                yield part.period, part.tallies

    def _kept(self, kind: PeriodKind, first: date, last: date) -> Iterator[Kept]:
        found = kept_in(self.unit.session, kind, first, last)
        return (each for each in found if each.counted_by == self.counted_by(each.period.last))

    @cached_property
    def _holidays(self) -> Sequence[date]:
        return sorted(self.unit.calendar.holidays)

    @cached_property
    def _known(self) -> dict[object, str]:
        return {}


def _between(first: date, last: date, kept: Sequence[Kept]) -> Iterator[Stretch]:
    """List the stretches of days that lie between what is kept."""
    for each in kept:
        if first < each.period.first:
            yield first, each.period.first - DAY
        first = each.period.last + DAY
    if first <= last:
        yield first, last


def _joined(stretches: Iterable[Stretch]) -> Sequence[Stretch]:
    """Join stretches between which few days lie: to count those too is quicker than to begin again."""
    found: list[Stretch] = []
    for first, last in stretches:
        if found and first - found[-1][1] <= NEAR:
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return found
