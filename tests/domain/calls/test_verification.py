"""What somebody asks at the main number."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calls.verification import LookupQuestion, code_as_said, is_live, read_question
from tests.steps.builders import MONDAY, seoul
from tests.steps.vectors import every

VALID = timedelta(days=14)


@every(
    "words",
    [
        "042113",
        "042 113",
        "042-113",
        " 042113 ",
        "０４２ １１３",
        "042–113",
        "확인번호 042 113",
        "042113번",
        "`042 113`",
    ],
)
def test_six_digits_are_a_code_with_or_without_a_space(words: str) -> None:
    assert read_question(words) == LookupQuestion(code="042113")


def test_a_code_is_shown_in_two_halves() -> None:
    assert code_as_said("042113") == "042 113"


@pytest.mark.parametrize("words", ["010-0000-1001", "01000001001", "+82 10 0000 1001"])
def test_a_number_is_found_however_it_is_typed(words: str) -> None:
    assert read_question(words) == LookupQuestion(phone="01000001001")


@pytest.mark.parametrize("words", ["김수영", " 경위 김수영 ", "JOHN SMITH"])
def test_words_without_digits_are_the_name_that_a_caller_gave(words: str) -> None:
    assert read_question(words) == LookupQuestion(name=words.strip())


@every("words", ["", "4211", "04215", "0421130", "확인번호", "김수영2", "???", "٠٤٢١١٣", "가" * 41])
def test_anything_else_is_no_question(words: str) -> None:
    assert read_question(words) is None


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_code_a_number_a_name_or_nothing(words: str) -> None:
    question = read_question(words)

    assert question is None or [question.code, question.phone, question.name].count(None) == 2


@pytest.mark.parametrize(
    ("is_open", "days", "lives"), [(True, 400, True), (False, 14, True), (False, 14.01, False), (False, 0, True)]
)
def test_a_code_lives_while_anything_is_open_and_fourteen_days_after_somebody_phoned(
    days: float, *, is_open: bool, lives: bool
) -> None:
    phoned = seoul(MONDAY, 10)

    assert is_live(is_open=is_open, last_phoned=phoned, now=phoned + timedelta(days=days), valid=VALID) == lives
