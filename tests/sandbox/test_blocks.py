"""The sandbox looks into rich text, tables and Slack's newest blocks."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox
from bot.sandbox.errors import SlackError
from bot.sandbox.validation import check_message, check_view
from tests.steps.builders import KIM
from tests.steps.vectors import every
from tests.steps.workspace import error_of, modal, section

PLAIN = {"type": "plain_text", "text": "제목"}
RAW = {"type": "raw_text", "text": "칸"}


def rich(*parts: dict[str, Any]) -> dict[str, Any]:
    """Return a rich text."""
    return {"type": "rich_text", "elements": list(parts)}


def part(kind: str = "rich_text_section", *inlines: dict[str, Any], **facts: Any) -> dict[str, Any]:
    """Return a part of a rich text."""
    return {"type": kind, "elements": list(inlines) or [{"type": "text", "text": "글"}], **facts}


def table(kind: str, rows: list[Any], **facts: Any) -> dict[str, Any]:
    """Return a table."""
    return {"type": kind, "rows": rows, **facts}


def chart(**facts: Any) -> dict[str, Any]:
    """Return a chart."""
    return {"type": "data_visualization", "title": "그림", "chart": facts}


def series(names: int = 1) -> dict[str, Any]:
    """Return the facts of a bar chart."""
    data = [{"label": "월", "value": 3}]
    axis = {"categories": ["월"]}
    return {"type": "bar", "series": [{"name": f"{n}", "data": data} for n in range(names)], "axis_config": axis}


CARD = {"type": "card", "title": PLAIN}
CONTAINER = {"type": "container", "title": PLAIN, "child_blocks": [section(), rich(part())]}
GOOD = [
    rich(part(), part("rich_text_quote", border=1), part("rich_text_preformatted", language="python")),
    rich(part("rich_text_list", part(), style="bullet", indent=1)),
    rich(part("rich_text_section", {"type": "user", "user_id": KIM}, {"type": "emoji", "name": "wave"})),
    rich(part("rich_text_section", {"type": "text", "text": "굵게", "style": {"bold": True}})),
    table("table", [[RAW, rich(part())]], column_settings=[{"align": "right"}]),
    table("data_table", [[RAW], [{"type": "raw_number", "value": 3, "text": "3"}]], caption="표", page_size=10),
    chart(**series()),
    chart(type="pie", segments=[{"label": "예", "value": 1}]),
    CARD,
    {"type": "carousel", "elements": [CARD] * 10},
    CONTAINER,
    {"type": "markdown", "text": "**글**"},
]
BAD = [
    rich(),
    rich(part("rich_text_section", {"type": "text", "text": ""})),
    rich(part("rich_text_section", {"type": "text", "text": "x", "style": {"loud": True}})),
    rich(part("rich_text_section", {"type": "mrkdwn", "text": "x"})),
    rich(part("rich_text_list", part())),
    rich(part("rich_text_list", {"type": "text", "text": "x"}, style="bullet")),
    rich(section()),
    table("table", [[RAW] * 21]),
    table("table", [[{"type": "mrkdwn", "text": "x"}]]),
    table("data_table", [[RAW]], caption="표"),
    table("data_table", [[RAW], [RAW, RAW]], caption="표"),
    table("data_table", [[rich(part())], [RAW]], caption="표"),
    chart(**series(7)),
    chart(**{**series(), "axis_config": {"categories": ["월", "화"]}}),
    chart(**{**series(), "axis_config": {"categories": ["화"]}}),
    chart(**{**series(), "series": series()["series"] * 2}),
    chart(**{**series(), "series": [{"name": "x", "data": [{"label": "월", "value": None}]}]}),
    chart(type="pie", segments=[{"label": "예", "value": 0}]),
    chart(type="pie", segments=[{"label": f"{n}", "value": 1} for n in range(7)]),
    chart(type="radar", segments=[]),
    {**chart(**series()), "title": "x" * 51},
    {"type": "card", "subtitle": PLAIN},
    {**CARD, "body": {"type": "mrkdwn", "text": "x" * 201}},
    {"type": "carousel", "elements": [CARD] * 11},
    {"type": "carousel", "elements": [section()]},
    {**CONTAINER, "title": None},
    {**CONTAINER, "child_blocks": [{"type": "alert", "text": PLAIN}]},
    {**CONTAINER, "is_collapsible": True, "has_header_divider": True},
    {"type": "markdown", "text": "x" * 12_001},
    {"type": "alert", "text": PLAIN},
]


@every("block", GOOD)
def test_a_message_takes_what_slack_takes(block: dict[str, Any]) -> None:
    check_message({"text": "글", "blocks": [block]})


@every("block", BAD)
def test_a_message_refuses_what_slack_refuses(block: dict[str, Any]) -> None:
    with pytest.raises(SlackError, match="invalid_blocks"):
        check_message({"text": "글", "blocks": [block]})


@pytest.mark.parametrize("block", [table("table", [[RAW]]), chart(**series())], ids=lambda block: block["type"])
def test_a_message_holds_few_of_some_blocks(block: dict[str, Any]) -> None:
    with pytest.raises(SlackError, match="invalid_blocks"):
        check_message({"text": "글", "blocks": [block] * 3})


async def test_a_workspace_may_lack_a_block_and_get_it_later(sandbox: Sandbox, client: AsyncWebClient) -> None:
    blocks = [chart(**series())]
    await sandbox.fault({"lacks": ["data_visualization"]})

    refused = await error_of(client, "chat.postMessage", channel=KIM, text="글", blocks=blocks)
    await sandbox.fault({"lacks": []})

    assert refused == "invalid_blocks"
    assert (await client.chat_postMessage(channel=KIM, text="글", blocks=blocks))["ok"]


def test_an_alert_stands_in_modals_alone_and_new_blocks_in_messages_alone() -> None:
    check_view(modal(blocks=[{"type": "alert", "text": PLAIN, "level": "warning"}]))

    with pytest.raises(SlackError, match="invalid_arguments"):
        check_view(modal(blocks=[CARD]))


async def test_a_description_of_a_picture_has_a_length(client: AsyncWebClient) -> None:
    asked = {"filename": "a.png", "length": "3"}

    assert (await client.api_call("files.getUploadURLExternal", params={**asked, "alt_txt": "x" * 1000}))["ok"]
    long = await error_of(client, "files.getUploadURLExternal", **asked, alt_txt="x" * 1001)
    assert long == "alt_txt_too_large"


async def test_no_file_reaches_a_messages_tab_that_is_off(sandbox: Sandbox, client: AsyncWebClient) -> None:
    slot: Any = await client.files_getUploadURLExternal(filename="명단.csv", length=3)
    sandbox.workspace.file_bytes[slot["file_id"]] = b"abc"
    sandbox.workspace.manifest["features"]["app_home"]["messages_tab_enabled"] = False
    direct = sandbox.workspace.direct(KIM).id
    files = [{"id": slot["file_id"]}]

    errors = [
        await error_of(client, "files.completeUploadExternal", files=files, channel_id=direct),
        await error_of(client, "chat.postEphemeral", channel=direct, user=KIM, text="x"),
        await error_of(client, "chat.postMessage", channel=KIM, text="x"),
    ]

    assert errors == ["messages_tab_disabled"] * 3
