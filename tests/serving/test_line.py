"""The line to Slack ends without leaving anybody unanswered."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.clock import MovableClock
from bot.registry import Command
from bot.sandbox.person import AppDidNotRespond
from bot.views.blocks import message
from handlers.answering import on_commands
from handlers.installation import Installation
from handlers.outcomes import Message
from handlers.payloads import Typed
from tests.steps.bolt_app import BUTTON, Bot, bolt_app
from tests.steps.builders import KIM, LEE

DONE = "끝났습니다."
SECONDS = 10.0


@pytest.fixture
async def bot(sqlite_url: str, clock: MovableClock) -> AsyncIterator[Bot]:
    """An app that is connected."""
    async with bolt_app(sqlite_url, clock) as bot:
        yield bot


async def at_once(_installation: Installation, _typed: Typed) -> Message:
    return message(DONE)


async def test_what_slack_sent_before_it_heard_of_the_end_is_done_and_answered_beside_slacks_error(bot: Bot) -> None:
    on_commands(bot.app, bot.installation, {Command.QUEUE: at_once})
    kim = await bot.person(KIM)
    await bot.sandbox.fault({"crosses": True})
    typing = asyncio.create_task(kim.types("/queue"))
    await asyncio.wait({typing}, timeout=0.2)

    await bot.line.leave(SECONDS)

    with pytest.raises(AppDidNotRespond):
        await typing
    assert (await kim.sees()).ephemeral[-1].words.splitlines()[0] == DONE


async def test_nobody_who_waits_for_an_answer_keeps_a_line_from_ending_and_they_have_it_all_the_same(bot: Bot) -> None:
    begun, may_end = asyncio.Event(), asyncio.Event()

    async def wait(_installation: Installation, _typed: Typed) -> Message:
        begun.set()
        await may_end.wait()
        return message(DONE)

    on_commands(bot.app, bot.installation, {Command.QUEUE: wait})
    bot.installation.patience.hurry()
    kim = await bot.person(KIM)
    first = await kim.types("/queue")
    leaving = asyncio.create_task(bot.line.leave(SECONDS))
    ended_early, _ = await asyncio.wait({leaving}, timeout=0.3)
    is_connected = bot.sandbox.slack.line.is_connected

    may_end.set()
    await leaving

    assert first is not None
    assert (bool(ended_early), is_connected) == (False, False)
    assert (await kim.sees()).ephemeral[-1].words.splitlines()[0] == DONE


async def test_what_has_arrived_is_acknowledged_before_the_line_ends(bot: Bot) -> None:
    begun, may_end = asyncio.Event(), asyncio.Event()

    async def listener(ack: AsyncAck) -> None:
        begun.set()
        await may_end.wait()
        await ack()

    bot.app.action(BUTTON)(listener)
    await bot.post_button()
    lee = await bot.person(LEE)
    clicking = asyncio.create_task(lee.clicks(BUTTON))
    await begun.wait()
    leaving = asyncio.create_task(bot.line.leave(SECONDS))
    ended_early, _ = await asyncio.wait({leaving}, timeout=0.3)
    is_connected = bot.sandbox.slack.line.is_connected
    may_end.set()

    await asyncio.gather(leaving, clicking)

    assert (bool(ended_early), is_connected) == (False, True)
