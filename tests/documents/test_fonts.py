"""People's words made fit for the font."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.documents.fonts import clipped, folded, printable
from bot.texts import LOCALES, load_texts


def test_decomposed_hangul_is_composed() -> None:
    assert printable(unicodedata.normalize("NFD", "한빛경찰서")) == "한빛경찰서"


def test_what_the_font_cannot_write_is_left_out() -> None:
    assert printable("교통🚓과\u202e") == "교통과"
    assert printable("🚓") == "?"
    assert printable("5 − 1") == "5 - 1"


def test_marks_of_formulas_and_markup_stay_as_they_are() -> None:
    assert printable("$x_1$ <b> & {nb} **굵게**") == "$x_1$ <b> & {nb} **굵게**"


def test_a_long_name_is_cut_with_dots() -> None:
    assert clipped("가나다라마바사", 9) == "가나다라…"
    assert clipped("짧은 이름", 9) == "짧은 이름"


def test_lines_break_between_words_where_they_can() -> None:
    assert folded("not told of progress", 16, 2) == "not told of\nprogress"
    assert folded("아주아주긴부서이름", 8, 2) == "아주아주\n긴부서…"


@pytest.mark.parametrize("locale", LOCALES)
def test_the_font_has_every_letter_of_a_language(locale: str) -> None:
    letters = {letter for words in load_texts(locale).sentences.values() for letter in words if letter.isalpha()}

    assert not {letter for letter in letters if printable(letter) != letter}


@given(st.text(max_size=60), st.integers(4, 30), st.integers(1, 3))
def test_whatever_people_write_fits_its_place(words: str, width: int, lines: int) -> None:
    written = folded(words, width, lines)

    assert written.count("\n") < lines
    for line in written.split("\n"):
        assert sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in line) <= width
