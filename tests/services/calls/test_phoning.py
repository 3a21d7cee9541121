"""The card of whoever phones, and the draw of codes."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update
from sqlmodel import col

from bot.domain.calls.states import CallState, Outcome
from bot.domain.trail import Purpose
from bot.services.calls import claiming, phoning
from bot.services.day import end_day_when_due
from bot.services.desk import Desk
from bot.services.unit import Unit
from storage.calls.codes import set_code
from storage.calls.phonings import note_phoned
from storage.calls.tables import Call
from tests.steps.builders import KIM, MONDAY, StillClock, seoul, visitor
from tests.steps.desks import bring_list, make_desk
from tests.steps.rows import purposes


def test_the_card_has_a_code_of_six_digits_and_looking_is_logged(morning: Desk) -> None:
    first, again = (morning.do_now(claiming.claim_call, by=KIM, number=1) for _ in range(2))

    assert (len(first.code), first.code.isdigit(), again.code) == (6, True, first.code)
    assert first.purpose is Purpose.CLAIMED_CALL
    assert purposes(morning) == [Purpose.CLAIMED_CALL] * 2


def test_every_drawn_code_is_free_and_nothing_personal_is_in_it(morning: Desk) -> None:
    codes = [morning.do_now(claiming.claim_call, by=KIM, number=number).code for number in (1, 2)]

    draws = iter([*codes, "482113"])  # as if those of others had been drawn first
    drawn = morning.do_now(lambda unit: phoning.drawn_code(lambda _: set_code(unit.session, 3, next(draws))))

    assert len({*codes, drawn}) == 3
    assert drawn == "482113"
    assert all(code not in "01000001001 01000001002" for code in codes)


@pytest.mark.parametrize("calls_a_day", [10, pytest.param(300, marks=[pytest.mark.slow, pytest.mark.timeout(300)])])
def test_random_codes_hit_less_than_once_in_a_hundred_at_three_hundred_calls_a_day(
    sqlite_url: str, calls_a_day: int
) -> None:
    """Forty days of calls: most close on their day, some after the whole window, some with a grievance of a month."""
    clock = StillClock(seoul(MONDAY, 10))
    desk = make_desk(sqlite_url, clock)
    bring_list(desk, [visitor(1)])
    closing: dict[date, list[int]] = {}
    for day in (MONDAY + timedelta(days=number) for number in range(40)):
        clock.set(seoul(day, 10))
        if day.weekday() < 5:
            numbers = desk.do_now(make_and_phone, count=calls_a_day)
            for number in numbers:
                life = 14 if number % 4 == 0 else 30 if number % 20 == 1 else 0
                closing.setdefault(day + timedelta(days=life), []).append(number)
        desk.do_now(phone_and_close, numbers=closing.pop(day, []))
        clock.set(seoul(day, 18))
        desk.do_now(end_day_when_due)

    live = desk.do_now(live_codes)
    desk.close()
    assert calls_a_day * 10 < live < calls_a_day * 100
    assert live / 10**6 < 0.01 * calls_a_day / 300


def make_and_phone(unit: Unit, *, count: int) -> list[int]:
    """Make calls of one petitioner, each drawn its code as whoever phones is shown it."""
    like = unit.session.get_one(Call, 1).model_dump(exclude={"id", "code"})
    calls = [Call(**like) for _ in range(count)]
    unit.session.add_all(calls)
    unit.session.flush()
    for call in calls:
        phoning.code_of_call(unit, call)
        note_phoned(unit.session, call.key, unit.now, staff_id=None)
    return [call.key for call in calls]


def phone_and_close(unit: Unit, *, numbers: list[int]) -> None:
    """Close calls after somebody phoned about them once more."""
    for number in numbers:
        note_phoned(unit.session, number, unit.now, staff_id=None)
        closed = {"state": CallState.CLOSED.value, "closed_at": unit.now, "outcome": Outcome.SATISFIED.value}
        unit.session.execute(update(Call).where(col(Call.id) == number).values(**closed))


def live_codes(unit: Unit) -> int:
    """Count the codes of calls."""
    return len(unit.session.execute(select(col(Call.code)).where(col(Call.code).is_not(None))).all())
