"""The fast table of working hours says the same as the calendar."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import SEOUL, HoursWorked
from bot.settings import load_calendar
from tests.steps.builders import FRIDAY, MONDAY, seoul

CALENDAR = load_calendar()
FIRST, LAST = date(2026, 9, 1), date(2027, 3, 31)  # 추석 and 설날 among them
HOURS = HoursWorked(CALENDAR, FIRST, LAST)
MOMENTS = st.datetimes(datetime.combine(FIRST, time(0)), datetime.combine(LAST, time(23, 59))).map(
    lambda at: at.replace(tzinfo=SEOUL)
)


@given(MOMENTS, MOMENTS)
def test_the_table_gives_the_hours_of_the_calendar(start: datetime, end: datetime) -> None:
    assert HOURS.between(start, end) == pytest.approx(CALENDAR.working_hours_between(start, end), abs=1e-6)


@given(st.dates(FIRST, LAST), MOMENTS)
def test_from_the_end_of_a_day_no_hour_of_that_day_counts(day: date, end: datetime) -> None:
    midnight = datetime.combine(day + timedelta(days=1), time(0), SEOUL)

    assert HOURS.from_end_of_day(day, end) == pytest.approx(CALENDAR.working_hours_between(midnight, end), abs=1e-6)


def test_what_lies_outside_the_table_counts_from_and_to_its_ends() -> None:
    short = HoursWorked(CALENDAR, FRIDAY, MONDAY)

    assert short.between(seoul(FRIDAY - timedelta(days=30), 9), seoul(FRIDAY, 10)) == pytest.approx(1.0)
    assert short.between(seoul(MONDAY, 17), seoul(MONDAY + timedelta(days=30), 9)) == pytest.approx(1.0)
    assert short.from_end_of_day(FRIDAY - timedelta(days=30), seoul(FRIDAY, 11)) == pytest.approx(2.0)
