"""Working days, working hours and legal periods, and the fast table of working hours."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import SEOUL, HolidayChanged, HoursWorked, calendar_from_table, is_working_time
from bot.settings import load_calendar
from tests.steps.builders import FRIDAY, MONDAY, TUESDAY, seoul
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
    assert CALENDAR.is_past_table(date(2036, 1, 2))
    assert not CALENDAR.is_past_table(date(2035, 12, 31))


def test_with_a_day_past_its_end_the_table_ends_there() -> None:
    new_year, election = date(2036, 1, 1), date(2036, 4, 9)

    longer = CALENDAR.changed_by(
        {new_year: HolidayChanged(is_holiday=True, name="1월 1일"), election: HolidayChanged(is_holiday=False)}
    )

    assert longer.last_day == new_year
    assert longer.name_of(new_year) == "1월 1일"
    assert longer.name_of(date(2028, 1, 27)) == "설날"
    assert longer.name_of(MONDAY) == ""


def in_the_words_of_the_decree(names: str) -> str:
    """What the library calls a day, as the table has it."""
    made_up = (re.sub(r"(.+) 대체 휴일$", r"대체공휴일(\1)", name) for name in names.split("; "))
    return "·".join(made_up).replace("신정연휴", "1월 1일")


NAMED_DIFFERENCES: Mapping[date, str] = {}
"""Days from 2028 on that the library has otherwise, and how we have them. Before there may be none."""


@pytest.mark.parametrize("year", range(2026, 2036))
def test_the_table_is_that_of_the_library(year: int) -> None:
    library = holidays.country_holidays("KR", years=year, language="ko")
    theirs = {day: in_the_words_of_the_decree(names) for day, names in library.items()}
    ours = {day: CALENDAR.name_of(day) for day in CALENDAR.holidays if day.year == year}
    days = {day for day in {*ours, *theirs} if ours.get(day) != theirs.get(day)}

    assert {day: ours.get(day, "") for day in days} == {d: n for d, n in NAMED_DIFFERENCES.items() if d.year == year}
    assert not days or year > 2027


@pytest.mark.parametrize(
    "table",
    [
        {},
        {"last_day": "2027"},
        {"last_day": MONDAY},
        {"last_day": MONDAY, "days": [MONDAY]},
        {"last_day": MONDAY, "days": {"x": "설날"}},
        {"last_day": MONDAY, "days": {"2026-12-25": ""}},
    ],
)
def test_a_broken_holiday_table_is_refused(table: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"days|holiday|isoformat"):
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


def test_before_the_first_day_of_a_table_of_hours_and_after_its_last_nobody_works() -> None:
    table = HoursWorked(CALENDAR, MONDAY, TUESDAY)
    sunday, wednesday = MONDAY - timedelta(days=1), TUESDAY + timedelta(days=1)

    assert table.between(seoul(sunday, 10), seoul(MONDAY, 10)) == 1
    assert table.between(seoul(TUESDAY, 17), seoul(wednesday, 17)) == 1
    assert table.between(seoul(MONDAY, 0), seoul(TUESDAY, 23, 59)) == 16
    assert table.between(seoul(TUESDAY, 9), seoul(MONDAY, 9)) == 0


@every(
    ("first", "last", "hours"),
    [
        (seoul(MONDAY, 11, 59), seoul(MONDAY, 13, 1), 2 / 60),
        (seoul(MONDAY, 12), seoul(MONDAY, 13), 0),
        (seoul(MONDAY, 8), seoul(MONDAY, 9), 0),
        (seoul(MONDAY, 18), seoul(TUESDAY, 9), 0),
        (seoul(FRIDAY, 17, 30), seoul(MONDAY, 9, 30), 1),
        (seoul(MONDAY, 9), seoul(MONDAY, 18), 8),
        (seoul(date(2026, 12, 24), 17), seoul(date(2026, 12, 28), 10), 2),
        (seoul(date(2026, 12, 25), 9), seoul(date(2026, 12, 25), 18), 0),
        (seoul(date(2027, 2, 5), 9), seoul(date(2027, 2, 10), 18), 16),
    ],
)
def test_hours_are_worked_from_nine_to_six_without_lunch_weekends_and_holidays(
    first: datetime, last: datetime, hours: float
) -> None:
    table = HoursWorked(CALENDAR, FIRST, LAST)

    assert table.between(first, last) == pytest.approx(hours)
    assert CALENDAR.working_hours_between(first, last) == pytest.approx(hours)


def test_holidays_on_the_first_and_on_the_last_day_of_a_table_of_hours_are_known() -> None:
    christmas, day_before, new_year = date(2026, 12, 25), date(2026, 12, 24), date(2027, 1, 1)

    assert HoursWorked(CALENDAR, christmas, new_year).between(seoul(christmas, 9), seoul(new_year, 18)) == 8 * 4
    assert HoursWorked(CALENDAR, day_before, christmas).between(seoul(day_before, 9), seoul(new_year, 18)) == 8


@every(
    ("at", "works"),
    [
        ((8, 59), False),
        ((9, 0), True),
        ((11, 59), True),
        ((12, 0), False),
        ((12, 59), False),
        ((13, 0), True),
        ((17, 59), True),
        ((18, 0), False),
    ],
)
def test_the_office_works_from_nine_to_twelve_and_from_one_to_six(at: tuple[int, int], works: bool) -> None:
    assert is_working_time(seoul(MONDAY, *at), CALENDAR) is works
    assert not is_working_time(seoul(MONDAY - timedelta(days=1), *at), CALENDAR)


@every(
    ("began", "ended", "hours"),
    [
        ((8, 0), (9, 0), 8),
        ((8, 0), (10, 0), 7),
        ((10, 0), (11, 30), 6.5),
        ((11, 0), (14, 0), 6),
        ((12, 0), (13, 0), 8),
        ((17, 0), (20, 0), 7),
        ((8, 0), (19, 0), 0),
    ],
)
def test_while_a_system_was_down_nobody_worked(began: tuple[int, int], ended: tuple[int, int], hours: float) -> None:
    stopped = CALENDAR.stopped_during([(seoul(MONDAY, *began), seoul(MONDAY, *ended))])
    table = HoursWorked(stopped, FRIDAY, TUESDAY)
    evening = seoul(MONDAY, 21)

    assert stopped.working_hours_between(seoul(MONDAY, 7), evening) == pytest.approx(hours)
    assert table.between(seoul(MONDAY, 7), evening) == pytest.approx(hours)
    assert table.from_end_of_day(FRIDAY, evening) == pytest.approx(hours)


def test_a_moment_within_a_down_time_has_what_was_worked_before_it() -> None:
    stopped = CALENDAR.stopped_during([(seoul(MONDAY, 10), seoul(MONDAY, 15)), (seoul(MONDAY, 16), seoul(MONDAY, 17))])
    table = HoursWorked(stopped, MONDAY, TUESDAY)

    hours = [table.between(seoul(MONDAY, 9), seoul(MONDAY, at)) for at in (10, 14, 16, 17, 18)]

    assert hours == pytest.approx([1, 1, 2, 2, 3])
    assert stopped.add_working_hours(seoul(MONDAY, 9), 2.5) == seoul(MONDAY, 17, 30)


def test_a_day_that_is_changed_keeps_its_name_and_no_change_changes_nothing() -> None:
    christmas = date(2026, 12, 25)

    opened = CALENDAR.changed_by({christmas: HolidayChanged(is_holiday=False)})
    again = opened.changed_by({christmas: HolidayChanged(is_holiday=True)})

    assert CALENDAR.changed_by({}) is CALENDAR
    assert (opened.is_working_day(christmas), opened.name_of(christmas)) == (True, "")
    assert (again.is_working_day(christmas), again.name_of(christmas)) == (False, CALENDAR.name_of(christmas))
    assert again.last_day == CALENDAR.last_day


def test_working_days_are_counted_with_both_ends_and_periods_with_their_first_day() -> None:
    assert CALENDAR.working_days_between(FRIDAY, MONDAY) == 2
    assert CALENDAR.working_days_between(MONDAY, FRIDAY) == 0
    assert CALENDAR.due_in_days(FRIDAY, 1) == FRIDAY
    assert CALENDAR.due_in_days(FRIDAY, 2) == MONDAY
    assert CALENDAR.add_working_days(FRIDAY, 0) == FRIDAY
    assert CALENDAR.take_working_days(MONDAY, 1) == FRIDAY
    assert CALENDAR.next_working_day(date(2026, 12, 24)) == date(2026, 12, 28)
