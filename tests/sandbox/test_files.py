"""Files in messages: pictures are shown, anything else is downloaded, and only by who is where they were shared."""

from typing import Any

import aiohttp
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
