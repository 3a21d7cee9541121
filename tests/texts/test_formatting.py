"""Facts in sentences: times, plurals, escaping, mentions."""

from datetime import date

from bot.texts import Texts, load_texts
from bot.texts.formatting import Formatter, escape
from tests.steps.builders import MONDAY, seoul

KOREAN, ENGLISH = load_texts("ko"), load_texts("en")


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
    assert in_words(ENGLISH, "{n:,:row/rows}", n=1234) == "1,234 rows"


def test_a_particle_follows_a_fact_that_is_written_in_its_own_form() -> None:
    said = [in_words(KOREAN, "{at:day:이/가} {at:month:으로/로}", at=at) for at in (MONDAY, date(2026, 12, 2))]

    assert said == ["11월 23일(월)이 2026년 11월로", "12월 2일(수)이 2026년 12월로"]


def test_facts_are_escaped_in_mrkdwn_and_left_alone_in_plain_text() -> None:
    word = "<!channel> & *굵게*"

    assert escape(word) in KOREAN.mrkdwn("refused.not_a_number", word=word)
    assert word in KOREAN.plain("refused.not_a_number", word=word)


def test_a_mention_in_plain_text_is_put_in_words() -> None:
    facts = {"number": 3, "by": "U0KIM", "since": seoul(MONDAY, 9, 5)}

    assert "<@U0KIM> 님이" in KOREAN.mrkdwn("refused.not_yours", **facts)
    assert "다른 상담원이" in KOREAN.plain("refused.not_yours", **facts)
