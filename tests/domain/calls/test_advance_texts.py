"""The advance text: when it goes, who can get one."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calls.advance_texts import (
    ENDS,
    TextFate,
    is_heads,
    pause_after,
    pointless_from,
    sent_from,
)
from bot.settings import load_calendar
from tests.steps.builders import seoul
from tests.steps.stations import CHANGED, DEFAULT

CALENDAR = load_calendar()
FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 23)


@pytest.mark.parametrize(
    ("now", "goes"),
    [
        (seoul(FRIDAY, 6, 0), seoul(FRIDAY, 8, 30)),
        (seoul(FRIDAY, 8, 30), seoul(FRIDAY, 8, 30)),
        (seoul(FRIDAY, 12, 30), seoul(FRIDAY, 12, 30)),
        (seoul(FRIDAY, 17, 30), seoul(FRIDAY, 17, 30)),
        (seoul(FRIDAY, 17, 31), seoul(MONDAY, 8, 30)),
        (seoul(FRIDAY + timedelta(days=1), 10, 0), seoul(MONDAY, 8, 30)),
        (seoul(date(2026, 12, 24), 23, 0), seoul(date(2026, 12, 28), 8, 30)),
    ],
)
def test_texts_go_from_the_morning_board_to_the_end_of_calling_on_working_days(now: datetime, goes: datetime) -> None:
    assert sent_from(now, DEFAULT, CALENDAR) == goes


def test_the_hours_are_those_of_the_station() -> None:
    assert sent_from(seoul(MONDAY, 7, 0), CHANGED, CALENDAR) == seoul(MONDAY, 7, 50)
    assert sent_from(seoul(FRIDAY, 16, 36), CHANGED, CALENDAR) == seoul(MONDAY, 7, 50)


def test_a_text_is_given_up_at_the_end_of_the_next_working_day() -> None:
    assert pointless_from(seoul(FRIDAY, 8, 31), DEFAULT, CALENDAR) == seoul(MONDAY, 17, 30)
    assert pointless_from(seoul(FRIDAY, 20, 0), DEFAULT, CALENDAR) == seoul(MONDAY + timedelta(days=1), 17, 30)


@given(st.dates(date(2026, 1, 1), date(2027, 12, 1)), st.times())
def test_a_text_goes_before_it_is_pointless_and_never_in_the_past(day: date, at: time) -> None:
    now = seoul(day, at.hour, at.minute)

    goes = sent_from(now, DEFAULT, CALENDAR)

    assert now <= goes < pointless_from(now, DEFAULT, CALENDAR)
    assert CALENDAR.is_working_day(goes.date())


def test_the_coin_falls_on_either_side_for_half() -> None:
    heads = sum(is_heads(f"{n * 2**20:08x}") for n in range(2**12))

    assert heads == 2**11


def test_pauses_grow_and_have_an_end() -> None:
    pauses = [pause_after(tries) for tries in range(1, 30)]

    assert pauses == sorted(pauses)
    assert [each.seconds for each in pauses[:8]] == [15, 30, 60, 120, 240, 480, 600, 600]
    assert {*pauses[7:]} == {timedelta(minutes=10)}
    assert set(ENDS) == set(TextFate)
