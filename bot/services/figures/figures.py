"""The figures that `/stats` answers with (rule book §8): counted anew each time, for a viewer who may see them."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from operator import attrgetter

from bot.domain.calendar import HoursWorked
from bot.domain.figures.cards import Dashboard, GroupLine, GroupsCard, Now, Scope, StatsCard, TrendPoint
from bot.domain.figures.figures import Count, Tally, Values, added, hide_partners, values_of
from bot.domain.figures.periods import Period, PeriodKind, period_with
from bot.domain.refusals import Reason, Refused
from bot.services.audit_access import may_read_audit, sees_audit
from bot.services.figures.naming import naming_of
from bot.services.unit import Unit
from storage.calls.boards import first_board_day
from storage.figures.factors import count_overdue, oldest_open
from storage.figures.naming import Group
from storage.figures.queries import Tallies, audit_filed, read_tallies, scopes
from storage.figures.signals import count_improvements, count_signals
from storage.figures.work import on_the_phone
from storage.outbox import outbox_health

OPEN_FOR_DAYS = 400
"""How long before a period something may have been filed whose waiting is still measured."""
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
    """Make the figures of a period. `reader`: somebody of audit, who sees all; None: small cells are hidden."""
    before = period.before(unit.today)
    now, then = (_values(unit, each, scope, reader) for each in (period, before))
    return StatsCard(
        period=period,
        before=before,
        scope=scope,
        values=now,
        values_before=then,
        now=_now(unit, period),
        past_table=unit.calendar.is_past_table(min(period.last, unit.today)),
    )


def see_groups(unit: Unit, *, by: str, period: Period) -> GroupsCard:
    """Return the departments and the petition types beside each other.

    Raises:
        Refused: not theirs to see.
    """
    return groups_of(unit, period, by if sees_audit(unit, by) else None)


def groups_of(unit: Unit, period: Period, reader: str | None) -> GroupsCard:
    """Make the figures of every department and petition type."""
    tallies = _tallies(unit, period, reader)
    return GroupsCard(
        period=period,
        departments=_lines(tallies, lambda group: group.department, for_audit=reader is not None),
        petition_types=_lines(tallies, lambda group: group.petition_type, for_audit=reader is not None),
    )


def trend_to(unit: Unit, period: Period) -> tuple[TrendPoint, ...]:
    """Make the trend that leads up to a period, from when the centre began: weeks up to a month's one, else months."""
    kind = trend_kind(period)
    part = period_with(kind, min(period.last, unit.today))
    parts = [part]
    began = first_board_day(unit.session) or part.first
    while len(parts) < TREND_POINTS and parts[-1].first > began:
        parts.append(period_with(kind, parts[-1].first - timedelta(days=1)))
    return tuple(
        TrendPoint(
            first=each.first,
            values=_values(unit, each, Scope(), None),
        )
        for each in reversed(parts)
    )


def trend_kind(period: Period) -> PeriodKind:
    """Return what the points of a period's trend are."""
    return PeriodKind.MONTH if period.days > LONGEST_WEEKLY else PeriodKind.WEEK


LONGEST_WEEKLY = 31


def in_scope(scope: Scope, group: Group) -> bool:
    """Check whether a department and petition type belong to what was asked for."""
    is_department = scope.department is None or scope.department == group.department
    return is_department and (scope.petition_type is None or scope.petition_type == group.petition_type)


def _values(unit: Unit, period: Period, scope: Scope, reader: str | None) -> Values:
    """Return the figures of a scope. Asked for alone, a group shows no more than beside the others."""
    tallies = _tallies(unit, period, reader)
    if reader is None and scope != Scope():
        name_of = attrgetter("petition_type" if scope.department is None else "department")
        lines = _lines(tallies, name_of, for_audit=False)
        return next((line.values for line in lines if line.name == scope.name), values_of(Tally(), for_audit=False))
    found = added(tally for group, tally in tallies.items() if in_scope(scope, group))
    return values_of(found, for_audit=reader is not None)


def _tallies(unit: Unit, period: Period, reader: str | None) -> Tallies:
    first = period.first - timedelta(days=OPEN_FOR_DAYS)
    tallies = dict(read_tallies(unit.session, period, HoursWorked(unit.calendar, first, period.last), naming_of(unit)))
    if reader is not None:
        for group, counts in _audit_counts(unit, period, reader).items():
            tallies[group] = added([tallies.get(group, Tally()), Tally(counts)])
    return tallies


def _audit_counts(unit: Unit, period: Period, reader: str) -> Mapping[Group, Counter[Count]]:
    """Count what came to audit, as far as this reader may know of it (rule book §5)."""
    counts: dict[Group, Counter[Count]] = {}
    for grievance, group, said_yes in audit_filed(unit.session, period, naming_of(unit)):
        if may_read_audit(unit, reader, grievance):
            found = {Count.AUDIT_GRIEVANCES: 1, Count.MONEY_YES: int(said_yes)}
            counts.setdefault(group, Counter()).update(found)
    return counts


def _lines(tallies: Tallies, name_of: Callable[[Group], str], *, for_audit: bool) -> tuple[GroupLine, ...]:
    names = sorted({name_of(group) for group in tallies})
    rows = [values_of(added(_of(tallies, name, name_of)), for_audit=for_audit) for name in names]
    shown = rows if for_audit else hide_partners(rows)
    return tuple(GroupLine(name=name, values=values) for name, values in zip(names, shown, strict=True))


def _of(tallies: Tallies, name: str, name_of: Callable[[Group], str]) -> Iterable[Tally]:
    return (tally for group, tally in tallies.items() if name_of(group) == name)


def _now(unit: Unit, period: Period) -> Now:
    health = outbox_health(unit.session)
    oldest = oldest_open(unit.session)
    is_late = health.oldest_due is not None and unit.now - health.oldest_due > PATIENCE
    still_open, done = count_improvements(unit.session, period)
    return Now(
        overdue=count_overdue(unit.session, unit.today),
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
