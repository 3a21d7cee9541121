"""A file is dropped into the call channel, or sent to the bot alone: a list is imported, whatever it is is answered.

Slack tells us of a file once, and Bolt acknowledges before a listener runs: so the file is noted first, and what was
noted is read now, or after the crash that came between. The uploader alone hears what came of it.
"""

import asyncio
import time
import traceback
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from datetime import timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.background import in_background
from bot.domain.lists.dropped_files import may_be_list
from bot.domain.lists.rows import HeaderSeen, ListProblem, UnreadableList
from bot.domain.refusals import Refused
from bot.services.desk import DatabaseError
from bot.services.lists import importing, uploads
from bot.services.lists.preparing import prepare_list
from bot.services.lists.uploads import TakenUpload
from bot.slack import FAILURES, UnreadableAnswer, asked, error_name
from handlers.admission import IS_OUTSIDER
from handlers.installation import Installation
from handlers.outcomes import is_done
from handlers.payloads import Body

log = structlog.get_logger(__name__)

LOOK_EVERY = 2.0
"""Seconds between two looks for files that nobody is reading."""
LONGEST_PAUSE = 600.0
"""Seconds between two tries of one file that Slack does not hand out: each pause is twice the one before."""
MOST_BYTES = 20 * 1024 * 1024
LONGEST = aiohttp.ClientTimeout(total=60)
OK, CLIENT_ERROR = 200, 400
GONE = {"file_not_found", "file_deleted"}
DIRECT = "D"
"""What the ids of direct messages begin with."""


def register(app: AsyncApp, installation: Installation) -> None:
    """Listen to files being shared, and deleted."""

    def is_ours(event: Body) -> bool:
        place = str(event.get("channel_id") or "")
        return place == installation.call_channel or place.startswith(DIRECT)

    async def note(event: Body, context: AsyncBoltContext, next_: Callable[[], Awaitable[Any]]) -> None:
        if is_ours(event):
            await installation.desk.do(
                uploads.note_upload,
                file_id=event["file_id"],
                by=event["user_id"],
                in_channel=event["channel_id"] == installation.call_channel,
                problem=ListProblem.OUTSIDER if context.get(IS_OUTSIDER) else None,
            )
        await next_()

    async def note_deleted(event: Body, next_: Callable[[], Awaitable[Any]]) -> None:
        await installation.desk.do(uploads.note_gone, file_id=str(event.get("file_id") or ""))
        await next_()

    @app.event("file_shared", middleware=[note])
    async def on_file_shared(event: Body, client: AsyncWebClient) -> None:
        if not is_ours(event):
            return
        try:
            await take_upload(installation, client, source=uploads.source_of(event["file_id"]))
        except DatabaseError as error:  # it is noted, and read later
            log.warning("upload.database", error=str(error))

    @app.event("file_deleted", middleware=[note_deleted])
    async def on_file_deleted() -> None:
        """Nothing more is to be done: whoever is to be reminded of the file no longer is."""


async def take_left_uploads(installation: Installation, client: AsyncWebClient) -> None:
    """Read, as long as the bot runs, the files that a crash left unread or that Slack did not hand out."""
    lease = timedelta(0) if installation.desk.is_alone else uploads.LEASE
    pauses = Pauses()
    while True:
        try:
            await _leave_broken_off(installation)
            left = await installation.desk.look(uploads.uploads_left, lease=lease)
            for source in pauses.due(left, time.monotonic()):
                await take_upload(installation, client, source=source, lease=lease)
        except DatabaseError as error:
            log.warning("upload.database", error=str(error))
        else:
            lease = uploads.LEASE
        await asyncio.sleep(LOOK_EVERY)


class Pauses:
    """Who is to be tried when: twice as long after each try, for as long as this process runs."""

    def __init__(self) -> None:
        self._due: dict[str, tuple[float, float]] = {}

    def due(self, sources: Sequence[str], now: float) -> list[str]:
        """Return of what is left what is to be tried now (seconds of a clock that only goes on)."""
        self._due = {source: self._due.get(source, (now, LOOK_EVERY)) for source in sources}
        found = [source for source, (at, _) in self._due.items() if at <= now]
        for source in found:
            pause = self._due[source][1]
            self._due[source] = (now + pause, min(2 * pause, LONGEST_PAUSE))
        return found


async def take_upload(
    installation: Installation, client: AsyncWebClient, *, source: str, lease: timedelta = uploads.LEASE
) -> None:
    """Answer a dropped file: import it, or say why it changed nothing. What Slack does not hand out now is left."""
    async with installation.readings:
        taken = await installation.desk.do(uploads.take_upload, source=source, lease=lease)
        if taken is None:
            return
        installation.unread.add(source)
        try:
            await _answer(installation, client, taken)
        except DatabaseError:
            installation.broken_off.add(source)
            raise
        except Exception as error:  # noqa: BLE001 — the file is at fault, whatever it was; its words may quote a cell
            place = traceback.extract_tb(error.__traceback__)[-1]
            log.error("upload.broken", source=source, error=type(error).__name__, at=f"{place.name}:{place.lineno}")  # noqa: TRY400 — as above
            await _refuse(installation, taken, "", ListProblem.NOT_READ)
        installation.unread.discard(source)


async def _leave_broken_off(installation: Installation) -> None:
    """Leave files that the database did not take, once it takes that: they are read again, without waiting long."""
    for source in sorted(installation.broken_off):
        await installation.desk.do(uploads.leave_upload, source=source)
        installation.broken_off.discard(source)
        installation.unread.discard(source)


async def leave_unread(installation: Installation) -> None:
    """Leave for the next start the files that are broken off because we are told to stop: this was no try."""
    for source in sorted(installation.unread):
        try:
            await installation.desk.do_last(uploads.leave_upload, source=source)
        except DatabaseError as error:
            log.warning("upload.database", error=str(error))


async def _answer(installation: Installation, client: AsyncWebClient, taken: TakenUpload) -> None:
    name = ""
    try:
        file = await _info(installation, client, taken)
        name = str(file.get("name") or "")
        await _import(installation, client, taken, file)
    except Refused as error:
        await _refuse(installation, taken, name, error.reason)
    except UnreadableList as error:
        await _refuse(installation, taken, name, error.problem, error.seen)
    except DownloadError as error:
        await _refuse(installation, taken, name, error.problem)
    except FAILURES as error:
        if taken.is_last_try:
            await _refuse(installation, taken, name, ListProblem.NOT_FETCHED)
        else:
            log.warning("upload.later", source=taken.source, error=type(error).__name__)
            await installation.desk.do(uploads.give_back_upload, taken=taken)


async def _refuse(
    installation: Installation, taken: TakenUpload, name: str, problem: StrEnum, seen: HeaderSeen | None = None
) -> None:
    log.info("import.refused", source=taken.source, problem=problem.value)
    await installation.desk.do(
        importing.refuse_upload,
        by=taken.by,
        source=taken.source,
        file_name=name,
        problem=problem.value,
        seen=seen,
    )


async def _info(installation: Installation, client: AsyncWebClient, taken: TakenUpload) -> Body:
    """Ask Slack what a file is.

    Raises:
        DownloadError: it was deleted before it was read.
    """
    try:
        found: Body = (await asked(client.files_info(file=taken.file_id)))["file"]
    except SlackApiError as error:
        if error_name(error) in GONE and await installation.desk.look(uploads.is_gone, source=taken.source):
            raise DownloadError(ListProblem.DELETED) from None
        raise
    return found


async def _import(installation: Installation, client: AsyncWebClient, taken: TakenUpload, file: Body) -> None:
    problem = taken.problem or _problem_of(file)
    if problem is not None:
        raise DownloadError(problem)
    if await installation.desk.look(importing.was_imported, by=taken.by, source=taken.source):
        await installation.desk.do(uploads.finish_upload, source=taken.source)
        return
    data = await _patiently(installation, taken, download(client, file, installation.slack_host))
    prepared = await in_background(
        prepare_list,
        data,
        str(file.get("name") or taken.file_id),
        today=installation.desk.today,
        station=installation.desk.station,
        secrets=installation.desk.secrets,
    )
    await installation.desk.do(importing.import_upload, prepared=prepared, data=data, by=taken.by, source=taken.source)


async def _patiently(installation: Installation, taken: TakenUpload, download: Coroutine[Any, Any, bytes]) -> bytes:
    """Wait for a file; when that takes long its uploader hears so."""
    fetching = asyncio.create_task(download)
    try:
        if not await is_done(fetching, installation.patience.file):
            await installation.desk.do(uploads.tell_delayed, taken=taken)
        return await fetching
    finally:
        fetching.cancel()


def _problem_of(file: Body) -> ListProblem | None:
    """Judge a file by what Slack says of it, before anything is fetched."""
    if not may_be_list(str(file.get("name") or "")):
        return ListProblem.NO_LIST
    return ListProblem.LINKED if file.get("is_external") else None


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
    asking = client.session.get(url, headers=headers, allow_redirects=False, timeout=LONGEST, proxy=client.proxy)
    async with asking as answer:
        if answer.status >= CLIENT_ERROR:  # Slack's, or that of something on the way
            raise UnreadableAnswer
        if answer.status != OK or answer.content_type == "text/html":
            raise DownloadError(ListProblem.NOT_FETCHED)
        data = await answer.content.read(MOST_BYTES + 1)
        while not answer.content.at_eof() and len(data) <= MOST_BYTES:
            data += await answer.content.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise DownloadError(ListProblem.TOO_LARGE)
    return data
