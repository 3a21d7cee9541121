"""The sandbox refuses what Slack refuses, with Slack's names, asked by the real slack_sdk."""

from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Person, Sandbox
from tests.steps.builders import KIM
from tests.steps.workspace import CHANNEL, error_of, modal, section


async def test_a_message_can_be_posted_read_back_and_updated(sandbox: Sandbox, client: AsyncWebClient) -> None:
    sandbox.workspace.manifest["oauth_config"]["scopes"]["bot"].append("channels:history")  # the channel is public
    mark = {"event_type": "test", "event_payload": {"id": "x1"}}
    posted = await client.chat_postMessage(channel=CHANNEL, text="하나", blocks=[section()], metadata=mark)

    await client.chat_update(channel=CHANNEL, ts=posted["ts"], text="둘", blocks=[section("둘")])
    history: Any = await client.conversations_history(channel=CHANNEL, include_all_metadata=True)

    [message] = history["messages"]
    assert message["text"] == "둘"
    assert message["metadata"]["event_payload"] == {"id": "x1"}
    assert "edited" not in message


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"channel": "C9NONE", "text": "x"}, "channel_not_found"),
        ({"channel": "C0OTHER", "text": "x"}, "not_in_channel"),
        ({"channel": CHANNEL}, "no_text"),
        ({"channel": CHANNEL, "blocks": "x"}, "invalid_blocks_format"),
        ({"channel": CHANNEL, "blocks": [section("x" * 3001)]}, "invalid_blocks"),
        ({"channel": CHANNEL, "blocks": [section("")]}, "invalid_blocks"),
        ({"channel": CHANNEL, "blocks": [section()] * 51}, "invalid_blocks"),
        ({"channel": CHANNEL, "blocks": [section("x" * 2700)] * 5}, "msg_blocks_too_long"),
        ({"channel": CHANNEL, "blocks": [{"type": "carousel"}]}, "invalid_blocks"),
        ({"channel": CHANNEL, "blocks": [{**section(), "colour": "red"}]}, "invalid_blocks"),
        ({"channel": CHANNEL, "blocks": [{**section(), "block_id": "a"}] * 2}, "invalid_blocks"),
    ],
)
async def test_messages_that_slack_refuses_are_refused(
    client: AsyncWebClient, arguments: dict[str, Any], error: str
) -> None:
    assert await error_of(client, "chat.postMessage", **arguments) == error


def button(**facts: Any) -> dict[str, Any]:
    """A row with one button."""
    element = {"type": "button", "action_id": "a", "text": {"type": "plain_text", "text": "누르기"}, **facts}
    return {"type": "actions", "elements": [element]}


def select(**facts: Any) -> dict[str, Any]:
    """A row with one select."""
    options = [{"text": {"type": "plain_text", "text": f"{n}"}, "value": f"{n}"} for n in range(3)]
    return {"type": "actions", "elements": [{"type": "static_select", "action_id": "s", "options": options, **facts}]}


@pytest.mark.parametrize(
    "block",
    [
        button(text={"type": "plain_text", "text": "x" * 76}),
        button(text={"type": "mrkdwn", "text": "x"}),
        button(value="x" * 2001),
        button(style="green"),
        select(options=[]),
        select(initial_option={"text": {"type": "plain_text", "text": "9"}, "value": "9"}),
        {"type": "header", "text": {"type": "plain_text", "text": "x" * 151}},
        {"type": "context", "elements": [{"type": "plain_text", "text": "x"}] * 11},
        {"type": "actions", "elements": button()["elements"] * 2},
        {"type": "section", "fields": [{"type": "mrkdwn", "text": "x"}] * 11},
        {"type": "section"},
    ],
)
async def test_blocks_beyond_slacks_limits_are_refused(client: AsyncWebClient, block: dict[str, Any]) -> None:
    assert await error_of(client, "chat.postMessage", channel=CHANNEL, text="x", blocks=[block]) == "invalid_blocks"


async def test_only_own_messages_can_be_updated_and_only_existing_ones(
    sandbox: Sandbox, client: AsyncWebClient
) -> None:
    kim = sandbox_person(sandbox)
    async with kim:
        await kim.says("제 글입니다")
        theirs = (await kim.sees()).channel[-1].json["ts"]

    foreign = await error_of(client, "chat.update", channel=CHANNEL, ts=theirs, text="x")
    missing = await error_of(client, "chat.update", channel=CHANNEL, ts="1.000001", text="x")
    posted = await client.chat_postMessage(channel=CHANNEL, text="x")
    long = await error_of(client, "chat.update", channel=CHANNEL, ts=posted["ts"], text="x" * 4001)

    assert (foreign, missing, long) == ("cant_update_message", "message_not_found", "msg_too_long")


async def test_the_language_of_a_person_is_told_to_who_asks_for_it(client: AsyncWebClient) -> None:
    unasked: Any = await client.users_info(user=KIM)
    asked: Any = await client.users_info(user=KIM, include_locale=True)

    assert "locale" not in unasked["user"]
    assert asked["user"]["locale"] == "ko-KR"


async def test_people_come_in_pages(client: AsyncWebClient) -> None:
    async def all_pages(method: str, field: str, **asked: object) -> list[object]:
        found: list[object] = []
        cursor = ""
        while True:
            page: Any = await client.api_call(method, params={"limit": 2, "cursor": cursor, **asked})
            found += page[field]
            cursor = page["response_metadata"]["next_cursor"]
            if not cursor:
                return found

    listed: Any = await client.users_list(limit=999)

    assert len(listed["members"]) > 2
    assert await all_pages("users.list", "members") == listed["members"]
    assert await error_of(client, "users.list", limit=1000) == "invalid_limit"
    assert await error_of(client, "users.list", cursor="x") == "invalid_cursor"


def sandbox_person(sandbox: Sandbox) -> Person:
    """김상담 at a keyboard."""
    return Person(sandbox.url, KIM, channel=CHANNEL)


async def test_tokens_and_scopes_are_checked(sandbox: Sandbox) -> None:
    scopes = sandbox.workspace.manifest["oauth_config"]["scopes"]["bot"]
    scopes.remove("users:read")
    async with aiohttp.ClientSession() as session:
        wrong = AsyncWebClient("xoxb-wrong", base_url=sandbox.api_url, session=session)
        right = AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url, session=session)

        errors = [
            await error_of(wrong, "auth.test"),
            await error_of(right, "users.info", user=KIM),
            await error_of(right, "apps.connections.open"),
            await error_of(right, "chat.scribble"),
        ]

    assert errors == ["invalid_auth", "missing_scope", "not_allowed_token_type", "unknown_method"]


@pytest.mark.parametrize(
    "view",
    [
        modal(title={"type": "plain_text", "text": "x" * 25}),
        modal(blocks=[section()] * 101),
        modal(private_metadata="x" * 3001),
        modal(type="home"),
        {**modal(), "colour": "red"},
        modal(
            blocks=[
                {
                    "type": "input",
                    "label": {"type": "plain_text", "text": "x"},
                    "element": {"type": "plain_text_input"},
                }
            ]
        ),
    ],
)
async def test_views_that_slack_refuses_are_refused(
    sandbox: Sandbox, client: AsyncWebClient, view: dict[str, Any]
) -> None:
    trigger = sandbox.slack.tickets.trigger(KIM)

    assert await error_of(client, "views.open", trigger_id=trigger, view=view) == "invalid_arguments"


async def test_a_trigger_works_once_and_a_stack_holds_three(sandbox: Sandbox, client: AsyncWebClient) -> None:
    tickets = sandbox.slack.tickets
    trigger = tickets.trigger(KIM)
    await client.views_open(trigger_id=trigger, view=modal())

    again = await error_of(client, "views.open", trigger_id=trigger, view=modal())
    unknown = await error_of(client, "views.open", trigger_id="1.2", view=modal())
    for _ in range(2):
        await client.views_push(trigger_id=tickets.trigger(KIM), view=modal())
    fourth = await error_of(client, "views.push", trigger_id=tickets.trigger(KIM), view=modal())

    assert (again, unknown, fourth) == ("trigger_exchanged", "invalid_trigger_id", "push_limit_reached")


async def test_a_stale_hash_is_a_conflict(sandbox: Sandbox, client: AsyncWebClient) -> None:
    opened: Any = await client.views_open(trigger_id=sandbox.slack.tickets.trigger(KIM), view=modal())
    view = opened["view"]
    await client.views_update(view_id=view["id"], view=modal(), hash=view["hash"])

    assert (
        await error_of(client, "views.update", view_id=view["id"], view=modal(), hash=view["hash"]) == "hash_conflict"
    )


async def test_a_view_is_found_by_the_name_that_the_app_gave_it(sandbox: Sandbox, client: AsyncWebClient) -> None:
    tickets = sandbox.slack.tickets
    await client.views_open(trigger_id=tickets.trigger(KIM), view=modal(external_id="mine"))

    again = await error_of(client, "views.push", trigger_id=tickets.trigger(KIM), view=modal(external_id="mine"))
    unknown = await error_of(client, "views.update", external_id="other", view=modal())

    assert (again, unknown) == ("duplicate_external_id", "not_found")
    assert (await client.views_update(external_id="mine", view=modal()))["ok"]


async def test_rate_limits_answer_429_and_block_that_method_alone(sandbox: Sandbox, client: AsyncWebClient) -> None:
    await sandbox.fault({"rate_limits": True})
    posted = await client.chat_postMessage(channel=CHANNEL, text="x")

    for _ in range(50):
        await client.chat_update(channel=CHANNEL, ts=posted["ts"], text="x")
    with pytest.raises(SlackApiError) as refused:
        await client.chat_update(channel=CHANNEL, ts=posted["ts"], text="x")

    assert refused.value.response.status_code == 429
    assert int(refused.value.response.headers["Retry-After"]) >= 1
    assert (await client.users_info(user=KIM))["ok"]


@pytest.mark.parametrize(("fault", "arrives"), [("delivered_but_dropped", 1), ("dropped", 0)])
async def test_a_dropped_connection_may_or_may_not_have_delivered(
    sandbox: Sandbox, client: AsyncWebClient, fault: str, arrives: int
) -> None:
    await sandbox.fault({"method": "chat.postMessage", "fault": fault})

    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel=CHANNEL, text="x")

    assert len(sandbox.workspace.channels[CHANNEL].messages) == arrives
    assert (await client.chat_postMessage(channel=CHANNEL, text="y"))["ok"]


async def test_a_file_is_given_to_the_token_alone(sandbox: Sandbox, client: AsyncWebClient) -> None:
    slot: Any = await client.files_getUploadURLExternal(filename="명단.csv", length=3)
    async with aiohttp.ClientSession() as session:
        await session.post(slot["upload_url"], data=b"abc")
        await client.files_completeUploadExternal(files=[{"id": slot["file_id"]}], channel_id=CHANNEL)
        info: Any = await client.files_info(file=slot["file_id"])
        url = info["file"]["url_private"]
        async with session.get(url, headers={"Authorization": f"Bearer {sandbox.bot_token}"}) as given:
            inside = await given.read()
        async with session.get(url) as page:
            outside = page.content_type

    assert (inside, outside) == (b"abc", "text/html")


async def test_the_page_shows_a_person_what_they_see(sandbox: Sandbox, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel=CHANNEL, text="공지", blocks=[section("<b>아침</b> 대기열")])

    async with aiohttp.ClientSession() as session, session.get(sandbox.url, params={"as": KIM}) as answer:
        page = await answer.text()

    assert "&lt;b&gt;아침&lt;/b&gt; 대기열" in page
