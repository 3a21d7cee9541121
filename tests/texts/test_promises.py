"""When somebody is to be phoned again, as operators type it."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.texts.words import last_day_in, promise_in
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


@given(st.text(max_size=40))
def test_any_words_are_read_or_are_no_time(words: str) -> None:
    promise_in(words, NOW)


@pytest.mark.parametrize(
    ("words", "day", "why"),
    [
        ("2026-12-31 본인 요청", date(2026, 12, 31), "본인 요청"),
        ("2026-12-31까지 본인 요청", date(2026, 12, 31), "본인 요청"),
        ("2026. 12. 31. 본인 요청", date(2026, 12, 31), "본인 요청"),
        ("2026년 12월 31일까지 본인 요청", date(2026, 12, 31), "본인 요청"),
        ("12/31 본인 요청", date(2026, 12, 31), "본인 요청"),
        ("12월 31일 본인 요청", date(2026, 12, 31), "본인 요청"),
        ("12월31일까지, 본인 요청", date(2026, 12, 31), "본인 요청"),
        ("3/1 본인 요청", date(2027, 3, 1), "본인 요청"),
        ("11/23", MONDAY, ""),
        ("내년 3월 1일 본인 요청", date(2027, 3, 1), "본인 요청"),
        ("내년 12/31까지 요청", date(2027, 12, 31), "요청"),
        ("next year 3/1 asked", date(2027, 3, 1), "asked"),
    ],
)
def test_the_last_day_of_something_is_read_as_people_write_it(words: str, day: date, why: str) -> None:
    assert last_day_in(words, MONDAY) == (day, why)


def test_words_without_a_day_name_none_and_a_day_that_does_not_exist_is_an_error() -> None:
    assert last_day_in("본인 요청 12/31", MONDAY) is None
    for words in ("2/30 요청", "13월 1일 요청", "내년 요청", "내년"):
        with pytest.raises(ValueError, match=r"."):
            last_day_in(words, MONDAY)
