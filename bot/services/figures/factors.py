"""Why people are dissatisfied, where, what is late, who is praised, how the work is shared: `/stats` in detail."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from statistics import median
from typing import NamedTuple, TypeVar

from bot.domain.figures.cards import (
    FactorCell,
    FactorLine,
    FactorsCard,
    OverdueCard,
    OverdueLine,
    PraiseFigures,
    PraiseLine,
    Scope,
    WorkCard,
    WorkLine,
)
from bot.domain.figures.figures import SMALLEST_CELL, without_small
from bot.domain.figures.periods import Period
from bot.domain.figures.staffing import LONGEST_MINUTES
from bot.domain.grievances.kinds import Category, RootCause
from bot.services.audit_access import sees_audit
from bot.services.figures.figures import in_scope, scope_named
from bot.services.figures.naming import naming_of
from bot.services.unit import Unit
from storage.figures.factors import (
    count_overdue,
    filed_by_category,
    overdue_grievances,
    praise_by_department,
    root_causes,
)
from storage.figures.work import handled_between, work_of
from storage.people.queries import staff_by_slack_id
from storage.people.tables import Staff

KeyT = TypeVar("KeyT")
NameT = TypeVar("NameT")
MemberT = TypeVar("MemberT", RootCause, Category)
OVERDUE_SHOWN = 20
MOST_HANDLED = 20_000


def see_factors(unit: Unit, *, by: str, period: Period, word: str = "") -> FactorsCard:
    """Return root causes and categories beside those of the period before.

    Raises:
        Refused: not theirs to see, or no such department or petition type.
    """
    sees_all = sees_audit(unit, by)
    return factors_of(unit, period, scope_named(unit, word=word), sees_all=sees_all)


def factors_of(unit: Unit, period: Period, scope: Scope, *, sees_all: bool) -> FactorsCard:
    """Make the factors of a period. Unless the viewer sees all, small cells are hidden."""
    before = period.before(unit.today)
    causes, causes_before = (_causes(unit, each, scope) for each in (period, before))
    filed, filed_before = (_filed(unit, each, scope, sees_all=sees_all) for each in (period, before))
    cells = [
        FactorCell(department=department, category=category, count=count)
        for (department, category), count in sorted(filed.cells.items())
    ]
    return FactorsCard(
        period=period,
        before=before,
        scope=scope,
        causes=_lines(_shown(causes, sees_all=sees_all), _shown(causes_before, sees_all=sees_all)),
        categories=_lines(filed.totals, filed_before.totals),
        cells=tuple(cells),
    )


def see_overdue(unit: Unit, *, by: str) -> OverdueCard:
    """List what is late now.

    Raises:
        Refused: not theirs to see.
    """
    sees_audit(unit, by)
    lines = [
        OverdueLine(
            id=grievance.key,
            category=Category(grievance.category),
            department=department,
            due_on=grievance.due_on,
            days_late=(unit.today - grievance.due_on).days,
            recipient=grievance.recipient,
        )
        for grievance, department in overdue_grievances(unit.session, unit.today, naming_of(unit), most=OVERDUE_SHOWN)
    ]
    return OverdueCard(lines=tuple(lines), total=count_overdue(unit.session, unit.today))


def see_praise_figures(unit: Unit, *, by: str, period: Period) -> PraiseFigures:
    """Count praise by department; nobody is ranked.

    Raises:
        Refused: not theirs to see.
    """
    sees_all = sees_audit(unit, by)
    before = period.before(unit.today)
    now, then = (_by_department(unit, each) for each in (period, before))
    counts, counts_before = _shown(now, sees_all=sees_all), _shown(then, sees_all=sees_all)
    totals = {
        "praise": now.total(),
        "complaints": sum(filed_by_category(unit.session, period, naming_of(unit)).values()),
    }
    shown = {name: None if not sees_all and 0 < count < SMALLEST_CELL else count for name, count in totals.items()}
    return PraiseFigures(
        period=period,
        total=shown["praise"],
        grievances=shown["complaints"],
        lines=tuple(
            PraiseLine(department=name, count=counts.get(name, 0), before=counts_before.get(name, 0))
            for name in sorted(now | then)
        ),
    )


def _by_department(unit: Unit, period: Period) -> Counter[str]:
    return _summed(praise_by_department(unit.session, period, naming_of(unit)), lambda group: group.department)


def see_work(unit: Unit, *, by: str, period: Period) -> WorkCard:
    """Return how the work was shared: workload, not ranking.

    Raises:
        Refused: not theirs to see.
    """
    sees_audit(unit, by)
    return work_in(unit, period)


def work_in(unit: Unit, period: Period) -> WorkCard:
    """Make the operators' work of a period, in the directory's order."""
    minutes: dict[str, list[float]] = {}
    for each in handled_between(unit.session, period.start, period.end, most=MOST_HANDLED):
        minutes.setdefault(each.operator, []).append(minutes_between(each.started_at, each.at))
    lines = []
    for worked in work_of(unit.session, period):
        person = staff_by_slack_id(unit.session, worked.operator)
        spent = minutes.get(worked.operator, [])
        line = WorkLine(
            operator=worked.operator,
            name=f"{person.rank} {person.name}" if person else "–",
            attempts=worked.attempts,
            contacts=worked.contacts,
            closed=worked.closed,
            minutes=median(spent) if spent else None,
        )
        lines.append((_place(person), line))
    return WorkCard(period=period, lines=tuple(line for _, line in sorted(lines, key=lambda each: each[0])))


def minutes_between(start: datetime, end: datetime) -> float:
    """Measure one attempt; a claim that lasted very long was not all spent on the phone."""
    return min((end - start).total_seconds() / 60, LONGEST_MINUTES)


def _place(person: Staff | None) -> tuple[int, int]:
    return (1, 0) if person is None else (0, person.key)


def _causes(unit: Unit, period: Period, scope: Scope) -> Counter[RootCause]:
    found: Counter[RootCause] = Counter()
    for group, counts in root_causes(unit.session, period, naming_of(unit)).items():
        if in_scope(scope, group):
            found.update(counts)
    return found


class _Filed(NamedTuple):
    """What was filed, by department and category, and by category alone. None: hidden."""

    cells: Mapping[tuple[str, Category], int | None]
    totals: Mapping[Category, int | None]


def _filed(unit: Unit, period: Period, scope: Scope, *, sees_all: bool) -> _Filed:
    """Break down what was filed. What a department shows alone is its row of the whole table, and no more."""
    filed = filed_by_category(unit.session, period, naming_of(unit))
    of_type = {key: count for key, count in filed.items() if in_scope(replace(scope, department=None), key.group)}
    cells = _shown(_summed(of_type, lambda key: (key.group.department, key.category)), sees_all=sees_all)
    if scope.department is None:
        return _Filed(cells, _shown(_summed(of_type, lambda key: key.category), sees_all=sees_all))
    row = {place: count for place, count in cells.items() if place[0] == scope.department}
    return _Filed(row, {category: count for (_, category), count in row.items()})


def _summed(counts: Mapping[KeyT, int], name_of: Callable[[KeyT], NameT]) -> Counter[NameT]:
    found: Counter[NameT] = Counter()
    for key, count in counts.items():
        found[name_of(key)] += count
    return found


def _shown(counts: Mapping[KeyT, int], *, sees_all: bool) -> Mapping[KeyT, int | None]:
    return dict(counts) if sees_all else without_small(counts)


def _lines(now: Mapping[MemberT, int | None], before: Mapping[MemberT, int | None]) -> tuple[FactorLine, ...]:
    """Most first, then those that are hidden, then those that did not come up; alike ones by their names."""
    members = now.keys() | before.keys()
    lines = [FactorLine(member=each, count=now.get(each, 0), before=before.get(each, 0)) for each in members]
    return tuple(sorted(lines, key=lambda line: (_rank(line), -(line.count or 0), line.member.value)))


def _rank(line: FactorLine) -> int:
    return 1 if line.count is None else 2 * (line.count == 0)
