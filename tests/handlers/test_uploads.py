"""Fetching a file: only from Slack, only a file, only of a bearable size."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import pairwise
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.lists.rows import ListProblem
from bot.domain.notices import NoticeKind
from bot.slack import UnreadableAnswer
from handlers.uploads import DownloadError, Pauses, download, register, take_left_uploads
from tests.steps.bolt_app import Bot
from tests.steps.builders import KIM, visitor, write_list
from tests.steps.crew import until
from tests.steps.desks import fill_disk, hire, operator
from tests.steps.rows import calls_of_list, told

HOST = "127.0.0.1"


@asynccontextmanager
async def files_of(answer: web.Response) -> AsyncIterator[tuple[AsyncWebClient, str]]:
    """A server of one file, and a client for it."""

    async def serve(request: web.Request) -> web.Response:
        assert request.headers["Authorization"] == "Bearer xoxb-test"
        return answer

    app = web.Application()
    app.router.add_get("/list.csv", serve)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, HOST, 0).start()
    async with aiohttp.ClientSession() as session:
        yield AsyncWebClient("xoxb-test", session=session), f"http://{HOST}:{runner.addresses[0][1]}/list.csv"
    await runner.cleanup()


async def problem_of(answer: web.Response, *, size: int = 1, slack_host: str = HOST) -> ListProblem:
    """Why a file is refused."""
    async with files_of(answer) as (client, url):
        with pytest.raises(DownloadError) as refused:
            await download(client, {"url_private": url, "size": size}, slack_host)
    return refused.value.problem


async def test_a_file_of_slacks_is_fetched() -> None:
    async with files_of(web.Response(body=b"list")) as (client, url):
        assert await download(client, {"url_private": url}, HOST) == b"list"


@pytest.mark.parametrize(
    "answer",
    [
        web.Response(text="<html>Sign in</html>", content_type="text/html"),
        web.Response(status=302, headers={"Location": "/login"}),
    ],
    ids=["login page", "redirect"],
)
async def test_a_page_instead_of_the_file_is_refused(answer: web.Response) -> None:
    assert await problem_of(answer) is ListProblem.NOT_FETCHED


async def test_the_token_goes_to_no_other_host() -> None:
    assert await problem_of(web.Response(body=b"list"), slack_host="slack.example") is ListProblem.NOT_FETCHED


async def test_a_huge_file_is_refused_by_what_slack_says_and_by_what_comes() -> None:
    most = 20 * 1024 * 1024

    async with files_of(web.Response(body=b"x" * most)) as (client, url):
        assert len(await download(client, {"url_private": url, "size": most}, HOST)) == most
    assert await problem_of(web.Response(body=b"x"), size=most + 1) is ListProblem.TOO_LARGE
    assert await problem_of(web.Response(body=b"x" * (most + 1))) is ListProblem.TOO_LARGE


@pytest.mark.parametrize("status", [403, 429, 503])
async def test_while_slack_is_in_trouble_it_may_work_later(status: int) -> None:
    async with files_of(web.Response(status=status)) as (client, url):
        with pytest.raises(UnreadableAnswer):
            await download(client, {"url_private": url}, HOST)


def test_what_slack_does_not_hand_out_is_tried_again_after_a_pause() -> None:
    pauses = Pauses()

    assert pauses.due(["slack:F1"], 0) == ["slack:F1"]
    assert pauses.due(["slack:F1", "slack:F2"], 1) == ["slack:F2"]
    assert pauses.due(["slack:F1", "slack:F2"], 2) == ["slack:F1"]
    assert pauses.due(["slack:F2"], 3) == ["slack:F2"]
    assert pauses.due(["slack:F1"], 3) == ["slack:F1"]  # what came again is tried anew


def test_pauses_are_twice_as_long_each_time_up_to_ten_minutes() -> None:
    pauses = Pauses()

    tried = [second for second in range(4000) if pauses.due(["slack:F1"], second)]

    gaps = [later - earlier for earlier, later in pairwise(tried)]
    assert gaps[:10] == [2, 4, 8, 16, 32, 64, 128, 256, 512, 600]
    assert {*gaps[10:]} == {600}


async def test_who_dropped_a_file_that_comes_slowly_hears_so(bot: Bot, tmp_path: Path) -> None:
    desk = bot.installation.desk
    hire(desk, operator(KIM))
    register(bot.app, bot.installation)
    await bot.sandbox.fault({"method": "download", "fault": "slow", "seconds": 0.5})

    await (await bot.person(KIM)).uploads(write_list(tmp_path, [visitor(1)]))

    await until(lambda: bool(told(desk, NoticeKind.IMPORT_REPORT)))
    assert not calls_of_list(desk)
    await until(lambda: bool(calls_of_list(desk)))
    assert told(desk, NoticeKind.IMPORT_REPORT) == [KIM]


async def test_a_list_for_which_there_was_no_room_is_read_as_soon_as_there_is(bot: Bot, tmp_path: Path) -> None:
    """Seed 143 of the simulation: it waited until whoever had taken it might have died."""
    desk = bot.installation.desk
    hire(desk, operator(KIM))
    register(bot.app, bot.installation)
    reading = asyncio.create_task(take_left_uploads(bot.installation, bot.client))
    await bot.sandbox.fault({"method": "download", "fault": "slow", "seconds": 5.0})
    await (await bot.person(KIM)).uploads(write_list(tmp_path, [visitor(number) for number in range(1, 200)]))
    await until(lambda: bool(bot.installation.unread))

    desk.do_now(fill_disk, full=True)
    await until(lambda: bool(bot.installation.broken_off))
    assert not calls_of_list(desk)
    desk.do_now(fill_disk, full=False)

    await until(lambda: bool(calls_of_list(desk)))
    reading.cancel()
