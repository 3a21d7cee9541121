"""Periods, what they are compared with, and how a button carries them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.figures.period_reading import LONGEST_DAYS
from bot.domain.figures.periods import Period, PeriodKind, closed_for, parts_of, period_of, period_with, text_of
from bot.settings import load_calendar
from tests.steps.builders import seoul
from tests.steps.vectors import every

DAY, WEEK, MONTH, QUARTER, YEAR, RANGE = PeriodKind
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
CALENDAR = load_calendar()
NAMED_KINDS = (DAY, WEEK, MONTH, QUARTER, YEAR)


def of(facts: tuple[PeriodKind, str, str]) -> Period:
    """A period of its kind and days."""
    kind, first, last = facts
    return Period(kind, date.fromisoformat(first), date.fromisoformat(last))


@given(st.sampled_from(NAMED_KINDS), DAYS)
def test_a_day_lies_in_its_period_and_the_next_begins_where_it_ends(kind: PeriodKind, day: date) -> None:
    period = period_with(kind, day)
    following = period_with(kind, period.last + timedelta(days=1))

    assert period.first <= day <= period.last
    assert {period_with(kind, each) for each in (period.first, period.last)} == {period}
    assert following.first == period.last + timedelta(days=1)
    assert period.end == following.start
    assert period.start == seoul(period.first, 0)


def test_a_week_may_span_two_years() -> None:
    assert period_with(WEEK, date(2027, 1, 1)) == of((WEEK, "2026-12-28", "2027-01-03"))


@pytest.mark.parametrize(("month", "quarter"), [(1, 1), (3, 1), (4, 2), (9, 3), (10, 4), (12, 4)])
def test_a_quarter_has_three_months(month: int, quarter: int) -> None:
    period = period_with(QUARTER, date(2026, month, 15))

    assert period.quarter == quarter
    assert (period.first.month, period.last.month) == (3 * quarter - 2, 3 * quarter)


@given(st.sampled_from((WEEK, MONTH, QUARTER, YEAR)), DAYS, st.integers(0, 400))
def test_a_finished_period_is_compared_with_the_whole_one_before(kind: PeriodKind, day: date, later: int) -> None:
    period = period_with(kind, day)

    before = period.before(period.last + timedelta(days=later), CALENDAR)

    assert before == period_with(kind, period.first - timedelta(days=1))
    assert before.last + timedelta(days=1) == period.first


@given(st.sampled_from((WEEK, MONTH, QUARTER, YEAR)), DAYS)
def test_a_running_period_is_compared_with_as_many_working_days(kind: PeriodKind, today: date) -> None:
    period = period_with(kind, today)
    whole = period_with(kind, period.first - timedelta(days=1))

    before = period.before(today, CALENDAR)

    passed = max(1, CALENDAR.working_days_between(period.first, today))
    worked = CALENDAR.working_days_between(before.first, before.last)
    assert before.last < period.first
    assert worked == passed or before == whole or before.last == whole.last
    assert kind is WEEK or before.first == whole.first


@every(
    ("asked", "today", "beside"),
    [
        ((DAY, "2026-11-23", "2026-11-23"), "2026-11-23", (DAY, "2026-11-20", "2026-11-20")),  # Monday: Friday
        ((DAY, "2026-11-24", "2026-11-24"), "2026-11-24", (DAY, "2026-11-23", "2026-11-23")),
        ((DAY, "2026-11-22", "2026-11-22"), "2026-11-23", (DAY, "2026-11-20", "2026-11-20")),  # a Sunday, asked for
        ((DAY, "2026-09-28", "2026-09-28"), "2026-09-28", (DAY, "2026-09-23", "2026-09-23")),  # after Chuseok
        ((RANGE, "2026-09-28", "2026-09-28"), "2026-09-28", (DAY, "2026-09-23", "2026-09-23")),
        ((WEEK, "2026-11-23", "2026-11-29"), "2026-11-23", (DAY, "2026-11-20", "2026-11-20")),
        ((WEEK, "2026-11-23", "2026-11-29"), "2026-11-25", (RANGE, "2026-11-18", "2026-11-20")),
        ((WEEK, "2026-11-23", "2026-11-29"), "2026-11-29", (WEEK, "2026-11-16", "2026-11-22")),
        ((WEEK, "2026-09-28", "2026-10-04"), "2026-09-29", (RANGE, "2026-09-22", "2026-09-23")),
        ((MONTH, "2026-12-01", "2026-12-31"), "2026-12-01", (RANGE, "2026-11-01", "2026-11-02")),  # not a Sunday alone
        ((MONTH, "2026-11-01", "2026-11-30"), "2026-11-23", (RANGE, "2026-10-01", "2026-10-26")),
        ((MONTH, "2026-03-01", "2026-03-31"), "2026-03-30", (RANGE, "2026-02-01", "2026-02-28")),
    ],
)
def test_a_day_stands_beside_the_last_working_day_and_a_running_period_beside_as_many(
    asked: tuple[PeriodKind, str, str], today: str, beside: tuple[PeriodKind, str, str]
) -> None:
    assert of(asked).before(date.fromisoformat(today), CALENDAR) == of(beside)


@given(DAYS, st.integers(2, LONGEST_DAYS), st.integers(0, 800))
def test_a_range_is_compared_with_the_days_before_it(first: date, days: int, until_today: int) -> None:
    period = Period(RANGE, first, first + timedelta(days=days - 1))

    before = period.before(first + timedelta(days=until_today), CALENDAR)

    assert before.first == first - timedelta(days=days)
    assert before.days == min(days, until_today + 1)


@every("today", [date(2026, 11, 30), date(2026, 12, 1), date(2027, 6, 1)])
def test_from_its_last_day_on_a_month_is_compared_with_the_whole_one_before(today: date) -> None:
    november = period_with(MONTH, date(2026, 11, 1))

    assert november.before(today, CALENDAR) == period_with(MONTH, date(2026, 10, 1))


def test_years_are_compared_with_as_many_years_before_them() -> None:
    years = Period(RANGE, date(2020, 1, 1), date(2026, 12, 31))

    assert years.before(date(2027, 1, 1), CALENDAR) == Period(RANGE, date(2013, 1, 1), date(2019, 12, 31))
    assert years.before(date(2026, 11, 23), CALENDAR).last == date(2019, 11, 24)  # as many days, with one leap day less


@given(st.sampled_from(PeriodKind), DAYS, st.integers(0, 366))
def test_a_period_survives_being_written(kind: PeriodKind, day: date, days: int) -> None:
    period = Period(RANGE, day, day + timedelta(days=days)) if kind is RANGE else period_with(kind, day)

    assert period_of(text_of(period)) == period


@pytest.mark.parametrize("text", ["", "month", "month:2026-11-01", "moon:2026-11-01:2026-11-30", "day:x:y"])
def test_what_is_no_period_is_not_read_as_one(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        period_of(text)


@every(
    ("asked", "today", "closed"),
    [
        ((MONTH, "2026-11-01", "2026-11-30"), "2026-12-01", "month:2026-11-01:2026-11-30"),
        ((MONTH, "2026-11-01", "2026-11-30"), "2026-11-30", "month:2026-10-01:2026-10-31"),
        ((QUARTER, "2026-07-01", "2026-09-30"), "2026-11-02", "quarter:2026-07-01:2026-09-30"),
        ((QUARTER, "2026-10-01", "2026-12-31"), "2026-11-02", "month:2026-10-01:2026-10-31"),
        ((YEAR, "2025-01-01", "2025-12-31"), "2026-01-01", "year:2025-01-01:2025-12-31"),
        ((RANGE, "2026-07-01", "2026-09-30"), "2026-11-02", "quarter:2026-07-01:2026-09-30"),
        ((RANGE, "2026-07-01", "2026-09-29"), "2026-11-02", "month:2026-09-01:2026-09-30"),
        ((RANGE, "2016-01-01", "2025-12-31"), "2026-11-02", "year:2025-01-01:2025-12-31"),
        ((RANGE, "2016-01-01", "2026-12-31"), "2026-11-02", "year:2025-01-01:2025-12-31"),
        ((WEEK, "2026-08-03", "2026-08-09"), "2026-11-02", "month:2026-08-01:2026-08-31"),
        ((DAY, "2026-11-02", "2026-11-02"), "2026-11-02", "month:2026-10-01:2026-10-31"),
    ],
)
def test_every_period_is_answered_for_by_one_that_is_closed(
    asked: tuple[PeriodKind, str, str], today: str, closed: str
) -> None:
    assert text_of(closed_for(of(asked), date.fromisoformat(today))) == closed


def test_a_year_is_made_of_quarters_and_these_of_months() -> None:
    year = period_with(PeriodKind.YEAR, date(2026, 5, 1))

    quarters = parts_of(year)

    assert [each.first.month for each in quarters] == [1, 4, 7, 10]
    assert [each.first.month for quarter in quarters for each in parts_of(quarter)] == list(range(1, 13))
    assert parts_of(parts_of(quarters[0])[0]) == []


def test_a_period_begins_with_its_first_day_and_is_over_with_the_midnight_after_its_last() -> None:
    november = period_with(MONTH, date(2026, 11, 15))

    assert (november.start, november.end) == (seoul(date(2026, 11, 1), 0), seoul(date(2026, 12, 1), 0))
    assert (november.days, november.years, period_with(YEAR, november.first).years) == (30, 0, 1)
