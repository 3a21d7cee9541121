"""What an administrator changes while an app runs: the app, its scopes, a channel, people."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox
from bot.sandbox.workspace import BOT_USER
from tests.steps.builders import KIM
from tests.steps.workspace import CHANNEL


async def outcome(client: AsyncWebClient, method: str, **arguments: Any) -> str:
    """What a request is answered: ok, or Slack's word for why not."""
    try:
        await client.api_call(method, json=arguments)
    except SlackApiError as error:
        return str(error.response["error"])
    return "ok"


async def test_an_uninstalled_app_is_told_that_its_account_is_inactive(
    sandbox: Sandbox, client: AsyncWebClient
) -> None:
    await sandbox.fault({"app": "uninstalled"})
    gone = [await outcome(client, "auth.test"), await outcome(client, "chat.postMessage", channel=KIM, text="x")]
    await sandbox.fault({"app": "installed"})

    assert gone == ["account_inactive"] * 2
    assert await outcome(client, "auth.test") == "ok"
    assert BOT_USER not in sandbox.workspace.channels[CHANNEL].members


async def test_a_private_channel_without_the_app_does_not_exist_for_it(
    sandbox: Sandbox, client: AsyncWebClient
) -> None:
    await sandbox.fault({"channel": CHANNEL, "is_private": True})
    before = await outcome(client, "conversations.info", channel=CHANNEL)
    await sandbox.fault({"channel": CHANNEL, "bot": "removed"})
    without = [
        await outcome(client, "conversations.info", channel=CHANNEL),
        await outcome(client, "conversations.history", channel=CHANNEL),
        await outcome(client, "chat.postMessage", channel=CHANNEL, text="x"),
    ]
    await sandbox.fault({"channel": CHANNEL, "bot": "invited"})

    assert without == ["channel_not_found"] * 3
    assert (before, await outcome(client, "chat.postMessage", channel=CHANNEL, text="x")) == ("ok", "ok")


async def test_each_kind_of_channel_needs_its_own_scopes(sandbox: Sandbox, client: AsyncWebClient) -> None:
    await sandbox.fault({"scopes": ["groups:read", "groups:history"]})
    public = [await outcome(client, f"conversations.{what}", channel=CHANNEL) for what in ("info", "history")]
    await sandbox.fault({"channel": CHANNEL, "is_private": True})
    private = [await outcome(client, f"conversations.{what}", channel=CHANNEL) for what in ("info", "history")]

    assert (public, private) == (["missing_scope"] * 2, ["ok"] * 2)


async def test_a_message_to_somebody_deactivated_is_taken_and_only_opening_tells(
    sandbox: Sandbox, client: AsyncWebClient
) -> None:
    await client.conversations_open(users=KIM)
    await sandbox.fault({"person": KIM, "deleted": True})

    assert await outcome(client, "chat.postMessage", channel=KIM, text="x") == "ok"
    assert await outcome(client, "conversations.open", users=KIM) == "user_disabled"


@pytest.mark.parametrize("error", ["accesslimited", "team_added_to_org"])
async def test_any_error_can_be_asked_for(sandbox: Sandbox, client: AsyncWebClient, error: str) -> None:
    await sandbox.fault({"fault": "refused", "error": error, "method": "auth.test"})

    assert [await outcome(client, "auth.test") for _ in range(2)] == [error, "ok"]


async def test_the_app_hears_of_what_changes_about_its_channel(sandbox: Sandbox, client: AsyncWebClient) -> None:
    events = ["channel_shared", "channel_unshared", "member_joined_channel", "message.channels", "group_left"]
    sandbox.workspace.manifest["settings"]["event_subscriptions"]["bot_events"] = events
    await client.auth_test()
    for wish in (
        {"is_private": True},
        {"is_ext_shared": True},
        {"is_ext_shared": False},
        {"bot": "removed"},
        {"bot": "invited"},
        {"is_private": False},
    ):
        await sandbox.fault({"channel": CHANNEL, **wish})

    told = [each["payload"]["event"] for each in sandbox.slack.line.deliveries]
    assert [each.get("subtype") or each["type"] for each in told] == [
        "channel_shared",
        "channel_unshared",
        "group_left",
        "member_joined_channel",
        "channel_convert_to_public",
    ]
