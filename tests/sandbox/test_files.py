"""Files in messages: pictures are shown, anything else is downloaded, and only by who is where they were shared."""

from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Member, Sandbox
from tests.steps.builders import KIM
from tests.steps.workspace import CHANNEL

PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000004380000046a0806000000")


async def test_a_picture_is_shown_with_its_alternative_text_to_who_is_there(
    sandbox: Sandbox, client: AsyncWebClient
) -> None:
    slot: Any = await client.files_getUploadURLExternal(
        filename="추이.png", length=len(PNG), alt_txt="방문 48건입니다."
    )
    sandbox.workspace.add_member(Member(id="U0LEE", name="lee", real_name="이상담"))
    async with aiohttp.ClientSession() as http:
        await http.post(slot["upload_url"], data=PNG)
        await client.files_completeUploadExternal(
            files=[{"id": slot["file_id"], "title": "주별 추이"}], channel_id=CHANNEL
        )
        path = f"/people/{KIM}/files/{slot['file_id']}"
        page = await (await http.get(f"{sandbox.url}/?as={KIM}&in={CHANNEL}")).text()
        shown = await http.get(f"{sandbox.url}{path}")
        elsewhere = await http.get(f"{sandbox.url}{path.replace(KIM, 'U0LEE')}")
        nowhere = await http.get(f"{sandbox.url}/people/{KIM}/files/F0NONE")
        data = await shown.read()

    assert f'<img src="{path}" alt="방문 48건입니다." width="1080" height="1130">' in page
    assert "주별 추이" in page
    assert data == PNG
    assert shown.content_type == "image/png"
    assert shown.headers["Content-Disposition"].startswith("inline")
    assert (elsewhere.status, nowhere.status) == (404, 404)


async def test_any_other_file_is_downloaded_under_its_name(sandbox: Sandbox) -> None:
    async with aiohttp.ClientSession() as http:
        form = aiohttp.FormData({"channel": CHANNEL}, quote_fields=False)
        form.add_field("file", b"<script>1</script>", filename="명단.html")
        done = await (await http.post(f"{sandbox.url}/people/{KIM}/upload", data=form)).json()
        page = await (await http.get(f"{sandbox.url}/?as={KIM}&in={CHANNEL}")).text()
        given = await http.get(f"{sandbox.url}/people/{KIM}/files/{done['file']}")

    assert 'download="명단.html"' in page
    assert given.headers["Content-Disposition"].startswith("attachment")
    assert given.headers["X-Content-Type-Options"] == "nosniff"


def told(sandbox: Sandbox, kind: str) -> list[dict[str, Any]]:
    """The events of a kind that were sent."""
    events = [each["payload"]["event"] for each in sandbox.slack.line.deliveries if each["kind"] == "events_api"]
    return [event for event in events if event["type"] == kind]


async def drop(sandbox: Sandbox, http: aiohttp.ClientSession, channel: str) -> dict[str, Any]:
    """Drop a file somewhere."""
    form = aiohttp.FormData({"channel": channel}, quote_fields=False)
    form.add_field("file", b"x", filename="x.csv")
    answer: dict[str, Any] = await (await http.post(f"{sandbox.url}/people/{KIM}/upload", data=form)).json()
    return answer


async def test_the_app_hears_of_files_where_it_is_and_of_its_own(sandbox: Sandbox, client: AsyncWebClient) -> None:
    direct = sandbox.workspace.direct(KIM).id
    async with aiohttp.ClientSession() as http:
        for channel in (CHANNEL, direct, "C0OTHER"):
            await drop(sandbox, http, channel)
        slot: Any = await client.files_getUploadURLExternal(filename="own.csv", length=1)
        await http.post(slot["upload_url"], data=b"x")
        await client.files_completeUploadExternal(files=[{"id": slot["file_id"]}], channel_id=CHANNEL)

    heard = [(event["channel_id"], event["user_id"]) for event in told(sandbox, "file_shared")]
    assert heard == [(CHANNEL, KIM), (direct, KIM), (CHANNEL, sandbox.workspace.bot_user_id)]


async def test_a_deleted_file_is_told_and_found_no_more(sandbox: Sandbox, client: AsyncWebClient) -> None:
    async with aiohttp.ClientSession() as http:
        file = (await drop(sandbox, http, CHANNEL))["file"]
        unseen = (await drop(sandbox, http, "C0OTHER"))["file"]
        before: Any = await client.files_info(file=file)
        await http.post(f"{sandbox.url}/people/{KIM}/delete_file", json={"file": file})
        errors = []
        for gone in (file, unseen):
            with pytest.raises(SlackApiError) as error:
                await client.files_info(file=gone)
            errors.append(error.value.response["error"])

    assert (before["file"]["channels"], before["file"]["groups"]) == ([CHANNEL], [])
    assert [(event["file_id"], event["channel_ids"]) for event in told(sandbox, "file_deleted")] == [(file, [CHANNEL])]
    assert errors == ["file_not_found", "file_not_found"]


async def test_a_file_whose_message_was_deleted_stands_nowhere(sandbox: Sandbox, client: AsyncWebClient) -> None:
    direct = sandbox.workspace.direct(KIM)
    async with aiohttp.ClientSession() as http:
        file = (await drop(sandbox, http, direct.id))["file"]
        before: Any = await client.files_info(file=file)
        await http.post(f"{sandbox.url}/people/{KIM}/delete_message", json={"message": next(iter(direct.messages))})

    assert (before["file"]["ims"], list(before["file"]["shares"]["private"])) == ([direct.id], [direct.id])
    assert sandbox.workspace.places_of(file) == {"channels": [], "groups": [], "ims": [], "shares": {}}
    assert not told(sandbox, "file_deleted")


async def test_nobody_writes_to_an_app_whose_messages_tab_is_read_only(sandbox: Sandbox) -> None:
    sandbox.workspace.manifest["features"]["app_home"]["messages_tab_read_only_enabled"] = True
    async with aiohttp.ClientSession() as http:
        refused = await drop(sandbox, http, sandbox.workspace.direct(KIM).id)

    assert "turned off" in refused["error"]
