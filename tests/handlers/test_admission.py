"""Who may come in: full members of our own workspace, each answered in their own language."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from bot.demo.guide import CHANNEL
from bot.registry import Command
from bot.sandbox import Member
from bot.sandbox.workspace import TEAM
from bot.views.answers import told
from bot.views.blocks import actions, button
from handlers import admission
from handlers.answering import on_clicks, on_commands
from handlers.installation import Installation
from handlers.outcomes import Message
from handlers.payloads import Trigger
from tests.steps.bolt_app import BUTTON, PATIENCE, Bot
from tests.steps.builders import KIM, LEE
from tests.steps.desks import hire, operator


async def greet(installation: Installation, _trigger: Trigger) -> Message:
    """Answer in the reader's language."""
    return told(installation.texts.locale)


@pytest.fixture(autouse=True)
def _admission(bot: Bot) -> None:
    admission.register(bot.app, bot.installation)
    on_commands(bot.app, bot.installation, {Command.QUEUE: greet})
    on_clicks(bot.app, bot.installation, {BUTTON: greet})


async def said(bot: Bot, user: str) -> str:
    """What somebody is answered."""
    answer = await (await bot.person(user)).types("/queue")
    return "" if answer is None else answer.words


def change(bot: Bot, facts: dict[str, Any]) -> None:
    """Something changes about 김상담."""
    workspace = bot.sandbox.workspace
    workspace.add_member(replace(workspace.members[KIM], **facts))


async def test_a_member_comes_in(bot: Bot) -> None:
    assert "ko" in await said(bot, KIM)


@pytest.mark.parametrize("mark", ["is_restricted", "is_ultra_restricted", "is_bot", "is_stranger"])
async def test_guests_and_bots_are_refused(bot: Bot, mark: str) -> None:
    change(bot, {mark: True})

    assert "정식 구성원" in await said(bot, KIM)


async def test_somebody_of_another_workspace_is_refused_beside_the_message(bot: Bot) -> None:
    bot.sandbox.workspace.add_member(Member(id="U9OTHER", name="other", real_name="Other", team_id="T9OTHER"))
    bot.sandbox.workspace.channels[CHANNEL].members.add("U9OTHER")
    await bot.post_button()
    other = await bot.person("U9OTHER")

    await other.clicks(BUTTON)

    assert await other.waits_to_see("정식 구성원", where="ephemeral")


async def test_a_form_of_an_outsider_is_refused_in_its_place(bot: Bot) -> None:
    view = {"id": "V1", "hash": "x", "type": "modal", "callback_id": "form", "blocks": [], "state": {"values": {}}}
    user = {"id": KIM, "team_id": "T9OTHER"}

    answer = await bot.carry(
        "interactive", {"type": "view_submission", "user": user, "team": {"id": TEAM}, "view": view}
    )

    assert answer["response_action"] == "update"
    assert "정식 구성원" in str(answer["view"])


async def test_everybody_is_answered_in_their_own_language(bot: Bot) -> None:
    change(bot, {"locale": "en-US"})

    assert "en" in await said(bot, KIM)


async def test_slack_is_asked_once_about_a_person(bot: Bot) -> None:
    for _ in range(3):
        await said(bot, KIM)

    assert sum(entry["method"] == "users.info" for entry in bot.sandbox.log) == 1


TROUBLE = [{"fault": "internal_error"}, {"fault": "slow", "seconds": 1}]


@pytest.mark.parametrize("trouble", TROUBLE, ids=["fails", "is slow"])
async def test_while_slack_does_not_say_who_it_is_the_directory_does(bot: Bot, trouble: dict[str, Any]) -> None:
    hire(bot.installation.desk, operator(KIM))
    await bot.sandbox.fault({"method": "users.info", "times": 9, **trouble})

    known, unknown = [await said(bot, each) for each in (KIM, LEE)]

    assert "ko" in known
    assert "바뀐 것은 없으니" in unknown


async def test_who_was_refused_before_is_refused_while_slack_is_slow(bot: Bot) -> None:
    hire(bot.installation.desk, operator(KIM))
    guard = admission.Admission(bot.installation.desk, PATIENCE, remembered=0)
    change(bot, {"is_restricted": True})
    before = await guard.ask_about(bot.client, KIM, TEAM)
    await bot.sandbox.fault({"method": "users.info", "fault": "slow", "seconds": 1})

    assert (before.welcome, (await guard.ask_about(bot.client, KIM, TEAM)).welcome) == (False, False)


async def test_of_who_acts_twice_while_slack_is_slow_slack_is_asked_once(bot: Bot) -> None:
    await bot.sandbox.fault({"method": "users.info", "fault": "slow", "seconds": 0.5})

    await asyncio.gather(*(said(bot, KIM) for _ in range(3)))

    assert sum(entry["method"] == "users.info" for entry in bot.sandbox.log) == 1


async def test_whom_nobody_knows_keeps_what_they_typed(bot: Bot) -> None:
    await bot.sandbox.fault({"method": "users.info", "fault": "internal_error"})
    view = {"id": "V1", "hash": "x", "type": "modal", "callback_id": "form", "state": {"values": {}}}
    fields = [{"type": "section", "block_id": "a"}, {"type": "input", "block_id": "b"}]
    user = {"id": KIM, "team_id": TEAM}

    answer = await bot.carry(
        "interactive", {"type": "view_submission", "user": user, "view": {**view, "blocks": fields}}
    )

    assert answer["response_action"] == "errors"
    assert "잠시 후 다시" in answer["errors"]["b"]


async def test_whom_nobody_knows_is_answered_on_home(bot: Bot) -> None:
    await bot.client.views_publish(
        user_id=KIM, view={"type": "home", "blocks": [actions(button(BUTTON, "열기", "17"))]}
    )
    await bot.sandbox.fault({"method": "users.info", "fault": "internal_error"})
    kim = await bot.person(KIM)

    await kim.clicks(BUTTON, where="home")

    assert await kim.waits_to_see("잠시 후 다시", where="modal")


async def test_an_outsiders_refusal_waits_for_no_response_url(bot: Bot) -> None:
    change(bot, {"is_restricted": True})
    await bot.post_button()
    kim = await bot.person(KIM)
    await bot.sandbox.fault({"method": "response_url", "fault": "stuck", "seconds": 5})

    await kim.clicks(BUTTON)  # acknowledged, or it would raise

    assert await kim.waits_to_see("정식 구성원", where="ephemeral")
