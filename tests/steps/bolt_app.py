"""A Bolt app of ours on a local workspace."""

import contextlib
from dataclasses import dataclass
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.demo.guide import CHANNEL
from bot.sandbox import Person, Sandbox
from bot.views.blocks import actions, button, message
from handlers.app import OnceApp
from handlers.deadlines import Patience
from handlers.installation import Installation

BUTTON = "test.button"
PATIENCE = Patience(
    ack=0.5, window=0.2, slack=0.2, directory=0.3, file=0.1, way=0.3, rounds=(0.0, 0.1), redraws=(0.0, 0.1, 0.2)
)
"""The bot's, with less of it."""


@dataclass(slots=True, kw_only=True)
class Bot:
    """The app, and the workspace it is connected to."""

    sandbox: Sandbox
    app: OnceApp
    client: AsyncWebClient
    installation: Installation
    stack: contextlib.AsyncExitStack

    async def person(self, user: str) -> Person:
        """Give somebody a keyboard in the call channel."""
        return await self.stack.enter_async_context(Person(self.sandbox.url, user, channel=CHANNEL))

    async def post_button(self, words: str = "단추가 있습니다.") -> None:
        """Post a message with a button into the call channel."""
        await self.client.chat_postMessage(channel=CHANNEL, **button_message(words))

    async def carry(self, kind: str, payload: dict[str, Any]) -> Any:
        """Bring a payload as Slack does. Returns the acknowledgement."""
        return await self.sandbox.slack.line.ask(kind, payload)


def button_message(words: str) -> dict[str, Any]:
    """Return a message with a button that carries 17."""
    return message(words, [actions(button(BUTTON, words, "17"))])
