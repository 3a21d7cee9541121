"""Days ahead with which words begin."""

from datetime import date

import pytest

from bot.texts.words import last_day_in
from tests.steps.builders import MONDAY


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
