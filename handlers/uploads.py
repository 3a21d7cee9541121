"""A visitor list is dropped into the call channel: it is imported, and the uploader alone hears what came of it.

Slack tells us of a file once, and Bolt acknowledges before a listener runs: so the file is noted first, and what was
noted is read now, or after the crash that came between.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from pathlib import PurePath
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import structlog
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.lists.rows import ListProblem, UnreadableList
from bot.domain.refusals import Refused
from bot.services.desk import DatabaseError
from bot.services.lists import importing, uploads
from bot.services.lists.preparing import prepare_list
from bot.slack import FAILURES, UnreadableAnswer, asked
from handlers.installation import Installation
from handlers.payloads import Body

log = structlog.get_logger(__name__)

LIST_LIKE = {
    ".csv",
    ".tsv",
    ".txt",
    ".xlsx",
    ".xls",
    ".xlsm",
    ".xlsb",
    ".ods",
    ".cell",
    ".hwp",
    ".hwpx",
    ".pdf",
    ".doc",
    ".docx",
    ".zip",
}
"""Files that somebody may mean as a visitor list. Pictures and the like are none of our business."""
LOOK_EVERY = 20.0
"""Seconds between two looks for files that nobody is reading."""
MOST_BYTES = 20 * 1024 * 1024
LONGEST = aiohttp.ClientTimeout(total=60)
OK, SERVER_ERROR = 200, 500


def register(app: AsyncApp, installation: Installation) -> None:
    """Listen to files being shared."""

    async def note(event: Body, next_: Callable[[], Awaitable[Any]]) -> None:
        if event.get("channel_id") == installation.call_channel:
            file_id = event["file_id"]
            await installation.desk.do(
                uploads.note_upload, source=f"slack:{file_id}", file_id=file_id, by=event["user_id"]
            )
        await next_()

    @app.event("file_shared", middleware=[note])
    async def on_file_shared(event: Body, client: AsyncWebClient) -> None:
        if event.get("channel_id") == installation.call_channel:
            await take_upload(installation, client, source=f"slack:{event['file_id']}")


async def take_left_uploads(installation: Installation, client: AsyncWebClient) -> None:
    """Read, as long as the bot runs, the files that a crash left unread or that Slack did not hand out."""
    lease = timedelta(0) if installation.desk.is_alone else uploads.LEASE
    while True:
        try:
            for source in await installation.desk.look(uploads.uploads_left, lease=lease):
                await take_upload(installation, client, source=source, lease=lease)
        except DatabaseError as error:
            log.warning("upload.database", error=str(error))
        else:
            lease = uploads.LEASE
        await asyncio.sleep(LOOK_EVERY)


async def take_upload(
    installation: Installation, client: AsyncWebClient, *, source: str, lease: timedelta = uploads.LEASE
) -> None:
    """Import a dropped list, or say why it changed nothing. What Slack does not hand out now is asked for again."""
    taken = await installation.desk.do(uploads.take_upload, source=source, lease=lease)
    if taken is None:
        return
    name = taken.file_id
    try:
        file = (await asked(client.files_info(file=taken.file_id)))["file"]
        name = str(file.get("name") or taken.file_id)
        if PurePath(name).suffix.casefold() in LIST_LIKE:
            await _import(installation, client, file, source=source, by=taken.by)
    except Refused as error:
        problem = error.reason.value
    except (UnreadableList, DownloadError) as error:
        problem = error.problem.value
    except FAILURES as error:
        if not taken.is_last_try:
            log.warning("upload.later", source=source, error=type(error).__name__)
            return
        problem = ListProblem.NOT_FETCHED.value
    else:
        await installation.desk.do(uploads.finish_upload, source=source)
        return
    log.info("import.refused", source=source, problem=problem)
    await installation.desk.do(importing.refuse_upload, by=taken.by, source=source, file_name=name, problem=problem)


async def _import(installation: Installation, client: AsyncWebClient, file: Body, *, source: str, by: str) -> None:
    if await installation.desk.look(importing.was_imported, by=by, source=source):
        return
    data = await download(client, file, installation.slack_host)
    prepared = await asyncio.to_thread(
        prepare_list,
        data,
        str(file["name"]),
        today=installation.desk.today,
        station=installation.desk.station,
        secrets=installation.desk.secrets,
    )
    await installation.desk.do(importing.import_upload, prepared=prepared, by=by, source=source)


class DownloadError(Exception):
    """A file that could not be fetched; `problem` says why in the words of the import."""

    def __init__(self, problem: ListProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


async def download(client: AsyncWebClient, file: Mapping[str, Any], slack_host: str) -> bytes:
    """Fetch a file from Slack, trusting nothing that Slack does not vouch for (sandbox/README.md, Files).

    Without the right scope Slack answers 200 with a login page or a redirect: both are refused here.

    Raises:
        DownloadError: another host, a page instead of a file, too large.
        aiohttp.ClientError, TimeoutError, UnreadableAnswer: Slack is away; later it may work.
    """
    url = str(file.get("url_private") or "")
    host = urlsplit(url).hostname or ""
    if host != slack_host and not host.endswith(".slack.com"):
        raise DownloadError(ListProblem.NOT_FETCHED)
    if int(file.get("size") or 0) > MOST_BYTES:
        raise DownloadError(ListProblem.TOO_LARGE)
    return await _fetch(client, url)


async def _fetch(client: AsyncWebClient, url: str) -> bytes:
    headers = {"Authorization": f"Bearer {client.token}"}
    if client.session is None:
        raise DownloadError(ListProblem.NOT_FETCHED)
    async with client.session.get(url, headers=headers, allow_redirects=False, timeout=LONGEST) as answer:
        if answer.status >= SERVER_ERROR:
            raise UnreadableAnswer
        if answer.status != OK or answer.content_type == "text/html":
            raise DownloadError(ListProblem.NOT_FETCHED)
        data = await answer.content.read(MOST_BYTES + 1)
        while not answer.content.at_eof() and len(data) <= MOST_BYTES:
            data += await answer.content.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise DownloadError(ListProblem.TOO_LARGE)
    return data
