"""A workspace for the sandbox's own tests, and what is sent to it."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.registry import manifest
from bot.sandbox import Member, Workspace
from tests.steps.builders import KIM

CHANNEL = "C0CALLS"


def make_workspace(**changes: Any) -> Workspace:
    """Return a workspace with one person and one channel."""
    workspace = Workspace({**manifest(), **changes})
    workspace.add_member(Member(id=KIM, name="kim", real_name="김상담"))
    workspace.add_member(Member(id="U0GONE", name="gone", real_name="퇴직자", deleted=True))
    workspace.add_channel(id=CHANNEL, name="청렴콜", members=[KIM, workspace.bot_user_id])
    workspace.add_channel(id="C0OTHER", name="다른 채널", members=[KIM])
    return workspace


def section(text: str = "안녕하십니까") -> dict[str, Any]:
    """Return a small block."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def modal(**facts: Any) -> dict[str, Any]:
    """Return a small modal."""
    title = {"type": "plain_text", "text": "양식"}
    return {"type": "modal", "title": title, "blocks": [section()], **facts}


async def error_of(client: AsyncWebClient, method: str, **arguments: Any) -> str:
    """The error that a request gets."""
    with pytest.raises(SlackApiError) as refused:
        await client.api_call(method, json=arguments)
    return str(refused.value.response["error"])
