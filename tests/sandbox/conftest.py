"""A workspace with one person and one channel, and the app's client on it."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox
from tests.steps.workspace import make_workspace


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """A running workspace."""
    async with Sandbox(make_workspace()) as running:
        yield running


@pytest.fixture
async def client(sandbox: Sandbox) -> AsyncIterator[AsyncWebClient]:
    """The real client, that repeats nothing."""
    async with aiohttp.ClientSession() as session:
        yield AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url, session=session, retry_handlers=[])
