"""A Bolt app of ours on a local workspace, with whatever listeners a test gives it."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import MovableClock
from bot.demo.guide import CHANNEL
from bot.demo.station import sample_workspace
from bot.sandbox import Person, Sandbox
from bot.texts import Languages
from bot.views.blocks import actions, button, message
from handlers.app import OnceApp
from handlers.installation import Installation
from tests.conftest import make_desk

BUTTON = "test.button"


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
    """A message with a button that carries 17."""
    return message(words, [actions(button(BUTTON, words, "17"))])


@pytest.fixture
async def bot(sqlite_url: str, clock: MovableClock) -> AsyncIterator[Bot]:
    """An app without listeners, connected; a test adds its own."""
    desk = make_desk(sqlite_url, clock)
    async with (
        contextlib.AsyncExitStack() as stack,
        Sandbox(sample_workspace(clock)) as sandbox,
        aiohttp.ClientSession() as session,
    ):
        client = AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url, session=session, retry_handlers=[])
        app = OnceApp(client=client, request_verification_enabled=False)
        handler = AsyncSocketModeHandler(app, sandbox.app_token)
        await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped
        installation = Installation(
            desk=desk, languages=Languages("ko"), call_channel=CHANNEL, command_prefix="", slack_host="127.0.0.1"
        )
        yield Bot(sandbox=sandbox, app=app, client=client, installation=installation, stack=stack)
        await handler.close_async()  # type: ignore[no-untyped-call]  # as above
    desk.close()
