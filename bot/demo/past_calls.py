"""Calling in the sample past: operators claim what comes next, phone, and record how it ended."""

from dataclasses import replace
from datetime import date, time, timedelta
from functools import partial

from bot.demo.past_results import Ending, ending_of, minutes_of
from bot.demo.past_world import OPERATORS, Past, dice
from bot.demo.timetable import Timetable
from bot.domain.calendar import SEOUL
from bot.domain.calls.cards import ClaimCard
from bot.domain.calls.results import Result
from bot.domain.grievances.kinds import Track
from bot.domain.refusals import Refused
from bot.services.calls.claiming import claim_next
from bot.services.calls.recording import open_result_form, record_result
from bot.services.grievances.filing import begin_filing, file_grievance
from bot.services.unit import Unit
from storage.grievances.queries import unclosed

STARTS = (time(9, 32), time(9, 41), time(9, 47))
ON_DUTY = 2
LOOKS_AGAIN = (time(11, 10), time(13, 10), time(14, 40), time(16, 0))
"""When operators with nothing left to claim look for callbacks that came due."""
BREATHES = (1.0, 6.0)
"""Minutes between two calls."""
NEGLECTED_DAYS = (8,)
"""So many working days before the end a grievance was filed that nobody has answered since."""


def put_on_duty(timetable: Timetable, past: Past) -> None:
    """Have two of the three operators call all day."""
    random = dice("duty", timetable.day)
    for operator, start in zip(random.sample(OPERATORS, ON_DUTY), STARTS, strict=False):
        timetable.at_time(start, partial(_call_next, timetable=timetable, past=past, operator=operator))


def operators_on(day: date) -> list[str]:
    """Tell who is on duty on a day."""
    return dice("duty", day).sample(OPERATORS, ON_DUTY)


def _call_next(unit: Unit, *, timetable: Timetable, past: Past, operator: str) -> None:
    again = partial(_call_next, timetable=timetable, past=past, operator=operator)
    try:
        card = claim_next(unit, by=operator) if unit.station.may_call_at(unit.now) else None
    except Refused:  # nothing to claim: callbacks come due later
        card = None
    if card is None:
        later = [each for each in LOOKS_AGAIN if each > unit.now.astimezone(SEOUL).time()]
        if later:
            timetable.at_time(later[0], again)
        return
    ending = ending_of(unit, past, card)
    until = unit.now + timedelta(minutes=minutes_of(ending.result, card.line.number))
    timetable.at(until, partial(_record, past=past, operator=operator, card=card, ending=ending))
    timetable.at(until + timedelta(minutes=dice("breath", card.line.number).uniform(*BREATHES)), again)


def _record(unit: Unit, *, past: Past, operator: str, card: ClaimCard, ending: Ending) -> None:
    number, result, filing = card.line.number, ending.result, ending.filing
    if filing is None:
        record_result(unit, by=operator, number=number, result=_with_officer(unit, operator, number, result))
        return
    form = begin_filing(unit, by=operator, number=number, result=result, filing=filing)
    filing = replace(filing, officer_unknown=not form.is_decided)
    file_grievance(unit, by=operator, number=number, filing=filing)
    burst = past.burst_on(unit.today, card.line.department)
    if burst is not None and burst.category is filing.category:
        past.filed_in[burst] = past.filed_in.get(burst, 0) + 1
    _neglect(unit, past)


def _with_officer(unit: Unit, operator: str, number: int, result: Result) -> Result:
    """Give praise to the officers whom the form suggests."""
    if result.praise is None:
        return result
    officers = open_result_form(unit, by=operator, number=number).officers
    return replace(result, praise=replace(result.praise, officers=tuple(each.id for each in officers)))


def _neglect(unit: Unit, past: Past) -> None:
    """Let the first ordinary grievance of two days lie, so that something is overdue when the past ends."""
    days = {past.days[-each] for each in NEGLECTED_DAYS if each <= len(past.days)}
    if unit.today in days and unit.today not in past.neglected:
        ordinary = [each for each in unclosed(unit.session) if each.track == Track.ORDINARY]
        filed_today = [each.key for each in ordinary if unit.day_of(each.filed_at) == unit.today]
        if filed_today:
            past.neglected[unit.today] = filed_today[-1]
