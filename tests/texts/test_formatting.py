"""Facts in sentences: times, plurals, escaping, mentions."""

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


def test_facts_are_escaped_in_mrkdwn_and_left_alone_in_plain_text() -> None:
    word = "<!channel> & *굵게*"

    assert escape(word) in KOREAN.mrkdwn("refused.not_a_number", word=word)
    assert word in KOREAN.plain("refused.not_a_number", word=word)


def test_a_mention_in_plain_text_is_put_in_words() -> None:
    facts = {"number": 3, "by": "U0KIM", "since": seoul(MONDAY, 9, 5)}

    assert "<@U0KIM>" in KOREAN.mrkdwn("refused.not_yours", **facts)
    assert "다른 상담원" in KOREAN.plain("refused.not_yours", **facts)
