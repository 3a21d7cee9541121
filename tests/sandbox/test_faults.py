"""The sandbox can be told to fail where Slack fails beside its API: answers that follow, files, triggers."""

from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.clock import MovableClock
from bot.registry import manifest
from bot.sandbox import Member, Sandbox, Workspace
from bot.sandbox.errors import PersonError
from tests.steps.builders import KIM
from tests.steps.workspace import CHANNEL, error_of, modal


async def answers(url: str) -> int:
    """Answer through a response_url; return the HTTP status, 0 when the line was cut."""
    async with aiohttp.ClientSession() as session:
        try:
            return (await AsyncWebhookClient(url, session=session, retry_handlers=[]).send(text="답")).status_code
        except aiohttp.ClientError:
            return 0


@pytest.mark.parametrize(
    ("fault", "status", "arrives"),
    [
        ({"fault": "http_500"}, 500, 0),
        ({"fault": "ratelimited"}, 429, 0),
        ({"fault": "dropped"}, 0, 0),
        ({"fault": "stuck", "seconds": 0.01}, 0, 0),
        ({"fault": "unanswered", "seconds": 0.01}, 0, 1),
        ({"fault": "slow", "seconds": 0.01}, 200, 1),
    ],
)
async def test_a_response_url_fails_so_often_and_works_again(
    sandbox: Sandbox, fault: dict[str, Any], status: int, arrives: int
) -> None:
    await sandbox.fault({**fault, "method": "response_url"})
    url = sandbox.slack.response_url(CHANNEL, KIM)

    assert await answers(url) == status
    assert len(sandbox.workspace.ephemerals) == arrives
    assert await answers(url) == 200


async def test_a_response_url_is_used_five_times_in_half_an_hour(clock: MovableClock) -> None:
    workspace = Workspace(manifest(), clock)
    workspace.add_member(Member(id=KIM, name="kim", real_name="김상담"))
    workspace.add_channel(id=CHANNEL, name="청렴콜", members=[KIM, workspace.bot_user_id])
    async with Sandbox(workspace) as sandbox:
        url, other = (sandbox.slack.response_url(CHANNEL, KIM) for _ in range(2))
        often = [await answers(url) for _ in range(6)]
        clock.advance(timedelta(minutes=31))

        assert often == [200] * 5 + [404]
        assert await answers(other) == 404


async def test_bytes_of_files_come_and_go_only_when_the_doors_work(sandbox: Sandbox, client: AsyncWebClient) -> None:
    slot: Any = await client.files_getUploadURLExternal(filename="명단.csv", length=3)
    await sandbox.fault({"method": "upload", "fault": "http_500"})
    await sandbox.fault({"method": "download", "fault": "dropped", "times": 2})  # aiohttp repeats a GET
    async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {sandbox.bot_token}"}) as session:
        first, second = [(await session.post(slot["upload_url"], data=b"abc")).status for _ in range(2)]
        await client.files_completeUploadExternal(files=[{"id": slot["file_id"]}], channel_id=CHANNEL)
        info: Any = await client.files_info(file=slot["file_id"])
        with pytest.raises(aiohttp.ClientError):
            await session.get(info["file"]["url_private"])
        given = await (await session.get(info["file"]["url_private"])).read()
        await sandbox.fault({"down": True})
        down = (await session.get(info["file"]["url_private"])).status

    assert (first, second, given, down) == (500, 200, b"abc", 503)


async def test_a_trigger_may_be_old_when_it_arrives(sandbox: Sandbox, client: AsyncWebClient) -> None:
    await sandbox.fault({"method": "trigger", "fault": "slow", "seconds": 3.1})
    old, young = sandbox.slack.trigger(KIM), sandbox.slack.trigger(KIM)

    assert await error_of(client, "views.open", trigger_id=old, view=modal()) == "trigger_expired"
    assert (await client.views_open(trigger_id=young, view=modal()))["ok"]
    with pytest.raises(PersonError):
        await sandbox.fault({"method": "trigger", "fault": "dropped"})


async def test_a_fault_of_every_method_leaves_the_doors_alone(sandbox: Sandbox) -> None:
    await sandbox.fault({"method": "*", "fault": "http_500"})

    assert await answers(sandbox.slack.response_url(CHANNEL, KIM)) == 200
