"""Numbers that belong to somebody are found in free text; those of offices and papers are let through."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.keeping.personal_numbers import checked, holds_number
from bot.domain.refusals import FormRefused, Reason
from tests.steps.vectors import every


@every(
    "words",
    [
        "010-0000-1234로 연락 바람",
        "01000001234",
        "010 0000 1234",
        "+82-10-0000-1234",
        "０１０－００００－１２３４",
        "010‐0000‐1234",
        "800101-1234567",
        "8001011234567",
        "4000-0000-0000-0002 카드",
        "110-123-456789 계좌",
        "123-45-678901 계좌",
        "3333-01-1234567-01",
        "3333-01-1234567로 송금",
    ],
)
def test_a_number_of_somebody_is_found(words: str) -> None:
    assert holds_number(words)


@every(
    "words",
    [
        "02-0000-0112로 문의하시면 됩니다",
        "031-000-0000 민원실",
        "접수번호 2026-11-0102",
        "2026-12-01까지 답변",
        "112에 신고",
        "12-345-67890",
        "070-0000-1234",
        "080-000-12345",
        "0502-000-12345",
        "064-000-12345 민원실",
        "031-0000-0000",
        "제12조 제3항, 2026년 11월 23일 14:30",
        "12만 원짜리 범칙금 2건",
        "",
    ],
)
def test_office_lines_dates_and_receipts_are_let_through(words: str) -> None:
    assert not holds_number(words)


@given(st.text(), st.text(), st.integers(0, 9999_9999))
def test_a_mobile_number_is_found_wherever_it_stands(before: str, after: str, number: int) -> None:
    digits = f"010-{number // 10_000:04}-{number % 10_000:04}"

    assert holds_number(f"{before} {digits} {after}")


def test_words_lose_the_blanks_around_them() -> None:
    assert checked("  곧 알려 드리겠습니다 \n", "answer", Reason.ANSWER_MISSING) == "곧 알려 드리겠습니다"


@pytest.mark.parametrize(
    ("words", "why"),
    [("", Reason.ANSWER_MISSING), (" \n", Reason.ANSWER_MISSING), ("010-0000-1234로 연락", Reason.PERSONAL_NUMBER)],
)
def test_nothing_and_numbers_are_refused_at_the_field(words: str, why: Reason) -> None:
    with pytest.raises(FormRefused) as refused:
        checked(words, "answer", Reason.ANSWER_MISSING)

    assert refused.value.errors == {"answer": why}
