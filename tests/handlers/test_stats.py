"""`/stats`: a topic, a period and a department or petition type, in any order and any language's words."""

import pytest

from bot.domain.figures.topics import StatsTopic
from bot.domain.refusals import Reason, Refused
from bot.texts import LOCALES
from bot.texts.words import words_for
from handlers.payloads import Click
from handlers.stats import ANSWERS, clicked, question_in
from tests.steps.bolt_app import Bot
from tests.steps.builders import KIM


def test_every_topic_has_its_answer() -> None:
    assert ANSWERS.keys() == set(StatsTopic)


@pytest.mark.parametrize("topic", StatsTopic)
async def test_a_topic_is_understood_in_every_language(bot: Bot, topic: StatsTopic) -> None:
    for word in (word for locale in LOCALES for word in words_for(topic, locale)):
        asked = question_in(bot.installation, KIM, f"교통과 {word} 2026-10")

        assert (asked.topic, asked.word) == (topic, "교통과")
        assert asked.period.first.isoformat() == "2026-10-01"


async def test_of_two_topics_the_second_is_a_department(bot: Bot) -> None:
    asked = question_in(bot.installation, KIM, "요인 칭찬")

    assert (asked.topic, asked.word) == (StatsTopic.FACTORS, "칭찬")


async def test_without_a_period_this_month_is_meant(bot: Bot) -> None:
    asked = question_in(bot.installation, KIM, "")

    assert (asked.topic, asked.word) == (StatsTopic.SUMMARY, "")
    assert asked.period.first.isoformat() == "2026-11-01"


def press(bot: Bot, value: str) -> Click:
    """A button that carries something."""
    return Click.of({"user": {"id": KIM}, "actions": [{"value": value}]}, bot.client)


async def test_a_button_asks_again_for_its_period_and_department(bot: Bot) -> None:
    asked = clicked(bot.installation, press(bot, "month:2026-10-01:2026-10-31|교통과"), StatsTopic.PRAISE)

    assert (asked.topic, asked.word) == (StatsTopic.PRAISE, "교통과")
    assert asked.period.first.isoformat() == "2026-10-01"


async def test_a_button_of_another_version_is_refused(bot: Bot) -> None:
    with pytest.raises(Refused) as refused:
        clicked(bot.installation, press(bot, "october"), StatsTopic.SUMMARY)

    assert refused.value.reason is Reason.OLD_BUTTON
