"""When somebody is to be phoned again, as operators type it."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.texts.words import promise_in
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
