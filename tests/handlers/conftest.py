"""A Bolt app of ours on a local workspace, with whatever listeners a test gives it."""

import contextlib
from collections.abc import AsyncIterator

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import MovableClock
from bot.demo.guide import CHANNEL
from bot.demo.station import sample_workspace
from bot.sandbox import Sandbox
from bot.slack import asked
from bot.texts import Languages
from handlers.app import OnceApp
from handlers.installation import Installation
from tests.steps.bolt_app import PATIENCE, Bot
from tests.steps.desks import make_desk


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
        app.know_itself(await asked(client.auth_test()))
        handler = AsyncSocketModeHandler(app, sandbox.app_token)
        await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped
        installation = Installation(
            desk=desk,
            languages=Languages("ko", desk.station),
            call_channel=CHANNEL,
            command_prefix="",
            slack_host="127.0.0.1",
            patience=PATIENCE,
        )
        yield Bot(sandbox=sandbox, app=app, client=client, installation=installation, stack=stack)
        await handler.close_async()  # type: ignore[no-untyped-call]  # as above
    desk.close()
