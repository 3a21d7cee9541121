"""Bringing one message to Slack: post it once, update it after, find it again after a crash."""

import hashlib
import json
from datetime import timedelta
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.notices import CALL_CHANNEL, NoticeKind
from bot.slack import asked
from storage.outbox import Posted, Sending

Message = dict[str, Any]
EVENT_TYPE = "cleancall_notice"
CLOCK_SLACK = timedelta(minutes=2)
HISTORY_PAGE = 100


class Poster:
    """Speaks to Slack for the delivery loop. Every method may raise what `bot.slack.FAILURES` lists."""

    def __init__(self, client: AsyncWebClient, call_channel: str) -> None:
        self._client = client
        self._call_channel = call_channel
        self._direct: dict[str, str] = {}

    async def channel_of(self, sending: Sending) -> str:
        """Give the channel a recipient is reached in; opens a direct message once per person.

        For a grievance it is opened every time: Slack says there whether the person has left (user_disabled).
        """
        recipient = sending.recipient
        if recipient == CALL_CHANNEL:
            return self._call_channel
        if recipient not in self._direct or sending.kind is NoticeKind.GRIEVANCE:
            answer = await asked(self._client.conversations_open(users=recipient))
            self._direct[recipient] = answer["channel"]["id"]
        return self._direct[recipient]

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

    async def publish_home(self, person: str, view: Message) -> None:
        """Show a person their App Home."""
        await asked(self._client.views_publish(user_id=person, view=view))

    async def find(self, sending: Sending, channel: str) -> Posted | None:
        """Look for a message that an earlier try may have left, by its opaque id in the channel's history."""
        oldest = f"{(sending.created_at - CLOCK_SLACK).timestamp():.6f}"
        cursor: str | None = None
        while True:
            page: Any = await asked(
                self._client.conversations_history(
                    channel=channel, oldest=oldest, include_all_metadata=True, limit=HISTORY_PAGE, cursor=cursor
                )
            )
            for message in page["messages"]:
                payload = (message.get("metadata") or {}).get("event_payload", {})
                if payload.get("id") == sending.opaque_id:
                    return Posted(channel=channel, ts=message["ts"], digest="")
            cursor = page.get("response_metadata", {}).get("next_cursor")
            if not cursor:
                return None


def digest_of(message: Message) -> str:
    """Fingerprint what a message shows, so that an update that changes nothing is not sent."""
    return hashlib.sha256(json.dumps(message, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
