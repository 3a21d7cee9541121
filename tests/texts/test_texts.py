"""Sentences: particles, times, plurals, escaping, words for results."""

import pytest

from bot.texts import Texts, load_texts
from bot.texts.formatting import Formatter, escape
from bot.texts.particles import with_particle
from tests.steps.builders import MONDAY, seoul

KOREAN, ENGLISH = load_texts("ko"), load_texts("en")


@pytest.mark.parametrize(
    ("word", "pair", "expected"),
    [
        ("상담원", "이/가", "상담원이"),
        ("교환수", "이/가", "교환수가"),
        ("서울", "으로/로", "서울로"),
        ("부산", "으로/로", "부산으로"),
        ("대구", "으로/로", "대구로"),
        ("17", "을/를", "17을"),
        ("3", "으로/로", "3으로"),
        ("7", "으로/로", "7로"),
        ("5", "이/가", "5가"),
        ("02-0000-0112", "으로/로", "02-0000-0112로"),
        ("홍길동(대리인)", "은/는", "홍길동(대리인)은"),
        ("SMITH", "은/는", "SMITH는"),
        ("‘부재’", "을/를", "‘부재’를"),
        ("", "이/가", "가"),
    ],
)
def test_particles_fit_the_word_before_them(word: str, pair: str, expected: str) -> None:
    assert with_particle(word, pair) == expected


def in_words(texts: Texts, sentence: str, **facts: object) -> str:
    """A sentence with its facts, in plain text."""
    return Formatter(texts.grammar, mrkdwn=False).vformat(sentence, (), facts)


def test_moments_are_written_in_seoul() -> None:
    at = seoul(MONDAY, 9, 5)

    assert in_words(KOREAN, "{at:day} {at:time}", at=at) == "11월 23일(월) 09:05"
    assert in_words(ENGLISH, "{at:when}", at=at) == "Mon 23 Nov 09:05"


def test_english_counts_one_and_many() -> None:
    said = [in_words(ENGLISH, "{n:call/calls}", n=number) for number in (0, 1, 2)]

    assert said == ["0 calls", "1 call", "2 calls"]


def test_facts_are_escaped_in_mrkdwn_and_left_alone_in_plain_text() -> None:
    word = "<!channel> & *굵게*"

    assert escape(word) in KOREAN.mrkdwn("refused.not_a_number", word=word)
    assert word in KOREAN.plain("refused.not_a_number", word=word)


def test_a_mention_in_plain_text_is_put_in_words() -> None:
    facts = {"number": 3, "by": "U0KIM", "since": seoul(MONDAY, 9, 5)}

    assert "<@U0KIM>" in KOREAN.mrkdwn("refused.not_yours", **facts)
    assert "다른 상담원" in KOREAN.plain("refused.not_yours", **facts)
