"""Periods as people write them, and what they are compared with."""

import unicodedata
from datetime import date, timedelta
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.figures.periods import (
    LONGEST_DAYS,
    NAMED,
    Period,
    PeriodKind,
    period_of,
    period_with,
    read_period,
    text_of,
)
from bot.domain.refusals import Reason, Refused
from tests.steps.builders import TUESDAY, seoul

DAY, WEEK, MONTH, QUARTER, YEAR, RANGE = PeriodKind
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
NAMED_KINDS = (DAY, WEEK, MONTH, QUARTER, YEAR)
NOVEMBER = (MONTH, "2026-11-01", "2026-11-30")
FOURTH = (QUARTER, "2026-10-01", "2026-12-31")
THE_23RD = (DAY, "2026-11-23", "2026-11-23")
TURN = (RANGE, "2025-12-20", "2026-01-10")
WRITTEN = {
    "오늘": (DAY, "2026-11-24", "2026-11-24"),
    "어제": THE_23RD,
    "Yesterday": THE_23RD,
    "이번 주": (WEEK, "2026-11-23", "2026-11-29"),
    "금주": (WEEK, "2026-11-23", "2026-11-29"),
    "This Week": (WEEK, "2026-11-23", "2026-11-29"),
    "지난 주": (WEEK, "2026-11-16", "2026-11-22"),
    "last  week": (WEEK, "2026-11-16", "2026-11-22"),
    "이번 달": NOVEMBER,
    "month": NOVEMBER,
    "지난달": (MONTH, "2026-10-01", "2026-10-31"),
    "저번 달": (MONTH, "2026-10-01", "2026-10-31"),
    "last month": (MONTH, "2026-10-01", "2026-10-31"),
    "이번 분기": FOURTH,
    "지난 분기": (QUARTER, "2026-07-01", "2026-09-30"),
    "올해": (YEAR, "2026-01-01", "2026-12-31"),
    "작년": (YEAR, "2025-01-01", "2025-12-31"),
    "last year": (YEAR, "2025-01-01", "2025-12-31"),
    "2026-11": NOVEMBER,
    "2026.11": NOVEMBER,
    "2026/11": NOVEMBER,
    "2026년11월": NOVEMBER,
    "2026년 11월": NOVEMBER,
    "11월": NOVEMBER,
    "12월": (MONTH, "2025-12-01", "2025-12-31"),
    "2024-02": (MONTH, "2024-02-01", "2024-02-29"),
    "2026-11-23": THE_23RD,
    "2026.11.23": THE_23RD,
    "2026.11.23.": THE_23RD,
    "2026. 11. 23.": THE_23RD,
    "2026년 11월 23일": THE_23RD,
    "11/23": THE_23RD,
    "11월23일": THE_23RD,
    "11월 23일": THE_23RD,
    "12/24": (DAY, "2025-12-24", "2025-12-24"),
    "2026Q4": FOURTH,
    "2026-q4": FOURTH,
    "q4": FOURTH,
    "4분기": FOURTH,
    "2026년 4분기": FOURTH,
    "2025": (YEAR, "2025-01-01", "2025-12-31"),
    "2025년": (YEAR, "2025-01-01", "2025-12-31"),
    "11/2~11/8": (RANGE, "2026-11-02", "2026-11-08"),
    "11/2 ~ 11/8": (RANGE, "2026-11-02", "2026-11-08"),
    "2026-11-02..2026-11-08": (RANGE, "2026-11-02", "2026-11-08"),
    "11월 2일 ～ 11월 8일": (RANGE, "2026-11-02", "2026-11-08"),
    "2026. 11. 2. ~ 2026. 11. 8.": (RANGE, "2026-11-02", "2026-11-08"),
    "2025-12-20~2026-01-10": TURN,
    "12/20~1/10": TURN,
    "2025-12-20~1/10": TURN,
}


def of(facts: tuple[PeriodKind, str, str]) -> Period:
    """A period of its kind and days."""
    kind, first, last = facts
    return Period(kind, date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("words", WRITTEN)
def test_a_period_is_read_as_people_write_it(words: str, form: Literal["NFC", "NFD"]) -> None:
    written = unicodedata.normalize(form, words)

    assert read_period(written, TUESDAY) == (of(WRITTEN[words]), "")
    assert read_period(f"교통과 {written}", TUESDAY) == (of(WRITTEN[words]), "교통과")
    assert read_period(f"  {written}  factors ", TUESDAY) == (of(WRITTEN[words]), "factors")


@given(DAYS)
def test_every_named_period_is_the_one_of_today_or_the_one_before(today: date) -> None:
    for word, (kind, which) in NAMED.items():
        found, left = read_period(word, today)

        assert found is not None
        assert not left
        assert found.kind is kind
        after = period_with(kind, found.last + timedelta(days=1))
        assert (found if which == 0 else after) == period_with(kind, today)


@pytest.mark.parametrize("words", ["", "교통과", "factors", "교통과 고소", "20264", "112", "1팀"])
def test_words_that_are_no_period_are_left(words: str) -> None:
    assert read_period(words, TUESDAY) == (None, words)


def test_of_two_periods_the_first_is_meant_and_the_other_is_left() -> None:
    assert read_period("이번주 지난주", TUESDAY) == (of(WRITTEN["이번 주"]), "지난주")
    assert read_period("11월 1팀", TUESDAY) == (of(NOVEMBER), "1팀")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("2026-13", Reason.WRONG_PERIOD),
        ("13월", Reason.WRONG_PERIOD),
        ("2026-02-29", Reason.WRONG_PERIOD),
        ("2/30", Reason.WRONG_PERIOD),
        ("2026-11-08~2026-11-02", Reason.WRONG_PERIOD),
        ("2026-02-30~2026-03-02", Reason.WRONG_PERIOD),
        ("2026-12", Reason.PERIOD_AHEAD),
        ("2026-11-25", Reason.PERIOD_AHEAD),
        ("2027Q1", Reason.PERIOD_AHEAD),
        ("2027", Reason.PERIOD_AHEAD),
        ("2025-01-01~2026-01-02", Reason.PERIOD_TOO_LONG),
    ],
)
def test_a_period_that_cannot_be_is_refused_by_its_word(words: str, reason: Reason) -> None:
    with pytest.raises(Refused) as refused:
        read_period(f"교통과 {words}", TUESDAY)

    assert refused.value.reason is reason
    assert refused.value.facts["word"] == words


def test_the_longest_stretch_is_a_leap_year() -> None:
    found, _ = read_period("2024-01-01~2024-12-31", TUESDAY)

    assert found is not None
    assert found.days == LONGEST_DAYS


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


@given(st.sampled_from(NAMED_KINDS), DAYS, st.integers(0, 400))
def test_a_finished_period_is_compared_with_the_whole_one_before(kind: PeriodKind, day: date, later: int) -> None:
    period = period_with(kind, day)

    before = period.before(period.last + timedelta(days=later))

    assert before == period_with(kind, period.first - timedelta(days=1))
    assert before.last + timedelta(days=1) == period.first


@given(st.sampled_from((WEEK, MONTH, QUARTER, YEAR)), DAYS)
def test_a_running_period_is_compared_with_as_much_of_the_one_before(kind: PeriodKind, today: date) -> None:
    period = period_with(kind, today)
    whole = period_with(kind, period.first - timedelta(days=1))

    before = period.before(today)

    passed = (today - period.first).days + 1
    assert before.first == whole.first
    assert before.last <= whole.last
    assert before.days == (whole.days if today == period.last else min(passed, whole.days))


def test_the_end_of_march_is_compared_with_all_of_february() -> None:
    march = period_with(MONTH, date(2026, 3, 30))

    assert march.before(date(2026, 3, 30)) == of((RANGE, "2026-02-01", "2026-02-28"))
    assert march.before(date(2026, 3, 10)) == of((RANGE, "2026-02-01", "2026-02-10"))


@given(DAYS, st.integers(1, LONGEST_DAYS), st.integers(0, 800))
def test_a_range_is_compared_with_the_days_before_it(first: date, days: int, until_today: int) -> None:
    period = Period(RANGE, first, first + timedelta(days=days - 1))

    before = period.before(first + timedelta(days=until_today))

    assert before.first == first - timedelta(days=days)
    assert before.days == min(days, until_today + 1)


@given(st.sampled_from(PeriodKind), DAYS, st.integers(0, 366))
def test_a_period_survives_being_written(kind: PeriodKind, day: date, days: int) -> None:
    period = Period(RANGE, day, day + timedelta(days=days)) if kind is RANGE else period_with(kind, day)

    assert period_of(text_of(period)) == period


@pytest.mark.parametrize("text", ["", "month", "month:2026-11-01", "moon:2026-11-01:2026-11-30", "day:x:y"])
def test_what_is_no_period_is_not_read_as_one(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        period_of(text)
