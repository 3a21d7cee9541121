"""Periods in the words of both languages."""

import unicodedata
from datetime import date, timedelta
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.figures.period_reading import Which
from bot.domain.figures.periods import Period, PeriodKind, period_with
from bot.domain.refusals import Reason, Refused
from bot.texts import catalogues
from bot.texts.periods import MARKS, NAMES, period_words, read_period
from tests.steps.builders import TUESDAY
from tests.steps.vectors import every

DAY, WEEK, MONTH, QUARTER, YEAR, RANGE = PeriodKind
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def days(kind: PeriodKind, first: str, last: str) -> Period:
    """A period of its kind and days."""
    return Period(kind, date.fromisoformat(first), date.fromisoformat(last))


NOVEMBER = days(MONTH, "2026-11-01", "2026-11-30")
FOURTH = days(QUARTER, "2026-10-01", "2026-12-31")
THE_23RD = days(DAY, "2026-11-23", "2026-11-23")
TURN = days(RANGE, "2025-12-20", "2026-01-10")
WRITTEN = {
    "오늘": days(DAY, "2026-11-24", "2026-11-24"),
    "어제": THE_23RD,
    "Yesterday": THE_23RD,
    "이번 주": days(WEEK, "2026-11-23", "2026-11-29"),
    "금주": days(WEEK, "2026-11-23", "2026-11-29"),
    "This Week": days(WEEK, "2026-11-23", "2026-11-29"),
    "지난 주": days(WEEK, "2026-11-16", "2026-11-22"),
    "last  week": days(WEEK, "2026-11-16", "2026-11-22"),
    "이번 달": NOVEMBER,
    "month": NOVEMBER,
    "지난달": days(MONTH, "2026-10-01", "2026-10-31"),
    "저번 달": days(MONTH, "2026-10-01", "2026-10-31"),
    "last month": days(MONTH, "2026-10-01", "2026-10-31"),
    "이번 분기": FOURTH,
    "지난 분기": days(QUARTER, "2026-07-01", "2026-09-30"),
    "올해": days(YEAR, "2026-01-01", "2026-12-31"),
    "작년": days(YEAR, "2025-01-01", "2025-12-31"),
    "last year": days(YEAR, "2025-01-01", "2025-12-31"),
    "2026-11": NOVEMBER,
    "2026.11": NOVEMBER,
    "2026/11": NOVEMBER,
    "2026년11월": NOVEMBER,
    "2026년 11월": NOVEMBER,
    "11월": NOVEMBER,
    "12월": days(MONTH, "2025-12-01", "2025-12-31"),
    "2024-02": days(MONTH, "2024-02-01", "2024-02-29"),
    "2026-11-23": THE_23RD,
    "2026.11.23": THE_23RD,
    "2026.11.23.": THE_23RD,
    "2026. 11. 23.": THE_23RD,
    "2026년 11월 23일": THE_23RD,
    "11/23": THE_23RD,
    "11월23일": THE_23RD,
    "11월 23일": THE_23RD,
    "12/24": days(DAY, "2025-12-24", "2025-12-24"),
    "2026Q4": FOURTH,
    "2026-q4": FOURTH,
    "q4": FOURTH,
    "4분기": FOURTH,
    "2026년 4분기": FOURTH,
    "2025": days(YEAR, "2025-01-01", "2025-12-31"),
    "2025년": days(YEAR, "2025-01-01", "2025-12-31"),
    "11/2~11/8": days(RANGE, "2026-11-02", "2026-11-08"),
    "11/2 ~ 11/8": days(RANGE, "2026-11-02", "2026-11-08"),
    "2026-11-02..2026-11-08": days(RANGE, "2026-11-02", "2026-11-08"),
    "11월 2일 ～ 11월 8일": days(RANGE, "2026-11-02", "2026-11-08"),
    "2026. 11. 2. ~ 2026. 11. 8.": days(RANGE, "2026-11-02", "2026-11-08"),
    "2025-12-20~2026-01-10": TURN,
    "12/20~1/10": TURN,
    "작년 3분기": days(QUARTER, "2025-07-01", "2025-09-30"),
    "작년 Q3": days(QUARTER, "2025-07-01", "2025-09-30"),
    "last year Q3": days(QUARTER, "2025-07-01", "2025-09-30"),
    "Q3 2025": days(QUARTER, "2025-07-01", "2025-09-30"),
    "올해 4분기": FOURTH,
    "작년 11월": days(MONTH, "2025-11-01", "2025-11-30"),
    "지난해 11월": days(MONTH, "2025-11-01", "2025-11-30"),
    "올해 11월": NOVEMBER,
    "작년 11월 23일": days(DAY, "2025-11-23", "2025-11-23"),
    "10월~11월": days(RANGE, "2026-10-01", "2026-11-30"),
    "10월 ~ 11월": days(RANGE, "2026-10-01", "2026-11-30"),
    "10~11월": days(RANGE, "2026-10-01", "2026-11-30"),
    "12월~1월": days(RANGE, "2025-12-01", "2026-01-31"),
    "2026-10~2026-11": days(RANGE, "2026-10-01", "2026-11-30"),
    "2025년 12월~2026년 1월": days(RANGE, "2025-12-01", "2026-01-31"),
    "11월 2일부터 11월 8일까지": days(RANGE, "2026-11-02", "2026-11-08"),
    "11/2 to 11/8": days(RANGE, "2026-11-02", "2026-11-08"),
    "２０２６－１１": NOVEMBER,
    "2025-12-20~1/10": TURN,
}


@every("form", ["NFC", "NFD"])
@every("words", WRITTEN)
def test_a_period_is_read_as_people_write_it(words: str, form: Literal["NFC", "NFD"]) -> None:
    written = unicodedata.normalize(form, words)

    assert read_period(written, TUESDAY) == (WRITTEN[words], "")
    assert read_period(f"교통과 {written}", TUESDAY) == (WRITTEN[words], "교통과")
    assert read_period(f"  {written}  factors ", TUESDAY) == (WRITTEN[words], "factors")


@given(DAYS)
def test_every_name_means_the_period_of_today_or_the_one_before(today: date) -> None:
    for name, (kind, which) in period_words().named.items():
        for written in (name, name.replace(" ", ""), name.replace(" ", "  ").upper()):
            found, left = read_period(written, today)

            assert found is not None, written
            assert not left
            assert found.kind is kind
            after = period_with(kind, found.last + timedelta(days=1))
            assert (found if which is Which.THIS else after) == period_with(kind, today)


def test_every_language_names_every_kind_and_no_two_periods_share_a_word() -> None:
    languages = catalogues()
    named = {
        (word.replace(" ", ""), kind, which)
        for table in languages
        for kind, words in table[NAMES].items()
        for which, each in words.items()
        for word in each
    }

    assert all(table[NAMES].keys() == {DAY, WEEK, MONTH, QUARTER, YEAR} for table in languages)
    assert all(kind.keys() == set(Which) for table in languages for kind in table[NAMES].values())
    assert len({table[MARKS].keys() == languages[0][MARKS].keys() for table in languages}) == 1
    assert len({word for word, _, _ in named}) == len(named)


@pytest.mark.parametrize("words", ["", "교통과", "factors", "교통과 고소", "20264", "112", "1팀"])
def test_words_that_are_no_period_are_left(words: str) -> None:
    assert read_period(words, TUESDAY) == (None, words)


def test_of_two_periods_the_first_is_meant_and_the_other_is_left() -> None:
    assert read_period("이번주 지난주", TUESDAY) == (WRITTEN["이번 주"], "지난주")
    assert read_period("11월 1팀", TUESDAY) == (NOVEMBER, "1팀")


def test_a_comma_hides_no_period() -> None:
    assert read_period("지난주, 교통과", TUESDAY) == (WRITTEN["지난 주"], "교통과")
    assert read_period("교통과,11월", TUESDAY) == (NOVEMBER, "교통과")


@pytest.mark.parametrize(
    ("words", "reason"),
    [("13월", Reason.WRONG_PERIOD), ("2월 30일", Reason.WRONG_PERIOD), ("2027년 1분기", Reason.PERIOD_AHEAD)],
)
def test_a_period_that_cannot_be_is_refused(words: str, reason: Reason) -> None:
    with pytest.raises(Refused) as refused:
        read_period(f"교통과 {words}", TUESDAY)

    assert refused.value.reason is reason
    assert refused.value.facts["word"] == words.replace(" ", "")
