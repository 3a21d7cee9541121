"""The directory, offered while somebody types, to those who may see it."""

from handlers.people import suggest_officers
from tests.steps.bolt_app import Bot
from tests.steps.builders import KIM, LEE
from tests.steps.desks import hire, operator


async def test_officers_are_offered_by_name_or_unit_and_chosen_by_id(bot: Bot) -> None:
    hire(bot.installation.desk, operator(KIM), operator(LEE, name="정교통", department="교통과"))

    by_name = await suggest_officers(bot.installation, KIM, "정교")
    by_unit = await suggest_officers(bot.installation, KIM, "교통과")

    assert by_name == by_unit
    assert [offered["text"]["text"] for offered in by_name] == ["교통과 경위 정교통"]
    assert by_name[0]["value"].isdecimal()


async def test_nobody_is_offered_to_a_stranger(bot: Bot) -> None:
    hire(bot.installation.desk, operator(KIM))

    assert await suggest_officers(bot.installation, "U0NEW", "상담") == []
