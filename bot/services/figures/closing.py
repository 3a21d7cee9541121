"""Closing months, quarters and years: what people said in them is frozen, and shown as it was then (rule book §8)."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.domain.figures.cards import Scope
from bot.domain.figures.figures import Count, Score, Tally, Wait
from bot.domain.figures.periods import CLOSED_KINDS, Period, PeriodKind, parts_of, period_with
from bot.domain.figures.publication import STATION, Heard, Publication, publish, publish_quarter, publish_year, together
from bot.services.calls.surveys import questions_in
from bot.services.figures.naming import naming_of
from bot.services.figures.tallying import tallies_in
from bot.services.unit import Unit
from storage.figures.closed import add_closed, all_closed, find_closed, first_attempt_at
from storage.figures.factors import filed_by_category, root_causes
from storage.figures.naming import Group

AT_ONCE = 6
"""So many periods are closed in one transaction."""
LIVE = {Count.VISITS_REACHED, Count.VISITS_ANSWERED}
"""Counted anew each time and stored nowhere: versions before 0.13 would not read them back."""


def close_periods_when_due(unit: Unit) -> int:
    """Close what is over and is not closed: months, then quarters of them, then years. Returns how many it were.

    The newest come first: after an upgrade there may be years, and nobody is to wait for all of them.
    """
    closed = all_closed(unit.session)
    due = [period for period in _ended(unit) if (period.kind.value, period.first) not in closed]
    return sum(add_closed(unit.session, _publication(unit, period), unit.now) for period in due[:AT_ONCE])


def published(unit: Unit, period: Period) -> Publication | None:
    """Read a closed period by the names of today. None: it is not closed, or was before anybody was phoned."""
    found = find_closed(unit.session, period)
    return None if found is None else found.renamed(lambda scope, of: _name_of_today(unit, scope, of))


def scopes_of(group: Group) -> tuple[Scope, Scope]:
    """Return the department and the petition type of a group."""
    return Scope(department=group.department), Scope(petition_type=group.petition_type)


def _ended(unit: Unit) -> Iterator[Period]:
    """List what is over since the first attempt, the parts before what is made of them."""
    began = first_attempt_at(unit.session)
    if began is None:
        return
    for kind in CLOSED_KINDS:
        period = period_with(kind, unit.today).whole_before
        while period.last >= unit.day_of(began):
            yield period
            period = period.whole_before


def _publication(unit: Unit, period: Period) -> Publication:
    parts = parts_of(period)
    if not parts:
        return publish(period, _heard_in(unit, period))
    found = [each for part in parts if (each := find_closed(unit.session, part)) is not None]
    put_together = publish_quarter if period.kind is PeriodKind.QUARTER else publish_year
    return put_together(period, found, lambda scope, of: _name_of_today(unit, scope, of))


def _heard_in(unit: Unit, month: Period) -> Mapping[Scope, Heard]:
    """Count what was said, of the station and of each department and petition type."""
    naming = naming_of(unit)
    parts: dict[Group, list[Heard]] = {}
    for group, tally in tallies_in(unit, month).items():
        hours: dict[Wait, tuple[float, ...]] = {
            wait: some for wait, some in tally.hours.items() if wait is not Wait.FIRST_ATTEMPT
        }
        counts = Counter({count: n for count, n in tally.counts.items() if count not in LIVE})
        parts.setdefault(group, []).append(Heard(replace(tally, counts=counts, hours=hours)))
    for key, count in filed_by_category(unit.session, month, naming).items():
        parts.setdefault(key.group, []).append(Heard(Tally(), Counter({key.category: count})))
    for group, causes in root_causes(unit.session, month, naming).items():
        parts.setdefault(group, []).append(Heard(Tally(), Counter(causes)))
    asked = questions_in(unit, month.start, month.end)
    heard: dict[Scope, list[Heard]] = {STATION: [Heard(Tally(scores={each.name: Score() for each in asked}))]}
    for group, some in parts.items():
        for scope in (STATION, *scopes_of(group)):
            heard.setdefault(scope, []).extend(some)
    return {scope: together(heard[scope]) for scope in sorted(heard, key=lambda each: (each != STATION, each.name))}


def _name_of_today(unit: Unit, scope: Scope, period: Period) -> Scope:
    if scope.department is None:
        return scope
    return Scope(department=unit.department_of(scope.department, on=period.first))
