"""Working days, working hours and legal periods, and the fast table of working hours."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import SEOUL, HoursWorked, calendar_from_table
from bot.settings import load_calendar
from tests.steps.builders import FRIDAY, MONDAY, seoul
from tests.steps.vectors import every, vectors_of

CALENDAR = load_calendar()
FIRST, LAST = date(2026, 9, 1), date(2027, 3, 31)  # 추석 and 설날 among them
HOURS = HoursWorked(CALENDAR, FIRST, LAST)
MOMENTS_OF_TABLE = st.datetimes(datetime.combine(FIRST, time(0)), datetime.combine(LAST, time(23, 59))).map(
    lambda at: at.replace(tzinfo=SEOUL)
)
VECTORS = vectors_of("due_dates.csv")
DAYS = st.dates(date(2026, 1, 1), date(2027, 11, 1))
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 11, 1)).map(lambda at: at.replace(tzinfo=SEOUL))  # noqa: DTZ001 — given a zone at once


@every("vector", VECTORS)
def test_due_dates_are_those_of_the_vectors(vector: dict[str, str]) -> None:
    length = int(vector["length"])

    if vector["kind"] == "days":
        due = CALENDAR.due_in_days(date.fromisoformat(vector["received"]), length).isoformat()
    else:
        received = datetime.fromisoformat(vector["received"]).replace(tzinfo=SEOUL)
        due = f"{CALENDAR.add_working_hours(received, length):%Y-%m-%dT%H:%M}"

    assert due == vector["due"]


def test_the_working_day_before_a_monday_is_friday() -> None:
    assert CALENDAR.previous_working_day(MONDAY) == FRIDAY


@given(DAYS, st.integers(1, 30))
def test_adding_working_days_lands_on_a_working_day_and_counts_them_all(day: date, count: int) -> None:
    end = CALENDAR.add_working_days(day, count)

    assert CALENDAR.is_working_day(end)
    assert CALENDAR.working_days_between(day + timedelta(days=1), end) == count


@given(MOMENTS, st.integers(1, 100))
def test_working_hours_that_are_added_are_the_hours_between(received: datetime, hours: int) -> None:
    due = CALENDAR.add_working_hours(received, hours)

    assert CALENDAR.working_hours_between(received, due) == pytest.approx(hours)


def test_a_moment_at_the_end_of_the_office_counts_from_the_next_morning() -> None:
    assert CALENDAR.add_working_hours(seoul(FRIDAY, 18, 0), 1) == seoul(MONDAY, 10, 0)


def test_a_day_past_the_table_is_known_to_be_unknown() -> None:
    assert CALENDAR.is_past_table(date(2028, 1, 3))
    assert not CALENDAR.is_past_table(date(2027, 12, 31))


@pytest.mark.parametrize("table", [{}, {"last_day": "2027"}, {"last_day": MONDAY, "days": ["x"]}, {"last_day": MONDAY}])
def test_a_broken_holiday_table_is_refused(table: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"days|holiday"):
        calendar_from_table(table)


@given(MOMENTS_OF_TABLE, MOMENTS_OF_TABLE)
def test_the_table_gives_the_hours_of_the_calendar(start: datetime, end: datetime) -> None:
    assert HOURS.between(start, end) == pytest.approx(CALENDAR.working_hours_between(start, end), abs=1e-6)


@given(st.dates(FIRST, LAST), MOMENTS_OF_TABLE)
def test_from_the_end_of_a_day_no_hour_of_that_day_counts(day: date, end: datetime) -> None:
    midnight = datetime.combine(day + timedelta(days=1), time(0), SEOUL)

    assert HOURS.from_end_of_day(day, end) == pytest.approx(CALENDAR.working_hours_between(midnight, end), abs=1e-6)


def test_what_lies_outside_the_table_counts_from_and_to_its_ends() -> None:
    short = HoursWorked(CALENDAR, FRIDAY, MONDAY)

    assert short.between(seoul(FRIDAY - timedelta(days=30), 9), seoul(FRIDAY, 10)) == pytest.approx(1.0)
    assert short.between(seoul(MONDAY, 17), seoul(MONDAY + timedelta(days=30), 9)) == pytest.approx(1.0)
    assert short.from_end_of_day(FRIDAY - timedelta(days=30), seoul(FRIDAY, 11)) == pytest.approx(2.0)
