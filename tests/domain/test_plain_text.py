"""What letters a text really holds."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.plain_text import plain_text
from tests.steps.vectors import every


@every(
    ("written", "plain"),
    [
        ("홍\u200b길동", "홍길동"),
        (unicodedata.normalize("NFD", "홍길동"), "홍길동"),
        ("０１０", "010"),
        ("010–0000—1001", "010-0000-1001"),
        ("010ー0000ー1001", "010-0000-1001"),
        ("스미스ー", "스미스ー"),
        ("가\u00a0나\u3000다", "가 나 다"),
        ("가\r\n나_x000D_", "가\n나\n"),
    ],
)
def test_invisible_marks_go_and_look_alikes_become_the_plain_letter(written: str, plain: str) -> None:
    assert plain_text(written) == plain


@given(st.text(max_size=60))
def test_a_plain_text_stays_as_it_is(text: str) -> None:
    once = plain_text(text)

    assert unicodedata.is_normalized("NFC", once)
    assert "\u200b" not in once


def test_every_full_width_sign_becomes_the_narrow_one() -> None:
    narrow = "".join(map(chr, range(ord("!"), ord("~") + 1)))

    assert plain_text("".join(chr(ord(each) + 0xFEE0) for each in narrow)) == narrow


def test_no_more_is_read_than_excel_keeps_in_a_cell() -> None:
    assert len(plain_text("가" * 32_767)) == 32_767
    assert len(plain_text("가" * 32_768)) == 32_767
