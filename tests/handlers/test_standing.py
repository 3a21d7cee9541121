"""What Slack tells of the app and the channel is heard, whoever did it."""

import asyncio
from typing import Any

import pytest

from bot.demo.guide import CHANNEL
from handlers import admission, standing
from tests.steps.bolt_app import Bot


@pytest.mark.parametrize(
    "change",
    [
        {"app": "uninstalled"},
        {"channel": CHANNEL, "is_ext_shared": True},
        {"channel": CHANNEL, "bot": "invited"},
        {"channel": CHANNEL, "is_private": False},
    ],
    ids=["uninstalled", "shared", "invited", "public"],
)
async def test_what_may_have_changed_how_we_stand_is_heard(bot: Bot, change: dict[str, Any]) -> None:
    admission.register(bot.app, bot.installation)
    standing.register(bot.app, bot.installation)
    subscribed = bot.sandbox.workspace.manifest["settings"]["event_subscriptions"]["bot_events"]
    subscribed.append("message.channels")

    await bot.sandbox.fault(change)

    await asyncio.wait_for(bot.installation.changed.wait(), 10)
