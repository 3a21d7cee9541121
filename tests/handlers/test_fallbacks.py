"""What nobody else listens to is answered kindly: never silence."""

from typing import Any

import pytest

from bot.demo.guide import CHANNEL
from bot.registry import Command
from bot.sandbox.workspace import TEAM
from bot.views.blocks import actions, button
from handlers import fallbacks
from tests.steps.bolt_app import BUTTON, Bot
from tests.steps.builders import KIM


@pytest.fixture
def bot_alone(bot: Bot) -> Bot:
    """An app that listens to nothing else."""
    fallbacks.register(bot.app, bot.installation)
    return bot


def payload(kind: str, **facts: Any) -> dict[str, Any]:
    """An interactive payload."""
    return {"type": kind, "user": {"id": KIM, "team_id": TEAM}, "team": {"id": TEAM}, "trigger_id": "1.1", **facts}


async def test_an_unknown_command_is_answered(bot_alone: Bot) -> None:
    answer = await (await bot_alone.person(KIM)).types(f"/{Command.QUEUE}")

    assert answer is not None
    assert "알 수 없는 명령" in answer.words


async def test_a_button_of_an_older_version_is_answered_beside_it(bot_alone: Bot) -> None:
    await bot_alone.post_button()
    kim = await bot_alone.person(KIM)

    await kim.clicks(BUTTON)

    assert await kim.waits_to_see(bot_alone.installation.texts.plain("refused.old_button"), where="ephemeral")


async def test_a_button_of_an_older_home_is_answered_in_a_modal(bot_alone: Bot) -> None:
    await bot_alone.client.views_publish(
        user_id=KIM, view={"type": "home", "blocks": [actions(button(BUTTON, "단추"))]}
    )
    kim = await bot_alone.person(KIM)

    await kim.clicks(BUTTON, where="home")

    assert await kim.waits_to_see(bot_alone.installation.texts.plain("refused.old_button"), where="modal")


async def test_a_form_of_an_older_version_is_answered_in_its_place(bot_alone: Bot) -> None:
    view = {"id": "V1", "hash": "x", "type": "modal", "callback_id": "gone", "blocks": [], "state": {"values": {}}}

    answer = await bot_alone.carry("interactive", payload("view_submission", view=view))

    assert answer["response_action"] == "update"
    assert bot_alone.installation.texts.plain("refused.old_form") in str(answer["view"])


async def test_type_ahead_of_an_older_version_offers_nothing(bot_alone: Bot) -> None:
    answer = await bot_alone.carry(
        "interactive", payload("block_suggestion", action_id="gone", block_id="b", value="김")
    )

    assert answer == {"options": []}


async def test_a_fault_outside_every_answer_is_told_with_its_id(bot: Bot) -> None:
    @bot.app.action(BUTTON)
    @bot.app.command("/queue")
    async def fail() -> None:
        raise ZeroDivisionError

    fallbacks.register(bot.app, bot.installation)
    await bot.post_button()
    kim = await bot.person(KIM)

    await kim.clicks(BUTTON)
    at_once = await kim.types("/queue")

    assert at_once is not None
    assert "오류 번호" in at_once.words
    await kim.waits_until(lambda seen: sum("오류 번호" in each.words for each in seen.ephemeral) > 1)


async def test_words_written_to_the_app_are_answered_even_when_slack_does_not_take_that_at_once(bot_alone: Bot) -> None:
    kim = await bot_alone.person(KIM)
    await bot_alone.sandbox.fault({"method": "chat.postMessage", "fault": "http_500"})

    await kim.says("안녕하세요", channel=bot_alone.sandbox.workspace.direct(KIM).id)

    assert await kim.waits_to_see("아무에게도 전달되지", where="direct")


@pytest.mark.parametrize(
    "facts", [{"channel_type": "group", "channel": CHANNEL}, {"subtype": "message_changed"}, {"bot_id": "B0OTHER"}]
)
async def test_what_no_person_wrote_to_the_app_is_not_answered(bot_alone: Bot, facts: dict[str, str]) -> None:
    kim, direct = await bot_alone.person(KIM), bot_alone.sandbox.workspace.direct(KIM).id
    words = {"type": "message", "user": KIM, "text": "메모", "channel": direct, "channel_type": "im", "ts": "1.1"}

    bot_alone.sandbox.slack.line.tell({**words, **facts, "event_ts": "1.1", "_team": TEAM}, "Ev1")
    await kim.says("안녕하세요", channel=direct)
    await kim.waits_to_see("아무에게도 전달되지", where="direct")
    await bot_alone.installation.finish(2.0)

    seen = await kim.sees()
    assert sum("아무에게도 전달되지" in each.words for each in seen.direct) == 1
