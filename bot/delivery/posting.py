"""Bringing one message to Slack: post it once, update it after, find it again after a crash."""

import hashlib
import json
from datetime import date, timedelta
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.files import Bundle, ReportFile
from bot.domain.notices import CALL_CHANNEL, NoticeKind
from bot.slack import asked, error_name
from storage.outbox import Sending
from storage.posts import Posted

Message = dict[str, Any]
Handed = list[dict[str, str | None]]
"""Files that Slack has: ids and titles."""
EVENT_TYPE = "cleancall_notice"
CLOCK_SLACK = timedelta(days=1)
HISTORY_PAGE = 200
FILE_GONE = {"file_not_found", "file_deleted"}


class Poster:
    """Speaks to Slack for the delivery loop. Every method may raise what `bot.slack.FAILURES` lists."""

    def __init__(self, client: AsyncWebClient, session: aiohttp.ClientSession, call_channel: str) -> None:
        self._client = client
        self._session = session
        self._call_channel = call_channel
        self._direct: dict[str, tuple[date, str]] = {}

    def channel_of(self, sending: Sending, today: date) -> str | None:
        """Return the channel a recipient is reached in; None: it has to be opened first.

        Slack takes messages to somebody who has left, and says only when opening that they have (user_disabled). So it
        is opened before the first notice of a day, and before each grievance.
        """
        recipient = sending.recipient
        if recipient == CALL_CHANNEL:
            return self._call_channel
        day, channel = self._direct.get(recipient, (date.min, ""))
        return channel if day == today and sending.kind is not NoticeKind.GRIEVANCE else None

    async def open_direct(self, recipient: str, today: date) -> str:
        """Open the direct messages with a person."""
        answer = await asked(self._client.conversations_open(users=recipient))
        channel = str(answer["channel"]["id"])
        self._direct[recipient] = today, channel
        return channel

    def forget_direct(self, recipient: str) -> None:
        """Forget where a person is reached: it is not there."""
        self._direct.pop(recipient, None)

    async def post(self, sending: Sending, channel: str, message: Message) -> Posted:
        """Post a message anew, marked with the notice's opaque id."""
        mark = {"event_type": EVENT_TYPE, "event_payload": {"id": sending.opaque_id}}
        answer = await asked(
            self._client.chat_postMessage(
                channel=channel, metadata=mark, unfurl_links=False, unfurl_media=False, **message
            )
        )
        return Posted(channel=answer["channel"], ts=answer["ts"], digest=digest_of(message))

    async def update(self, posted: Posted, message: Message) -> Posted:
        """Update a message that stands in Slack."""
        await asked(self._client.chat_update(channel=posted.channel, ts=posted.ts, **message))
        return Posted(channel=posted.channel, ts=posted.ts, digest=digest_of(message))

    async def hand_over(self, bundle: Bundle) -> Handed:
        """Hand files over to Slack. Nobody sees them yet."""
        return [await self._hand_over(paper) for paper in bundle.papers]

    async def show(self, channel: str, files: Handed, comment: str) -> None:
        """Show files that Slack has, all in one message. It takes this once."""
        await asked(self._client.files_completeUploadExternal(files=files, channel_id=channel, initial_comment=comment))

    async def take_out(self, posted: Posted) -> None:
        """Delete a file that we brought; one that somebody deleted is gone already."""
        try:
            await asked(self._client.files_delete(file=posted.ts))
        except SlackApiError as error:
            if error_name(error) not in FILE_GONE:
                raise

    async def _hand_over(self, paper: ReportFile) -> dict[str, str | None]:
        described = {"alt_txt": paper.alt} if paper.alt else {}
        place = await asked(
            self._client.files_getUploadURLExternal(filename=paper.name, length=len(paper.data), **described)
        )
        async with self._session.post(place["upload_url"], data=paper.data, proxy=self._client.proxy) as answer:
            answer.raise_for_status()
        return {"id": str(place["file_id"]), "title": paper.title}

    async def publish_home(self, person: str, view: Message) -> None:
        """Show a person their App Home."""
        await asked(self._client.views_publish(user_id=person, view=view))

    async def find(self, sending: Sending, channel: str) -> Posted | None:
        """Look for a message that an earlier try may have left, by its opaque id in the channel's history.

        The newest page is looked at whatever our clock says, which may not be Slack's; older ones back to the day
        before the notice was made.
        """
        oldest = (sending.created_at - CLOCK_SLACK).timestamp()
        cursor: str | None = None
        while True:
            page: Any = await asked(
                self._client.conversations_history(
                    channel=channel, include_all_metadata=True, limit=HISTORY_PAGE, cursor=cursor
                )
            )
            messages = page["messages"]
            for message in messages:
                if _is_of(message, sending):
                    return Posted(channel=channel, ts=_file_of(message, sending) or message["ts"], digest="")
            cursor = page.get("response_metadata", {}).get("next_cursor")
            if not cursor or not messages or float(messages[-1]["ts"]) < oldest:
                return None


def _is_of(message: Message, sending: Sending) -> bool:
    """Check whether a message is what an earlier try left: by the id in its metadata, or the names of its files."""
    payload = (message.get("metadata") or {}).get("event_payload", {})
    return payload.get("id") == sending.opaque_id or _file_of(message, sending) is not None


def _file_of(message: Message, sending: Sending) -> str | None:
    """Return the id of a message's file that bears a notice's mark."""
    files = message.get("files") or ()
    return next((str(file.get("id")) for file in files if sending.mark in str(file.get("name"))), None)


def digest_of(message: Message) -> str:
    """Fingerprint what a message shows, so that an update that changes nothing is not sent."""
    return hashlib.sha256(json.dumps(message, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
