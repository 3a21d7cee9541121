"""Why people are dissatisfied, where, what is late, who is praised, how the work is shared: `/stats` in detail."""

from collections import Counter
from collections.abc import Mapping
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
from bot.domain.figures.figures import Said
from bot.domain.figures.periods import Period
from bot.domain.figures.publication import STATION, Publication
from bot.domain.figures.staffing import LONGEST_MINUTES
from bot.domain.grievances.kinds import Category, RootCause
from bot.services.audit_access import sees_audit
from bot.services.figures.figures import in_scope, said_in, scope_named
from bot.services.figures.naming import naming_of
from bot.services.unit import Unit
from storage.figures.factors import (
    count_overdue,
    filed_by_category,
    overdue_grievances,
    praise_by_department,
    root_causes,
)
from storage.figures.naming import Group
from storage.figures.work import handled_between, work_of
from storage.people.queries import staff_by_slack_id
from storage.people.tables import Staff

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
    """Make the factors of a period: all as it is now, or of a closed period what is shown of it."""
    before = period.before(unit.today, unit.calendar)
    if sees_all:
        now, then = (_as_it_is(unit, each, scope) for each in (period, before))
        return _card(period, period, before, scope, now, then)
    said, said_before = said_in(unit, period, None)
    of_said = before if said is None else said.period.whole_before
    shown, shown_before = (_as_shown(each, scope) for each in (said, said_before))
    return _card(period, said.period if said else None, of_said, scope, shown, shown_before)


def _card(
    period: Period, said: Period | None, before: Period, scope: Scope, now: "_Factors", then: "_Factors"
) -> FactorsCard:
    return FactorsCard(
        period=period,
        said=said,
        before=before,
        scope=scope,
        causes=_lines(now.causes, then.causes, now.others, then.others),
        categories=_lines(now.categories, then.categories, now.others, then.others),
        cells=tuple(
            FactorCell(department=department, category=category, count=count)
            for (department, category), count in sorted(now.cells.items())
        ),
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
            due_at=grievance.due_at,
            days_late=(unit.today - grievance.due_on).days,
            recipient=grievance.recipient,
        )
        for grievance, department in overdue_grievances(unit.session, unit.now, naming_of(unit), most=OVERDUE_SHOWN)
    ]
    return OverdueCard(lines=tuple(lines), total=count_overdue(unit.session, unit.now))


def see_praise_figures(unit: Unit, *, by: str, period: Period) -> PraiseFigures:
    """Count praise by department; nobody is ranked.

    Raises:
        Refused: not theirs to see.
    """
    if sees_audit(unit, by):
        now, then = (
            praise_by_department(unit.session, each, naming_of(unit))
            for each in (period, period.before(unit.today, unit.calendar))
        )
        filed = filed_by_category(unit.session, period, naming_of(unit)).total()
        return _praise_card(period, period, (now.total(), filed), _by_department(now), _by_department(then))
    said, said_before = said_in(unit, period, None)
    totals = (None, None) if said is None else (said.count(STATION, Said.PRAISE), said.count(STATION, Said.GRIEVANCES))
    return _praise_card(period, said.period if said else None, totals, _praise_in(said), _praise_in(said_before))


def _praise_card(
    period: Period,
    said: Period | None,
    totals: tuple[int | None, int | None],
    now: Mapping[str, int | None],
    then: Mapping[str, int | None],
) -> PraiseFigures:
    return PraiseFigures(
        period=period,
        said=said,
        total=totals[0],
        grievances=totals[1],
        lines=tuple(
            PraiseLine(department=name, count=now.get(name, 0), before=then.get(name, 0))
            for name in sorted(now.keys() | then.keys())
        ),
    )


def _by_department(praise: Mapping[Group, int]) -> dict[str, int | None]:
    found: Counter[str] = Counter()
    for group, count in praise.items():
        found[group.department] += count
    return dict(found)


def _praise_in(said: Publication | None) -> dict[str, int | None]:
    """Return the praise of each department of a closed period: of those that were praised, or may have been."""
    places = () if said is None else [scope for scope in said.heard if scope.department is not None]
    counts = {scope.name: said.count(scope, Said.PRAISE) for scope in places} if said else {}
    return {name: count for name, count in counts.items() if count != 0}


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


class _Factors(NamedTuple):
    """Why people were dissatisfied, what it was about, and where. None: hidden."""

    causes: Mapping[RootCause, int | None]
    categories: Mapping[Category, int | None]
    cells: Mapping[tuple[str, Category], int | None]
    others: int | None = 0  # what is not listed: none of it, or hidden


def _as_it_is(unit: Unit, period: Period, scope: Scope) -> _Factors:
    """Count the factors of a period as it stands now."""
    causes: Counter[RootCause] = Counter()
    for group, counts in root_causes(unit.session, period, naming_of(unit)).items():
        causes.update(counts if in_scope(scope, group) else {})
    categories: Counter[Category] = Counter()
    cells: Counter[tuple[str, Category]] = Counter()
    for key, count in filed_by_category(unit.session, period, naming_of(unit)).items():
        if in_scope(scope, key.group):
            categories[key.category] += count
            cells[key.group.department, key.category] += count
    return _Factors(dict(causes), dict(categories), dict(cells))


def _as_shown(said: Publication | None, scope: Scope) -> _Factors:
    """Return what is shown of a closed period: of a petition type without departments, which would make small cells."""
    if said is None:
        return _Factors({}, {}, {})
    places = [each for each in said.heard if each.department is not None and scope in {STATION, each}]
    return _Factors(
        said.topics(scope, RootCause),
        said.topics(scope, Category),
        {(each.name, category): count for each in places for category, count in said.topics(each, Category).items()},
        None if said.is_few(scope) else 0,
    )


def _lines(
    now: Mapping[MemberT, int | None], before: Mapping[MemberT, int | None], rest: int | None, rest_before: int | None
) -> tuple[FactorLine, ...]:
    """Most first, then those that are hidden, then those that did not come up; alike ones by their names."""
    members = now.keys() | before.keys()
    lines = [
        FactorLine(member=each, count=now.get(each, rest), before=before.get(each, rest_before)) for each in members
    ]
    return tuple(sorted(lines, key=lambda line: (_rank(line), -(line.count or 0), line.member.value)))


def _rank(line: FactorLine) -> int:
    return 1 if line.count is None else 2 * (line.count == 0)
