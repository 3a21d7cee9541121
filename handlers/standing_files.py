"""Files in the call channel: before anybody is reminded of one, Slack is asked whether it still stands there."""

import asyncio
from collections.abc import Mapping
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.services.desk import DatabaseError
from bot.services.lists import standing_files, uploads
from bot.slack import FAILURES, asked, error_name
from handlers.installation import Installation

log = structlog.get_logger(__name__)

LOOK_EVERY = 1.0
"""Seconds between two looks for files of which somebody is to be reminded."""
AFTER_TROUBLE = 20.0
GONE = {"file_not_found", "file_deleted"}
PLACES = ("channels", "groups", "ims")


async def watch_standing_files(installation: Installation, client: AsyncWebClient) -> None:
    """Remind, as long as the bot runs, whoever left a file in the call channel."""
    while True:
        pause = LOOK_EVERY
        try:
            await remind_of_files(installation, client)
        except DatabaseError as error:
            log.warning("files.database", error=str(error))
            pause = AFTER_TROUBLE
        except FAILURES as error:  # nobody is reminded of what may be gone
            log.warning("files.later", error=type(error).__name__)
            pause = AFTER_TROUBLE
        await asyncio.sleep(pause)


async def remind_of_files(installation: Installation, client: AsyncWebClient) -> None:
    """Remind of the files that are due and still stand."""
    files = await installation.desk.look(standing_files.files_to_look_for)
    for file in files:
        if not await _stands(client, file.file_id, installation.call_channel):
            await installation.desk.do(uploads.note_gone, file_id=file.file_id)
    if files:
        await installation.desk.do(standing_files.remind_of_files)


async def _stands(client: AsyncWebClient, file_id: str, channel: str) -> bool:
    try:
        return stands_in((await asked(client.files_info(file=file_id)))["file"], channel)
    except SlackApiError as error:
        if error_name(error) in GONE:
            return False
        raise


def stands_in(file: Mapping[str, Any], channel: str) -> bool:
    """Check by what files.info says whether a file stands in a channel; where it says nothing, it does."""
    shares = file.get("shares")
    shared = [place for kind in shares.values() for place in kind] if isinstance(shares, dict) else []
    listed = [place for name in PLACES for place in file.get(name) or ()]
    is_told = isinstance(shares, dict) or any(name in file for name in PLACES)
    return not is_told or channel in shared or channel in listed
