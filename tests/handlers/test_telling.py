"""An answer that one way does not take goes another way; what stays in Slack names no petitioner."""

import asyncio
from typing import Any

import pytest

from bot.registry import Command
from bot.sandbox import Person
from bot.views.blocks import actions, button, message, section
from handlers.answering import on_commands
from handlers.installation import Installation
from handlers.outcomes import Message
from handlers.payloads import Typed
from tests.steps.bolt_app import BUTTON, PATIENCE, Bot
from tests.steps.builders import KIM


async def card(_installation: Installation, _typed: Typed) -> Message:
    """Answer, past the interim ack, with a card that holds a number."""
    await asyncio.sleep(PATIENCE.ack + 0.1)
    return message("17번을 맡았습니다.", [section("010-0000-0000"), actions(button(BUTTON, "결과 입력", "17"))])


async def types(bot: Bot, *faults: dict[str, Any], channel: str | None = None) -> Person:
    """Type a command while something fails."""
    on_commands(bot.app, bot.installation, {Command.QUEUE: card})
    kim = await bot.person(KIM)
    for fault in faults:
        await bot.sandbox.fault(fault)
    await kim.types("/queue", channel=channel)
    return kim


HOOKS = {"method": "response_url", "times": 9}


async def test_what_a_response_url_took_is_said_once(bot: Bot) -> None:
    kim = await types(bot)

    await kim.waits_to_see("010-0000-0000", where="ephemeral")
    await bot.installation.finish(2.0)

    seen = await kim.sees()
    assert sum("010-0000" in each.words for each in seen.ephemeral) == 1
    assert not seen.direct


@pytest.mark.parametrize("kind", ["http_500", "dropped", "stuck", "unanswered"])
async def test_an_answer_that_a_response_url_does_not_take_is_said_beside_it(bot: Bot, kind: str) -> None:
    kim = await types(bot, {**HOOKS, "fault": kind, "seconds": 1})

    assert await kim.waits_to_see("010-0000-0000", where="ephemeral")
    assert not (await kim.sees()).direct


async def test_a_response_url_that_did_not_answer_is_not_waited_for_by_the_next(bot: Bot) -> None:
    kim = await types(bot, {**HOOKS, "fault": "stuck", "seconds": 1})
    await kim.waits_to_see("010-0000-0000", where="ephemeral")
    await bot.sandbox.fault({"clear": True})
    await bot.sandbox.fault({"method": "response_url", "fault": "http_500"})

    await kim.types("/queue")

    await kim.waits_until(lambda seen: sum("010-0000" in each.words for each in seen.ephemeral) > 1)
    assert bot.sandbox.slack.faults.take("response_url", None) is not None  # nobody met it


async def test_where_the_bot_is_not_the_answer_comes_in_brief_by_direct_message(
    bot: Bot, capsys: pytest.CaptureFixture[str]
) -> None:
    bot.sandbox.workspace.add_channel(id="C0ELSEWHERE", name="다른 곳", members=[KIM])

    kim = await types(bot, {**HOOKS, "fault": "http_500"}, channel="C0ELSEWHERE")

    brief = await kim.waits_to_see("17번을 맡았습니다", where="direct")
    assert brief.offers(BUTTON, "17")
    assert "010-0000" not in brief.words
    said = capsys.readouterr().out
    assert "answer.refused" in said
    assert "010-0000" not in said


async def test_while_slack_takes_nothing_the_answer_is_tried_again(bot: Bot) -> None:
    failing = ("response_url", "chat.postEphemeral", "chat.postMessage")

    kim = await types(bot, *({"method": each, "fault": "http_500"} for each in failing))

    assert await kim.waits_to_see("010-0000-0000", where="ephemeral")
