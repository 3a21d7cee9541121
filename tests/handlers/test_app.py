"""A request is taken once: repeated, it gets the first one's answer; while it is being served, nobody leaves."""

import asyncio
from typing import Any

import pytest
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.demo.guide import CHANNEL
from bot.domain.refusals import Reason, Refused
from bot.domain.trail import Door
from bot.registry import Command
from bot.sandbox.workspace import TEAM
from bot.services.desk import ORIGIN, REQUEST
from bot.views.answers import told
from handlers.answering import on_commands, on_forms
from handlers.app import door_of, request_key
from handlers.installation import Installation
from handlers.outcomes import Message
from handlers.payloads import Submission, Typed
from tests.steps.bolt_app import Bot
from tests.steps.builders import KIM

COMMAND = {
    "command": "/queue",
    "text": "",
    "user_id": KIM,
    "team_id": TEAM,
    "channel_id": CHANNEL,
    "trigger_id": "1.1",
    "response_url": "http://127.0.0.1:9/gone",
}
FORM = {
    "type": "view_submission",
    "user": {"id": KIM, "team_id": TEAM},
    "team": {"id": TEAM},
    "trigger_id": "2.2",
    "view": {"id": "V1", "hash": "x", "type": "modal", "callback_id": "form", "blocks": [], "state": {"values": {}}},
}


class Counted:
    """Work that counts how often it is done."""

    def __init__(self, *, refuses: bool = False) -> None:
        self.times = 0
        self._refuses = refuses

    async def __call__(self, _installation: Installation, _asked: Typed | Submission) -> Message:
        """Do it, slowly enough to be asked again meanwhile."""
        self.times += 1
        await asyncio.sleep(0.1)
        if self._refuses:
            raise Refused(Reason.NOTHING_CLAIMED)
        return told(f"{self.times}번째")


async def test_a_repeated_command_gets_the_first_answer(bot: Bot) -> None:
    work = Counted()
    on_commands(bot.app, bot.installation, {Command.QUEUE: work})

    together = await asyncio.gather(*(bot.carry("slash_commands", COMMAND) for _ in range(3)))
    later = await bot.carry("slash_commands", COMMAND)

    assert work.times == 1
    assert all(answer == later for answer in together)
    assert "1번째" in later["text"]


async def test_an_answer_is_remembered_for_a_time(bot: Bot) -> None:
    work = Counted()
    on_commands(bot.app, bot.installation, {Command.QUEUE: work})

    await bot.carry("slash_commands", COMMAND)
    bot.app.forget(60.0)
    again = await bot.carry("slash_commands", COMMAND)
    bot.app.forget(0.0)
    anew = await bot.carry("slash_commands", COMMAND)

    assert ("1번째" in again["text"], "2번째" in anew["text"]) == (True, True)


async def test_another_command_is_another_request(bot: Bot) -> None:
    work = Counted()
    on_commands(bot.app, bot.installation, {Command.QUEUE: work})

    await bot.carry("slash_commands", COMMAND)
    await bot.carry("slash_commands", {**COMMAND, "trigger_id": "1.2"})

    assert work.times == 2


@pytest.mark.parametrize(("refuses", "times"), [(False, 1), (True, 2)])
async def test_a_form_is_taken_once_unless_it_came_back_with_errors(bot: Bot, times: int, *, refuses: bool) -> None:
    work = Counted(refuses=refuses)
    on_forms(bot.app, bot.installation, {"form": (work, "field")})

    answers = [await bot.carry("interactive", FORM) for _ in range(2)]

    assert work.times == times
    assert ("errors" in answers[0]) is refuses


async def test_the_desk_knows_the_request_that_is_served(bot: Bot) -> None:
    known: list[Any] = []

    async def look(_installation: Installation, _typed: Typed) -> Message:
        request = REQUEST.get()
        known.append((request and request.id, ORIGIN.get().door))
        return told("봤습니다.")

    on_commands(bot.app, bot.installation, {Command.QUEUE: look})

    await bot.carry("slash_commands", COMMAND)

    assert known == [(request_key(COMMAND), Door.COMMAND)]
    assert [door_of({"type": kind}) for kind in ("block_actions", "view_submission", "event_callback")] == [
        Door.CLICK,
        Door.FORM,
        Door.UNKNOWN,
    ]


async def test_what_came_in_is_acknowledged_before_the_app_stops(bot: Bot) -> None:
    begun, may_end = asyncio.Event(), asyncio.Event()

    async def wait(_installation: Installation, _typed: Typed) -> Message:
        begun.set()
        await may_end.wait()
        return told("끝났습니다.")

    on_commands(bot.app, bot.installation, {Command.QUEUE: wait})
    asked = asyncio.create_task(bot.carry("slash_commands", COMMAND))
    await begun.wait()
    finished = asyncio.create_task(bot.app.finish(10))

    done_early, _ = await asyncio.wait({finished}, timeout=0.2)
    may_end.set()
    await finished

    assert not done_early
    assert "끝났습니다" in (await asked)["text"]


async def test_an_acknowledgement_leaves_as_soon_as_it_is_given(bot: Bot) -> None:
    begun, may_end, went_on = asyncio.Event(), asyncio.Event(), asyncio.Event()

    @bot.app.command("/slow")
    async def on_slow(ack: AsyncAck) -> None:
        begun.set()
        await may_end.wait()
        await ack("끝났습니다.")
        await asyncio.sleep(0.03)
        went_on.set()

    request = AsyncBoltRequest(body={**COMMAND, "command": "/slow"}, mode="socket_mode")
    asked = asyncio.create_task(bot.app.async_dispatch(request))
    await begun.wait()
    may_end.set()
    for _ in range(10):  # turns of the loop: none of them waits for a clock
        await asyncio.sleep(0)

    assert asked.done()
    assert "끝났습니다" in asked.result().body
    await asyncio.wait_for(went_on.wait(), 5)


@pytest.mark.parametrize(
    ("body", "key"),
    [
        (COMMAND, "trigger:1.1"),
        ({"type": "block_actions", "trigger_id": "3.3"}, "trigger:3.3"),
        ({"type": "event_callback", "event_id": "Ev1"}, "event:Ev1"),
        ({"type": "block_suggestion", "trigger_id": "4.4"}, None),
        ({}, None),
    ],
)
def test_a_request_has_the_name_that_slack_repeats(body: dict[str, Any], key: str | None) -> None:
    assert request_key(body) == key


def test_another_value_makes_another_form() -> None:
    view = {**FORM["view"], "state": {"values": {"word": "다른 글"}}}  # type: ignore[dict-item]  # a view is a dict

    assert request_key(FORM) == request_key({**FORM})
    assert request_key(FORM) != request_key({**FORM, "view": view})


async def test_the_first_request_does_not_wait_for_slack_to_say_who_we_are(bot: Bot) -> None:
    await bot.sandbox.fault({"method": "auth.test", "fault": "slow", "seconds": 5})

    @bot.app.command("/queue")
    async def on_queue(ack: AsyncAck) -> None:
        await ack("답")

    answer = await (await bot.person(KIM)).types("/queue")

    assert answer is not None
    assert answer.text == "답"
