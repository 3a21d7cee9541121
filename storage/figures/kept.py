"""Tallies of days and months that are over: kept, so that years need not be counted again (rule book §8).

Which days were changed since is noted by the database itself (migration 0041), whichever program changes them. A note
is made in the transaction of the change: who counts reads the notes before the rows, and takes away those alone that
they read; what is noted meanwhile stays, and the day is counted again.
"""

import json
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import Select, delete, insert, select, update
from sqlmodel import Session, col

from bot.domain.figures.figures import Again, Count, Score, Tally, Wait, added
from bot.domain.figures.periods import Period, PeriodKind, period_with
from storage.figures.naming import Group
from storage.figures.queries import Tallies
from storage.figures.tables import ChangedDay, KeptTally
from storage.statements import changed_rows, chunks, insert_or_ignore, insert_or_update


@dataclass(frozen=True, slots=True)
class Kept:
    """A day or month as it is kept, and by which calendar and names of departments it was counted."""

    period: Period
    counted_by: str
    figures: str
    hours: bytes

    @classmethod
    def of(cls, period: Period, counted_by: str, tallies: Tallies) -> "Kept":
        """Write what was counted, by the names of departments as they are stored."""
        return cls(period, counted_by, *_written(tallies))

    @property
    def tallies(self) -> Tallies:
        """What was counted, by the names of departments as they are stored."""
        return _read(self.figures, self.hours)


@dataclass(frozen=True, slots=True)
class Counted:
    """A day that was counted to be kept, with the changes of it that were noted before."""

    kept: Kept
    noted: Sequence[int]


def kept_in(session: Session, kind: PeriodKind, first: date, last: date) -> Iterator[Kept]:
    """Read the kept days or months that lie in a stretch of days and were not changed since, oldest first."""
    changed = {period_with(kind, day).first for day in changed_days(session)}
    for row_first, counted_by, figures, hours in session.execute(_kept(kind, first, last)):
        period = period_with(kind, row_first)
        if period.last <= last and row_first not in changed:
            yield Kept(period, counted_by, figures, hours)


def _kept(kind: PeriodKind, first: date, last: date) -> Select[date, str, str, bytes]:
    query = select(col(KeptTally.first), col(KeptTally.counted_by), col(KeptTally.figures), col(KeptTally.hours))
    return query.where(col(KeptTally.kind) == kind.value, col(KeptTally.first).between(first, last)).order_by(
        col(KeptTally.first)
    )


CHANGED = select(col(ChangedDay.day)).distinct()


def days_kept(session: Session) -> Mapping[date, str]:
    """List the kept days, each with the calendar and the names by which it was counted."""
    query = select(col(KeptTally.first), col(KeptTally.counted_by)).where(col(KeptTally.kind) == PeriodKind.DAY.value)
    return {first: counted_by for first, counted_by in session.execute(query)}  # noqa: C416 — rows are no pairs to mypy


def changed_days(session: Session) -> Sequence[date]:
    """List the days of which a change was noted."""
    return session.execute(CHANGED).scalars().all()


def notes_of_changes(session: Session, day: date) -> Sequence[int]:
    """List the changes that were noted of a day."""
    return session.execute(select(col(ChangedDay.id)).where(col(ChangedDay.day) == day)).scalars().all()


def keep_counted(session: Session, counted: Counted) -> bool:
    """Keep a day as it was counted, with the changes that were known then. False: somebody else counted it meanwhile.

    The month that it belongs to is kept no more: see `keep_month`.
    """
    noted = (delete(ChangedDay).where(col(ChangedDay.id).in_(some)) for some in chunks(counted.noted))
    gone = sum(changed_rows(session, each) for each in noted)
    if gone < len(counted.noted):  # who took the others away counted without those that are gone now
        session.execute(insert(ChangedDay).values(day=counted.kept.period.first))
        return False
    is_kept = _keep(session, counted.kept, anew=bool(counted.noted))
    month = period_with(PeriodKind.MONTH, counted.kept.period.first)
    session.execute(delete(KeptTally).where(*_is(PeriodKind.MONTH, month.first)))
    return is_kept


def keep_month(session: Session, month: Period, counted_by: Mapping[date, str]) -> bool:
    """Keep a month as the sum of its days, if all of them are kept, by these calendars and names.

    Nobody keeps a day of it anew before the transaction ends: SQLite has one writer, PostgreSQL holds the rows.
    """
    held = select(col(KeptTally.first)).where(col(KeptTally.kind) == PeriodKind.DAY.value)
    session.execute(held.where(col(KeptTally.first).between(month.first, month.last)).with_for_update(read=True))
    days = list(kept_in(session, PeriodKind.DAY, month.first, month.last))
    if len(days) < month.days or any(each.counted_by != counted_by[each.period.first] for each in days):
        return False
    tallies = sum_of([(each.period, each.tallies) for each in days])
    return _keep(session, Kept.of(month, days[-1].counted_by, tallies))


def sum_of(parts: Sequence[tuple[Period, Tallies]]) -> Tallies:
    """Add up the parts of a period, which follow each other: a call that several have tried counts once."""
    found: dict[Group, list[Tally]] = {}
    for _, tallies in parts:
        for group, tally in tallies.items():
            found.setdefault(group, []).append(tally.in_period_since(parts[0][0].first))
    return {group: added(some) for group, some in found.items()}


def _is(kind: PeriodKind, first: date) -> tuple[Any, Any]:
    return col(KeptTally.kind) == kind.value, col(KeptTally.first) == first


def _keep(session: Session, kept: Kept, *, anew: bool = False) -> bool:
    key = {"kind": kept.period.kind.value, "first": kept.period.first}
    values = {"counted_by": kept.counted_by, "figures": kept.figures, "hours": kept.hours}
    if anew:
        insert_or_update(session, KeptTally, key, values)
        return True
    if insert_or_ignore(session, KeptTally, {**key, **values}) is not None:
        return True
    otherwise = col(KeptTally.counted_by) != kept.counted_by
    where = (*_is(kept.period.kind, kept.period.first), otherwise)
    return changed_rows(session, update(KeptTally).where(*where).values(**values)) > 0


def _written(tallies: Tallies) -> tuple[str, bytes]:
    hours = array("d")
    places = []
    for group, tally in tallies.items():
        waits = {wait.value: sorted(some) for wait, some in tally.hours.items() if some}
        for some in waits.values():
            hours.extend(some)
        counts = {count.value: n for count, n in tally.counts.items() if n}
        scores = {name: [each.n, each.points, each.top2] for name, each in tally.scores.items() if each.n}
        again = [[each.count.value, each.before.isoformat(), n] for each, n in tally.again.items() if n]
        places.append([*group, counts, scores, {wait: len(some) for wait, some in waits.items()}, again])
    return json.dumps(places, ensure_ascii=False), hours.tobytes()


def _read(figures: str, hours: bytes) -> Tallies:
    left = array("d")
    left.frombytes(hours)
    numbers = iter(left)
    return {
        Group(department, petition_type): Tally(
            Counter({COUNTS[name]: n for name, n in counts.items()}),
            {name: Score(*score) for name, score in scores.items()},
            {Wait(wait): tuple(islice(numbers, n)) for wait, n in waits.items()},
            Counter({Again(COUNTS[name], date.fromisoformat(before)): n for name, before, n in again}),
        )
        for department, petition_type, counts, scores, waits, again in json.loads(figures)
    }


COUNTS = {each.value: each for each in Count}
