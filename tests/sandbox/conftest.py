"""A workspace with one person and one channel, and the app's client on it."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.registry import manifest
from bot.sandbox import Member, Sandbox, Workspace

CHANNEL = "C0CALLS"
KIM = "U0KIM"


def make_workspace(**changes: Any) -> Workspace:
    """A workspace with one person and one channel."""
    workspace = Workspace({**manifest(), **changes})
    workspace.add_member(Member(id=KIM, name="kim", real_name="김상담"))
    workspace.add_member(Member(id="U0GONE", name="gone", real_name="퇴직자", deleted=True))
    workspace.add_channel(id=CHANNEL, name="청렴콜", members=[KIM, workspace.bot_user_id])
    workspace.add_channel(id="C0OTHER", name="다른 채널", members=[KIM])
    return workspace


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
