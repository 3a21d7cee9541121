"""A visitor list is dropped into the call channel: it is imported, and the uploader alone hears what came of it."""

import asyncio
from pathlib import PurePath

import structlog
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.lists import ListProblem, UnreadableList
from bot.domain.refusals import Refused
from bot.services import importing
from bot.slack import FAILURES, asked
from handlers.downloads import DownloadError, download
from handlers.office import Office
from handlers.reading import Body

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


def register(app: AsyncApp, office: Office) -> None:
    """Listen to files being shared."""

    @app.event("file_shared")
    async def on_file_shared(event: Body, client: AsyncWebClient) -> None:
        if event.get("channel_id") == office.call_channel:
            await take_upload(office, client, file_id=event["file_id"], by=event["user_id"])


async def take_upload(office: Office, client: AsyncWebClient, *, file_id: str, by: str) -> None:
    """Import a dropped list, or say why it changed nothing."""
    source, name = f"slack:{file_id}", file_id
    try:
        file = (await asked(client.files_info(file=file_id)))["file"]
        name = str(file.get("name") or file_id)
        if PurePath(name).suffix.casefold() in LIST_LIKE:
            await _import(office, client, file, source=source, by=by)
    except Refused as error:
        problem = error.reason.value
    except (UnreadableList, DownloadError) as error:
        problem = error.problem.value
    except FAILURES:
        problem = ListProblem.NOT_FETCHED.value
    else:
        return
    log.info("import.refused", source=source, problem=problem)
    await office.desk.do(importing.refuse_upload, by=by, source=source, file_name=name, problem=problem)


async def _import(office: Office, client: AsyncWebClient, file: Body, *, source: str, by: str) -> None:
    if await office.desk.look(importing.was_imported, by=by, source=source):
        return
    data = await download(client, file, office.slack_host)
    prepared = await asyncio.to_thread(
        importing.prepare_list, data, str(file["name"]), today=office.desk.today, secrets=office.desk.secrets
    )
    await office.desk.do(importing.import_upload, prepared=prepared, by=by, source=source)
