"""Staffing look-ahead: how many calls are still open tomorrow at the end of the calling hours (rule book §8)."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from statistics import median

from bot.domain.calendar import SEOUL
from bot.domain.figures.staffing import Outlook, StaffingCard, StaffingPast, look_ahead
from bot.domain.refusals import Reason, Refused
from bot.services.audit_access import sees_audit
from bot.services.figures.factors import minutes_between
from bot.services.unit import Unit
from storage.figures.work import calls_by_visit_day, handled_between, open_for_tomorrow

LEARNED_DAYS = 90
MOST_ATTEMPTS = 5000
OPERATORS = (1, 2, 3, 4)


def see_staffing(unit: Unit, *, by: str, operators: int | None = None) -> StaffingCard:
    """Play the next working day with so many operators, or with one to four.

    Raises:
        Refused: not theirs to see, or too little is known yet.
    """
    sees_audit(unit, by)
    day = unit.calendar.next_working_day(unit.today)
    past = _past(unit, day)
    if not past.is_enough:
        raise Refused(Reason.TOO_LITTLE_PAST)
    open_now = open_for_tomorrow(unit.session, datetime.combine(day + timedelta(days=1), time(0), SEOUL))
    outlooks = [_outlook(unit, past, open_now, each, day) for each in ([operators] if operators else OPERATORS)]
    return StaffingCard(
        day=day,
        open_now=open_now,
        expected=round(sum(sum(each) / len(each) for each in past.arrivals if each)),
        attempts=len(past.minutes),
        minutes=median(past.minutes),
        until=unit.station.calling_hours[-1][1],
        outlooks=tuple(outlooks),
    )


def _outlook(unit: Unit, past: StaffingPast, open_now: int, operators: int, day: date) -> Outlook:
    return look_ahead(past, open_now, operators, unit.station, seed=day.toordinal())


def _past(unit: Unit, day: date) -> StaffingPast:
    handled = handled_between(unit.session, unit.now - timedelta(days=LEARNED_DAYS), unit.now, most=MOST_ATTEMPTS)
    closing = sum(each.is_closed for each in handled)
    return StaffingPast(
        minutes=tuple(minutes_between(each.started_at, each.at) for each in handled),
        closing_share=closing / len(handled) if handled else 0.0,
        arrivals=tuple(_arrivals(unit, day)),
    )


def _arrivals(unit: Unit, day: date) -> Iterator[tuple[int, ...]]:
    """For each visit day that the list of a day will bring, and that nobody has imported yet: past days of its kind."""
    first = unit.today - timedelta(days=LEARNED_DAYS)
    by_day = calls_by_visit_day(unit.session, first, day)
    visit_day = unit.calendar.previous_working_day(day)
    began = min(by_day, default=day)
    while visit_day < day:
        if not by_day[visit_day]:
            yield tuple(by_day[each] for each in _days_like(unit, visit_day, max(first, began)))
        visit_day += timedelta(days=1)


def _days_like(unit: Unit, visit_day: date, first: date) -> Iterator[date]:
    """Past days of the same weekday that were working days too, or were not."""
    each = visit_day - timedelta(days=7)
    while each >= first:
        if unit.calendar.is_working_day(each) == unit.calendar.is_working_day(visit_day):
            yield each
        each -= timedelta(days=7)
