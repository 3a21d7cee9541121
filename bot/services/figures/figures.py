"""The figures that `/stats` answers with (rule book §8), for a viewer who may see them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from bot.domain.calls.surveys import Question
from bot.domain.figures.cards import Dashboard, GroupLine, GroupsCard, Now, QualityCard, Scope, StatsCard, TrendPoint
from bot.domain.figures.figures import Count, Figure, Tally, Values, added, values_of, without_trial, work_values
from bot.domain.figures.periods import Period, PeriodKind, closed_for, period_with
from bot.domain.figures.publication import STATION, Publication, unsaid
from bot.domain.refusals import Reason, Refused
from bot.services.audit_access import readable_audit, sees_audit
from bot.services.calls.surveys import questions_in, versions_in
from bot.services.figures.closing import published, scopes_of
from bot.services.figures.naming import naming_of
from bot.services.figures.tallying import tallies_in
from bot.services.unit import Unit
from storage.calls.boards import first_board_day
from storage.calls.rechecks import recheck_counts
from storage.figures.factors import count_overdue, oldest_open
from storage.figures.naming import Group
from storage.figures.queries import Tallies, audit_filed, scopes
from storage.figures.signals import count_improvements, count_signals
from storage.figures.work import on_the_phone
from storage.outbox import outbox_health

TREND_POINTS = 12
PATIENCE = timedelta(minutes=1)
"""What waits in the outbox for longer is worth a word."""


def scope_named(unit: Unit, *, word: str) -> Scope:
    """Find the department or petition type that somebody named: by any spelling, or by its beginning if it is the only.

    Raises:
        Refused: there is none, or several; those that there are stand in the facts.
    """
    if not word:
        return Scope()
    departments, types = scopes(unit.session, naming_of(unit))
    for name in (departments, types):
        if word in name:
            return Scope(department=word) if name is departments else Scope(petition_type=word)
    if (named := unit.department_of(word)) in departments:
        return Scope(department=named)
    begins = [each for each in (*departments, *types) if each.startswith(word)]
    if len(begins) != 1:
        known = ", ".join(sorted(each for each in departments if each))
        raise Refused(Reason.UNKNOWN_SCOPE, word=word, known=known or "–")
    return scope_named(unit, word=begins[0])


def see_stats(unit: Unit, *, by: str, period: Period, word: str = "") -> StatsCard:
    """Return the figures of a period beside those of the period before.

    Raises:
        Refused: not theirs to see, or no such department or petition type.
    """
    reader = by if sees_audit(unit, by) else None
    return stats_of(unit, period, scope_named(unit, word=word), reader)


def stats_of(unit: Unit, period: Period, scope: Scope, reader: str | None) -> StatsCard:
    """Make the figures of a period. `reader`: somebody of audit, who sees all of it as it is now; None: for others."""
    before = period.before(unit.today, unit.calendar)
    said, said_before = said_in(unit, period, reader)
    return StatsCard(
        period=period,
        before=before,
        scope=scope,
        values=_values(unit, period, said, scope, reader),
        values_before=_values(unit, before, said_before, scope, reader),
        said=period if reader is not None else said.period if said else None,
        said_before=before if reader is not None else said_before.period if said_before else None,
        now=_now(unit, period),
        past_table=unit.calendar.is_past_table(min(period.last, unit.today)),
        versions=_versions(unit, period if reader is not None or said is None else said.period),
    )


def _versions(unit: Unit, period: Period) -> tuple[tuple[int, date], ...]:
    """List the versions of the survey of a period and their first days, where it was changed in it."""
    versions = versions_in(unit, period.start, period.end)
    return tuple((each.number, unit.day_of(each.began_at)) for each in versions) if len(versions) > 1 else ()


def said_in(unit: Unit, period: Period, reader: str | None) -> tuple[Publication | None, Publication | None]:
    """Return what others than audit are shown of what people said, when they ask for a period; and the one before."""
    if reader is not None:
        return None, None
    closed = closed_for(period, unit.today)
    return published(unit, closed), published(unit, closed.whole_before)


def see_groups(unit: Unit, *, by: str, period: Period) -> GroupsCard:
    """Return the departments and the petition types beside each other.

    Raises:
        Refused: not theirs to see.
    """
    return groups_of(unit, period, by if sees_audit(unit, by) else None)


def groups_of(unit: Unit, period: Period, reader: str | None) -> GroupsCard:
    """Make the figures of every department and petition type."""
    said, _ = said_in(unit, period, reader)
    tallies = _tallies(unit, period, reader)
    places = {scope for group in tallies for scope in scopes_of(group)} | set(said.heard if said else ())
    asked = _questions(unit, period, said, tallies)
    lines = {scope: GroupLine(name=scope.name, values=_made(tallies, said, scope, asked, reader)) for scope in places}
    by_name = sorted(places, key=lambda scope: scope.name)
    return GroupsCard(
        period=period,
        said=period if reader is not None else said.period if said else None,
        departments=tuple(lines[scope] for scope in by_name if scope.department is not None),
        petition_types=tuple(lines[scope] for scope in by_name if scope.petition_type is not None),
    )


def see_quality(unit: Unit, *, by: str, period: Period) -> QualityCard:
    """Return how many calls were phoned again, and how often the two agreed.

    Raises:
        Refused: not theirs to see.
    """
    card = see_stats(unit, by=by, period=period)
    counts = recheck_counts(unit.session, period)
    return QualityCard(
        period=period,
        said=card.said,
        drawn=counts.drawn,
        done=counts.done,
        waiting=counts.waiting,
        agreement=card.values[Figure.AGREEMENT],
    )


def trend_to(unit: Unit, period: Period) -> tuple[TrendPoint, ...]:
    """Make the trend that leads up to a period, month by month from when the centre began."""
    months = [period_with(PeriodKind.MONTH, min(period.last, unit.today))]
    began = first_board_day(unit.session) or months[0].first
    while len(months) < TREND_POINTS and months[-1].first > began:
        months.append(months[-1].whole_before)
    return tuple(
        TrendPoint(first=each.first, values=_values(unit, each, published(unit, each), STATION, None))
        for each in reversed(months)
    )


def in_scope(scope: Scope, group: Group) -> bool:
    """Check whether a department and petition type belong to what was asked for."""
    is_department = scope.department is None or scope.department == group.department
    return is_department and (scope.petition_type is None or scope.petition_type == group.petition_type)


def _values(unit: Unit, period: Period, said: Publication | None, scope: Scope, reader: str | None) -> Values:
    tallies = _tallies(unit, period, reader)
    return _made(tallies, said, scope, _questions(unit, period, said, tallies), reader)


def _questions(unit: Unit, period: Period, said: Publication | None, tallies: Tallies) -> tuple[Question, ...]:
    """List the questions whose answers are shown: of what was closed, else of the period as it is now."""
    if said is not None:
        return questions_in(unit, said.period.start, said.period.end, said.questions)
    return questions_in(unit, period.start, period.end, {name for each in tallies.values() for name in each.scores})


def _made(
    tallies: Tallies, said: Publication | None, scope: Scope, questions: Sequence[Question], reader: str | None
) -> Values:
    """Make the figures of a scope: to audit all as it is now, to others the work, and what was said and is closed."""
    found = added(tally for group, tally in tallies.items() if in_scope(scope, group))
    if reader is not None:
        return values_of(found, questions)
    work = work_values(found) if scope == STATION else without_trial(work_values(found))
    return {**work, **(unsaid(scope, questions) if said is None else said.values(scope, questions))}


def _tallies(unit: Unit, period: Period, reader: str | None) -> Tallies:
    tallies = dict(tallies_in(unit, period))
    if reader is not None:
        for group, counts in _audit_counts(unit, period, reader).items():
            tallies[group] = added([tallies.get(group, Tally()), Tally(counts)])
    return tallies


def _audit_counts(unit: Unit, period: Period, reader: str) -> Mapping[Group, Counter[Count]]:
    """Count what came to audit, as far as this reader may know of it (rule book §5)."""
    counts: dict[Group, Counter[Count]] = {}
    filed = audit_filed(unit.session, period, naming_of(unit))
    readable = {each.key for each in readable_audit(unit, reader, [grievance for grievance, _, _ in filed])}
    for grievance, group, said_yes in filed:
        if grievance.key in readable:
            found = {Count.AUDIT_GRIEVANCES: 1, Count.MONEY_YES: int(said_yes)}
            counts.setdefault(group, Counter()).update(found)
    return counts


def _now(unit: Unit, period: Period) -> Now:
    health = outbox_health(unit.session)
    oldest = oldest_open(unit.session)
    is_late = health.oldest_due is not None and unit.now - health.oldest_due > PATIENCE
    still_open, done = count_improvements(unit.session, period)
    return Now(
        overdue=count_overdue(unit.session, unit.now),
        oldest_filed_on=None if oldest is None else unit.day_of(oldest),
        waiting=health.waiting if is_late else 0,
        waiting_since=health.oldest_due if is_late else None,
        improvements_open=still_open,
        improvements_done=done,
        signals=count_signals(unit.session),
    )


def dashboard_of(unit: Unit) -> Dashboard:
    """Return how things stand at this moment, for a supervisor's Home."""
    now = _now(unit, period_with(PeriodKind.DAY, unit.today))
    return Dashboard(
        on_the_phone=tuple(on_the_phone(unit.session)),
        overdue=now.overdue,
        oldest_filed_on=now.oldest_filed_on,
        waiting=now.waiting,
        waiting_since=now.waiting_since,
        signals=now.signals,
        improvements=now.improvements_open,
    )
