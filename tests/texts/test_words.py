"""Words that people type: each enumeration has its own in every language, and none means two things."""

import unicodedata
from collections import Counter
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calls.dispositions import Disposition
from bot.domain.figures.topics import StatsTopic
from bot.registry import HolidayVerb, SubjectVerb, Topic
from bot.texts import LOCALES, catalogue_of, load_texts
from bot.texts.words import TYPED, WORDS, meaning_of, number_in, words_for
from tests.steps.vectors import every

KINDS = pytest.mark.parametrize("kind", TYPED, ids=lambda kind: kind.__name__)


@pytest.mark.parametrize("locale", LOCALES)
@KINDS
def test_every_language_has_words_for_each_member_and_for_nothing_else(kind: type[StrEnum], locale: str) -> None:
    assert catalogue_of(locale)[WORDS][TYPED[kind]].keys() == set(kind)
    assert all(words_for(member, locale) for member in kind)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_language_holds_words_of_what_is_typed_alone(locale: str) -> None:
    assert catalogue_of(locale)[WORDS].keys() == set(TYPED.values())


@KINDS
def test_every_word_means_its_own_member(kind: type[StrEnum]) -> None:
    words = [(word, member) for member in kind for locale in LOCALES for word in words_for(member, locale)]
    words += [(member.value, member) for member in kind]

    assert not [(word, member) for word, member in words if meaning_of(kind, word) is not member]


@pytest.mark.parametrize("locale", LOCALES)
@KINDS
def test_no_word_stands_twice(kind: type[StrEnum], locale: str) -> None:
    words = Counter(word for member in kind for word in words_for(member, locale))

    assert words.total() == len(words)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_result_is_understood_as_it_is_shown(locale: str) -> None:
    texts = load_texts(locale)

    assert all(meaning_of(Disposition, texts.word("disposition", each)) is each for each in Disposition)


@every(
    ("word", "meant"),
    [
        ("부재", Disposition.NO_ANSWER),
        ("부재·무응답", Disposition.NO_ANSWER),
        ("통화 중", Disposition.BUSY),
        ("통화중", Disposition.BUSY),
        ("보이스피싱", Disposition.PHISHING_SUSPECTED),
        ("NO_ANSWER", Disposition.NO_ANSWER),
        ("no answer", Disposition.NO_ANSWER),
        (unicodedata.normalize("NFD", "결번"), Disposition.WRONG_NUMBER),
        ("성공", Disposition.ANSWERED),
        ("도움말", Topic.HELP),
        ("HELP", Topic.HELP),
        ("?", Topic.HELP),
        ("보이스피싱", StatsTopic.PHISHING),
        ("삭제", HolidayVerb.REMOVE),
        ("삭제", SubjectVerb.DELETE),
    ],
)
def test_words_are_understood_as_people_write_them(word: str, meant: StrEnum) -> None:
    assert meaning_of(type(meant), word) is meant


@pytest.mark.parametrize("word", ["메롱", "", " ", "."])
@KINDS
def test_another_word_means_nothing(kind: type[StrEnum], word: str) -> None:
    assert meaning_of(kind, word) is None


@every(
    ("word", "number"),
    [
        ("17", 17),
        ("#17", 17),
        ("17번", 17),
        ("3명", 3),
        ("１７", 17),
        ("3,", 3),
        ("“17”", 17),
        ('"17번"', 17),
        ("3.", None),
        ("번", None),
        ("17일", None),
        ("", None),
        ("-1", None),
        ("9" * 9, 999_999_999),
        ("9" * 10, None),
    ],
)
def test_numbers_are_read_as_people_write_them(word: str, number: int | None) -> None:
    assert number_in(word) == number


@given(st.text(max_size=200))
def test_no_word_whatever_breaks_the_look_up(word: str) -> None:
    assert meaning_of(Disposition, word) in {None, *Disposition}
    assert number_in(word) is None or word
