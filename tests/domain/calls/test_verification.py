"""What somebody asks at the main number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calls.verification import LookupQuestion, read_question


@pytest.mark.parametrize("words", ["0421", " 0421 ", "０４２１"])
def test_four_digits_are_a_code(words: str) -> None:
    assert read_question(words) == LookupQuestion(code="0421")


@pytest.mark.parametrize("words", ["010-0000-1001", "01000001001", "+82 10 0000 1001"])
def test_a_number_is_found_however_it_is_typed(words: str) -> None:
    assert read_question(words) == LookupQuestion(phone="01000001001")


@pytest.mark.parametrize("words", ["", "421", "04215", "홍길순", "٠٤٢١"])
def test_anything_else_is_no_question(words: str) -> None:
    assert read_question(words) is None


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_code_a_number_or_nothing(words: str) -> None:
    question = read_question(words)

    assert question is None or (question.code is None) != (question.phone is None)
