"""The retry policy: when a petitioner who was not reached is tried again, and when it is enough (rule book §4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.domain.calendar import SEOUL, WorkingCalendar
from bot.domain.calls.dispositions import RULES, Disposition, Next, Reached
from bot.domain.refusals import Reason
from bot.domain.station import DayPart, Station, day_part

LONGEST_SEARCH = timedelta(days=40)
"""How far ahead a free slot is looked for: beyond any window, short of an endless loop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptMade:
    """One past attempt, as the policy needs it."""

    at: datetime
    disposition: Disposition


def counted(attempts: Sequence[AttemptMade], station: Station) -> list[AttemptMade]:
    """Keep the attempts that use up the allowance: no contact, not too soon, and busy only once per half day.

    Too soon: before the gap is over that follows the last one that counts. Nobody is given up in a minute.
    """
    kept: list[AttemptMade] = []
    busy_halves: set[tuple[date, DayPart]] = set()
    for attempt in attempts:
        if RULES[attempt.disposition].contact not in {Reached.NO, Reached.PARTIAL}:
            continue
        if kept and attempt.at < kept[-1].at + _gap_after(kept[-1], station):
            continue
        half = (attempt.at.astimezone(SEOUL).date(), day_part(attempt.at))
        if attempt.disposition is Disposition.BUSY:
            if half in busy_halves:
                continue
            busy_halves.add(half)
        kept.append(attempt)
    return kept


def window_end(visited_on: date, station: Station, calendar: WorkingCalendar) -> date:
    """Return the last day on which a visitor may be called: ten working days after the visit by default."""
    return calendar.add_working_days(visited_on, station.window_working_days)


def next_attempt_at(
    attempts: Sequence[AttemptMade],
    visited_on: date,
    station: Station,
    calendar: WorkingCalendar,
    *,
    not_before: datetime | None = None,
) -> datetime | None:
    """Choose when to try again after the last of `attempts`; None when attempts or window are spent.

    `not_before` is for an attempt that was entered long after it was made.
    """
    used = counted(attempts, station)
    if len(used) >= station.most_attempts:
        return None
    last = attempts[-1]
    earliest = max(_earliest(last, station, calendar), (not_before or last.at).astimezone(SEOUL))
    parts = _parts_allowed(last, used, station)
    days_after = _day_to_pass(used, station)
    found = _first_slot(earliest, parts, days_after, station, calendar)
    if found is None or found.astimezone(SEOUL).date() > window_end(visited_on, station, calendar):
        return None
    return found


def _earliest(last: AttemptMade, station: Station, calendar: WorkingCalendar) -> datetime:
    local = last.at.astimezone(SEOUL)
    match RULES[last.disposition].next:
        case Next.ONE_WORKING_DAY:
            return datetime.combine(calendar.next_working_day(local.date()), local.time(), SEOUL)
        case Next.NEXT_DAY_OTHER_PART:
            return datetime.combine(calendar.next_working_day(local.date()), time(0), SEOUL)
        case _:
            return local + _gap_after(last, station)


def _gap_after(attempt: AttemptMade, station: Station) -> timedelta:
    return station.busy_gap if RULES[attempt.disposition].next is Next.SOON else station.attempt_gap


def _parts_allowed(last: AttemptMade, used: Sequence[AttemptMade], station: Station) -> frozenset[DayPart]:
    """The day-part in which the last chance completes the spread, else another one where the disposition asks for it.

    What came too soon to count may have been in another day-part than all that counts.
    """
    tried = {day_part(attempt.at) for attempt in used}
    if len(used) == station.most_attempts - 1 and len(tried) == 1:
        return frozenset(DayPart) - tried
    if RULES[last.disposition].next in {Next.OTHER_DAY_PART, Next.NEXT_DAY_OTHER_PART}:
        return frozenset(DayPart) - {day_part(last.at)}
    return frozenset(DayPart)


def _day_to_pass(used: Sequence[AttemptMade], station: Station) -> date | None:
    """The day that the last chance must come after, when all attempts so far fell on one day."""
    days = {attempt.at.astimezone(SEOUL).date() for attempt in used}
    return days.pop() if len(used) == station.most_attempts - 1 and len(days) == 1 else None


def _first_slot(
    earliest: datetime,
    parts: frozenset[DayPart],
    after_day: date | None,
    station: Station,
    calendar: WorkingCalendar,
) -> datetime | None:
    day = earliest.date()
    while day <= earliest.date() + LONGEST_SEARCH:
        if calendar.is_working_day(day) and (after_day is None or day > after_day):
            for start, end in station.calling_hours:
                opens = datetime.combine(day, start, SEOUL)
                slot = max(opens, earliest)
                if slot <= datetime.combine(day, end, SEOUL) and day_part(slot) in parts:
                    return slot
        day += timedelta(days=1)
    return None


def promise_problem(at: datetime | None, now: datetime, station: Station, calendar: WorkingCalendar) -> Reason | None:
    """Say what is wrong with a promised callback time; None when it can be kept.

    A promise is for a working day, between the start of calling hours and 20:00, at most ten working days ahead; on
    days off for the hours of duty, if the station has any.
    """
    if at is None:
        return Reason.TIME_MISSING
    if at <= now:
        return Reason.TIME_PAST
    local = at.astimezone(SEOUL)
    if local.date() > calendar.add_working_days(now.astimezone(SEOUL).date(), station.window_working_days):
        return Reason.TIME_TOO_LATE
    if not calendar.is_working_day(local.date()):
        is_duty = any(start <= local.time() <= end for start, end in station.duty_hours)
        return None if is_duty else Reason.TIME_NOT_WORKING_DAY
    if not station.calling_hours[0][0] <= local.time() <= station.promised_until:
        return Reason.TIME_OUTSIDE_HOURS
    return None
