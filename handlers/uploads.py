"""A visitor list is dropped into the call channel: it is imported, and the uploader alone hears what came of it.

Slack tells us of a file once, and Bolt acknowledges before a listener runs: so the file is noted first, and what was
noted is read now, or after the crash that came between.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import PurePath
from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import SQLAlchemyError

from bot.domain.lists.rows import ListProblem, UnreadableList
from bot.domain.refusals import Refused
from bot.services.lists import importing, uploads
from bot.slack import FAILURES, asked
from handlers.downloads import DownloadError, download
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


def register(app: AsyncApp, office: Installation) -> None:
    """Listen to files being shared."""

    async def note(event: Body, next_: Callable[[], Awaitable[Any]]) -> None:
        if event.get("channel_id") == office.call_channel:
            file_id = event["file_id"]
            await office.desk.do(uploads.note_upload, source=f"slack:{file_id}", file_id=file_id, by=event["user_id"])
        await next_()

    @app.event("file_shared", middleware=[note])
    async def on_file_shared(event: Body, client: AsyncWebClient) -> None:
        if event.get("channel_id") == office.call_channel:
            await take_upload(office, client, source=f"slack:{event['file_id']}")


async def take_left_uploads(office: Installation, client: AsyncWebClient) -> None:
    """Read, as long as the bot runs, the files that a crash left unread or that Slack did not hand out."""
    lease = timedelta(0) if office.desk.is_alone else uploads.LEASE
    while True:
        try:
            for source in await office.desk.look(uploads.uploads_left, lease=lease):
                await take_upload(office, client, source=source, lease=lease)
        except SQLAlchemyError as error:
            log.warning("upload.database", error=type(error).__name__)
        else:
            lease = uploads.LEASE
        await asyncio.sleep(LOOK_EVERY)


async def take_upload(
    office: Installation, client: AsyncWebClient, *, source: str, lease: timedelta = uploads.LEASE
) -> None:
    """Import a dropped list, or say why it changed nothing. What Slack does not hand out now is asked for again."""
    taken = await office.desk.do(uploads.take_upload, source=source, lease=lease)
    if taken is None:
        return
    name = taken.file_id
    try:
        file = (await asked(client.files_info(file=taken.file_id)))["file"]
        name = str(file.get("name") or taken.file_id)
        if PurePath(name).suffix.casefold() in LIST_LIKE:
            await _import(office, client, file, source=source, by=taken.by)
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
        await office.desk.do(uploads.finish_upload, source=source)
        return
    log.info("import.refused", source=source, problem=problem)
    await office.desk.do(importing.refuse_upload, by=taken.by, source=source, file_name=name, problem=problem)


async def _import(office: Installation, client: AsyncWebClient, file: Body, *, source: str, by: str) -> None:
    if await office.desk.look(importing.was_imported, by=by, source=source):
        return
    data = await download(client, file, office.slack_host)
    prepared = await asyncio.to_thread(
        importing.prepare_list, data, str(file["name"]), today=office.desk.today, secrets=office.desk.secrets
    )
    await office.desk.do(importing.import_upload, prepared=prepared, by=by, source=source)
