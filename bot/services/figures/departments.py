"""Heads see their own department: its month, and its weeks where the station wants it (rule book §8)."""

from bot.domain.announcements import DepartmentReportNotice
from bot.domain.figures.cards import DepartmentCard, Scope
from bot.domain.figures.figures import (
    HIDDEN,
    MEDIANS,
    AnyFigure,
    Count,
    Figure,
    QuestionFigure,
    Values,
    added,
    means_in,
    overall_in,
)
from bot.domain.figures.periods import Period, PeriodKind, period_of, period_with, text_of
from bot.domain.refusals import Reason, Refused
from bot.domain.roles import Action, Role
from bot.domain.station import HeadReports
from bot.services.careers import department_now
from bot.services.figures.closing import published
from bot.services.figures.figures import in_scope, stats_of
from bot.services.figures.tallying import tallies_in
from bot.services.permitting import member_who_may, roles_of
from bot.services.unit import Unit
from storage.people.queries import slack_ids_with, staff_by_slack_id

LEAST_ANSWERED = 10
"""Of fewer people who answered a head is shown nothing."""
OF_WORK = (Figure.VISITS, Figure.COVERAGE, Figure.CONTACT, Figure.COMPLETION)
OF_WORDS = (Figure.GRIEVANCES, Figure.PRAISE)
SENT = {
    HeadReports.NONE: frozenset[PeriodKind](),
    HeadReports.MONTHLY: frozenset({PeriodKind.MONTH}),
    HeadReports.WEEKLY: frozenset({PeriodKind.WEEK, PeriodKind.MONTH}),
}


def sees_own_alone(unit: Unit, *, by: str) -> bool:
    """Check whether whoever asks for figures is a head, who is shown their own department alone.

    Raises:
        Refused: not theirs to ask.
    """
    return roles_of(member_who_may(unit, by, Action.ASK_STATS)).isdisjoint({Role.SUPERVISOR, Role.AUDIT})


def see_own_department(unit: Unit, *, by: str, period: Period, word: str = "") -> DepartmentCard:
    """Return a head the month of their department that a period ends in, or the last that is over.

    Raises:
        Refused: not a head, or another department was asked for.
    """
    member = member_who_may(unit, by, Action.ASK_STATS)
    own = department_now(unit, member)
    if Role.HEAD not in roles_of(member):
        raise Refused(Reason.NOT_ALLOWED)
    if word and unit.department_of(word) != own:
        raise Refused(Reason.OWN_DEPARTMENT)
    month = period_with(PeriodKind.MONTH, min(period.last, unit.today))
    return _card(unit, own, month if month.last < unit.today else month.whole_before)


def see_department_report(unit: Unit, *, reader: str, period: str) -> DepartmentCard | None:
    """Return what a head is sent of the department that they are in now; None for whoever is no head any more."""
    member = staff_by_slack_id(unit.session, reader)
    if member is None or Role.HEAD not in roles_of(member):
        return None
    return _card(unit, department_now(unit, member), period_of(period))


def tell_heads(unit: Unit, period: Period) -> None:
    """Send every head their department's month or week, as the station wants it."""
    if period.kind in SENT[unit.station.head_reports]:
        for head in slack_ids_with(unit.session, Role.HEAD):
            unit.announce(DepartmentReportNotice(period=text_of(period)), to=head)


def _card(unit: Unit, department: str, period: Period) -> DepartmentCard:
    """Make a department's card: what people said of a closed month alone, the work of a week besides."""
    scope = Scope(department=department)
    stats = stats_of(unit, period, scope, None)
    answered = _answered(unit, period, scope)
    shares = (QuestionFigure(each.question, is_top2=True) for each in overall_in(stats.values))
    figures: tuple[AnyFigure, ...] = OF_WORK
    if stats.said == period:
        figures = (*OF_WORK, *means_in(stats.values), *shares, *OF_WORDS)
    if answered < LEAST_ANSWERED:
        figures = ()
    return DepartmentCard(
        department=department,
        period=period,
        before=stats.before,
        answered=answered,
        least=LEAST_ANSWERED,
        values=_of_many({each: stats.values[each] for each in figures if each in stats.values}),
        values_before=_of_many({each: stats.values_before[each] for each in figures if each in stats.values_before}),
    )


def _answered(unit: Unit, period: Period, scope: Scope) -> int:
    """Count who answered: of a closed month as it was closed."""
    said = published(unit, period) if period.kind is PeriodKind.MONTH else None
    if said is not None:
        return said.heard[scope].tally.counts[Count.COMPLETED] if scope in said.heard else 0
    found = added(tally for group, tally in tallies_in(unit, period).items() if in_scope(scope, group))
    return found.counts[Count.COMPLETED]


def _of_many(values: Values) -> Values:
    """Hide means of fewer than ten."""
    of_answers = (each for each in values if isinstance(each, QuestionFigure) or each in MEDIANS)
    few = {each for each in of_answers if values[each].n < LEAST_ANSWERED}
    return {each: HIDDEN[value.unit] if each in few else value for each, value in values.items()}
