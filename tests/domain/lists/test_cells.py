"""What cells say, whatever wrote them."""

import math
import unicodedata
from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.lists.cells import beginning_of, is_blank, is_ditto, may_be_ditto, says_nothing, text_of, words_of
from bot.domain.plain_text import plain_text
from tests.steps.vectors import every

ANYTHING = st.one_of(
    st.none(), st.text(), st.text(st.characters()), st.integers(), st.floats(), st.booleans(), st.dates(),
    st.datetimes(timezones=st.none() | st.timezones()), st.times(), st.timedeltas(), st.binary(), st.lists(st.text()),
)  # fmt: skip


@every(
    ("cell", "text"),
    [
        ('="010-0000-1204"', "010-0000-1204"),
        ('="2026-11-24"', "2026-11-24"),
        ('=""', ""),
        ('=""010-0000-1204""', "010-0000-1204"),
        ('="010-0000-1204', "010-0000-1204"),
        ("'01000001203", "01000001203"),
        ('"홍길동"', "홍길동"),
        ('"홍길동', "홍길동"),
        ('홍길동"', "홍길동"),
        ("''''홍길동", "홍길동"),
        ("'''''홍길동", "'홍길동"),
        ("교통사고_x000D_\n문의", "교통사고\n문의"),
        ("홍길동_x0000_", "홍길동"),
        ("_x005F_x000D_", "_x000D_"),
        ("_xD800_", ""),
        ("２０２６．１１．２４", "2026.11.24"),
        ("（오후）", "(오후)"),
        ("\u202d010-0000-1201\u202c", "010-0000-1201"),
        ("010\u200b-0000\u200b-1202", "010-0000-1202"),
        ("010\u00ad0000\u00ad1204", "01000001204"),
        ("\ufeff접수번호", "접수번호"),
        ("홍\u00a0길동\u3000", "홍 길동"),
        ("2026–11—24", "2026-11-24"),
        ("010ㅡ0000ㅡ1204", "010-0000-1204"),
        ("홍ㅡ동", "홍ㅡ동"),
        (unicodedata.normalize("NFD", "연락거부"), "연락거부"),
        (1012345678.0, "1012345678"),
        (46350.41666, "46350.41666"),
        (0.1 + 0.2, "0.3"),
        (2026112400001234, "2026112400001234"),
        (True, "TRUE"),
        (None, ""),
        (math.nan, ""),
        (date(2026, 11, 24), "2026-11-24"),
        (datetime(2026, 11, 24, 10, 0), "2026-11-24 10:00"),  # noqa: DTZ001 — as a workbook gives it
        (time(10, 5), "10:05"),
        (timedelta(hours=10), "10:00"),
        (datetime(2026, 11, 24, 1), "2026-11-24 01:00"),  # noqa: DTZ001
        (datetime(2026, 11, 24), "2026-11-24"),  # noqa: DTZ001
        (timedelta(0), "00:00"),
        (timedelta(hours=23, minutes=59), "23:59"),
        (timedelta(days=1), "1"),
        (timedelta(days=1, hours=12), "1.5"),
        (timedelta(hours=-12), "-0.5"),
        (timedelta(days=999_999_999), "999999999"),
        (-0.0, "0"),
        (10**40 - 1, "9" * 40),
        (10**40, ""),
        (10**41, ""),
        ('"한빛" 외 "두리"', '"한빛" 외 "두리"'),
    ],
)
def test_a_cell_says_what_a_person_sees(cell: object, text: str) -> None:
    assert text_of(cell) == text


@every(
    "cell",
    ["〃", '"', "''", '""', "″", "상동", " 상 동 ", "(상동)", "- 상동 -", "“상동”", "( 〃 )", "〃〃", "위와 같음",
     "同上", "ditto", "∥", "‖", "↓", "좌동", "위와 상동", "전항과 같음", "仝"],
)  # fmt: skip
def test_a_ditto_is_known_in_many_ways(cell: str) -> None:
    assert is_ditto(cell)


@every("cell", ["", None, "홍길동", "-", "동상이몽", "상동읍", 1, "'"])
def test_other_cells_are_no_ditto(cell: object) -> None:
    assert not is_ditto(cell)


@every(("text", "may_be"), [("(상동)", True), ("상동".ljust(20), True), ("상동".ljust(21), False), ("홍길동", False)])
def test_only_a_short_text_that_begins_like_a_ditto_may_be_one(text: str, *, may_be: bool) -> None:
    assert may_be_ditto(text) is may_be


@every("cell", ["", " ", None, "\u200b", "\u00a0", '=""', "'", "\ufeff", "\u3164"])
def test_a_cell_that_shows_nothing_is_blank(cell: object) -> None:
    assert is_blank(cell)


@every("cell", ["", "-", "--", ".", "없음", "(없음)", "해당 없음", "N/A", "#N/A", "#REF!", "nan", None])
def test_a_cell_may_say_that_there_is_nothing(cell: object) -> None:
    assert says_nothing(cell)


@given(ANYTHING)
def test_no_cell_whatever_breaks_the_reader(cell: object) -> None:
    text = text_of(cell)

    text.encode()
    assert "\x00" not in text
    assert isinstance(is_ditto(cell), bool)
    assert isinstance(says_nothing(cell), bool)
    assert len(words_of(cell, 20)) <= 20


@given(st.text(st.characters()))
def test_reading_a_text_twice_changes_nothing_more(text: str) -> None:
    once = plain_text(text)

    assert unicodedata.is_normalized("NFC", once)
    assert "_x" in once or plain_text(once) == once


@given(st.text(st.sampled_from("가나다 01-()"), min_size=1).map(str.strip).filter(bool))
def test_quoting_and_invisible_marks_change_nothing(text: str) -> None:
    plain = text_of(text)

    for written in (f'="{text}"', f"'{text}", f"\ufeff{text}\u200b", f"{text}_x000D_", "\u200b".join(text)):
        assert text_of(written) == plain


def test_the_words_of_a_cell_are_cut_after_so_many_letters() -> None:
    assert words_of(" 가\n나  다 ") == "가 나 다"
    assert words_of("가" * 201) == "가" * 200
    assert words_of("가나다", 2) == "가나"


@every("cell", ["없음직", "홍길동", "1", "0", 0, "N", "TRUE", "상동", "〃", "(상동)"])
def test_a_cell_that_says_something_is_not_nothing(cell: object) -> None:
    assert not says_nothing(cell)


@every(
    ("text", "longest", "beginning"),
    [("가 나", 3, "가 나"), ("가 나다", 3, "가"), ("가나다", 2, ""), ("가 나 다", 4, "가 나"), ("", 3, "")],
)
def test_a_long_text_ends_where_a_word_ends(text: str, longest: int, beginning: str) -> None:
    assert beginning_of(text, longest) == beginning
