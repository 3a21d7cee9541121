"""A Bolt app of ours on a local workspace."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import MovableClock
from bot.demo.guide import CHANNEL
from bot.demo.station import sample_workspace
from bot.sandbox import Person, Sandbox
from bot.serving.line import Line
from bot.slack import asked
from bot.texts import Languages
from bot.views.blocks import actions, button, message
from handlers.app import OnceApp
from handlers.deadlines import Patience
from handlers.installation import Installation
from tests.steps.desks import make_desk

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
    line: Line
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


@contextlib.asynccontextmanager
async def bolt_app(database_url: str, clock: MovableClock) -> AsyncIterator[Bot]:
    """Connect an app without listeners while the block runs; a test adds its own."""
    desk = make_desk(database_url, clock)
    async with (
        contextlib.AsyncExitStack() as stack,
        Sandbox(sample_workspace(clock)) as sandbox,
        aiohttp.ClientSession() as session,
    ):
        client = AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url, session=session, retry_handlers=[])
        app = OnceApp(client=client, request_verification_enabled=False)
        app.know_itself(await asked(client.auth_test()))
        installation = Installation(
            desk=desk,
            languages=Languages("ko", desk.station),
            call_channel=CHANNEL,
            command_prefix="",
            slack_host="127.0.0.1",
            patience=replace(PATIENCE),
        )
        line = Line(app, sandbox.app_token, client, installation)
        await line.connect_async()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped
        yield Bot(sandbox=sandbox, app=app, client=client, installation=installation, line=line, stack=stack)
        await line.close_async()  # type: ignore[no-untyped-call]  # as above
    desk.close()


def button_message(words: str) -> dict[str, Any]:
    """Return a message with a button that carries 17."""
    return message(words, [actions(button(BUTTON, words, "17"))])
