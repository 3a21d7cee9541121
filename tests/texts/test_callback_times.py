"""When somebody is to be phoned again, as operators type it."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.texts.callback_times import promise_in
from tests.steps.builders import MONDAY, TUESDAY, seoul

NOW = seoul(MONDAY, 10)
WEDNESDAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("16:00", seoul(MONDAY, 16)),
        ("오후 4시 반", seoul(MONDAY, 16, 30)),
        ("4시", seoul(MONDAY, 16)),
        ("9시", seoul(MONDAY, 9)),
        ("내일 10:30", seoul(TUESDAY, 10, 30)),
        ("모레 오후 2시", seoul(WEDNESDAY, 14)),
        ("tomorrow 3pm", seoul(TUESDAY, 15)),
        ("11/25 10시", seoul(WEDNESDAY, 10)),
        ("11월 25일 10시 20분", seoul(WEDNESDAY, 10, 20)),
        ("1/4 10:00", seoul(date(2027, 1, 4), 10)),
        ("저녁쯤", None),
        ("내일", None),
        ("13/45 10:00", None),
        ("2/30 10:00", None),
    ],
)
def test_a_promise_is_read(words: str, at: datetime | None) -> None:
    assert promise_in(words, NOW) == at


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("1시간 뒤", seoul(MONDAY, 11)),
        ("한 시간 반 후에", seoul(MONDAY, 11, 30)),
        ("30분 뒤 전화", seoul(MONDAY, 10, 30)),
        ("2시간 10분 후", seoul(MONDAY, 12, 10)),
        ("in 2 hours", seoul(MONDAY, 12)),
        ("in an hour", seoul(MONDAY, 11)),
        ("45 minutes later", seoul(MONDAY, 10, 45)),
        ("내일 1시간 뒤", None),
        ("회의 1시간 뒤", None),
        ("in the morning", None),
        ("4시 30분 뒤", None),
    ],
)
def test_how_long_it_is_until_then_is_read_too(words: str, at: datetime | None) -> None:
    assert promise_in(words, NOW) == at


@given(st.text(max_size=40))
def test_any_words_are_read_or_are_no_time(words: str) -> None:
    promise_in(words, NOW)


FRIDAY, NEXT_MONDAY = date(2026, 11, 27), date(2026, 11, 30)


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("금요일 10시", seoul(FRIDAY, 10)),
        ("이번 주 금요일 오후 2시", seoul(FRIDAY, 14)),
        ("다음 주 월요일 2시", seoul(NEXT_MONDAY, 14)),
        ("다음주 월요일 2시에", seoul(NEXT_MONDAY, 14)),
        ("Friday at 10:00", seoul(FRIDAY, 10)),
        ("3pm on Mon next week", seoul(NEXT_MONDAY, 15)),
        ("25일 10시", seoul(WEDNESDAY, 10)),
        ("3일 10시", seoul(date(2026, 12, 3), 10)),
        ("11/25(수) 14:00", seoul(WEDNESDAY, 14)),
        ("11/23(월) 14:00", seoul(MONDAY, 14)),
        ("오후 2시 내일", seoul(TUESDAY, 14)),
        ("내일오후 2시", seoul(TUESDAY, 14)),
        ("the day after tomorrow 3pm", seoul(WEDNESDAY, 15)),
        ("내일 １４：００쯤 전화", seoul(TUESDAY, 14)),
    ],
)
def test_a_day_is_read_wherever_it_stands_and_by_whatever_name(words: str, at: datetime) -> None:
    assert promise_in(words, NOW) == at


@pytest.mark.parametrize(
    "words",
    [
        "다다음 주 월요일 2시",
        "다음 주 2시",
        "다음 달 2시",
        "월요일 2시",  # today or in a week
        "next Friday 2pm",
        "11/25(금) 14:00",
        "내일 금요일 10시",
        "이번 주 다음 주 금요일 10시",
        "32일 10시",
        "3일 뒤 10시",
        "4시 전에",
        "10시 아니면 11시",
        "10:00-11:00",
        "수요일 목요일 10시",
    ],
)
def test_of_a_day_or_a_time_that_is_not_understood_nothing_is_read(words: str) -> None:
    assert promise_in(words, NOW) is None
