"""Who may come in: outsiders, guests, bots and deactivated people are refused politely; everybody's language.

sandbox/README.md, People.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.refusals import Reason
from bot.services.desk import REQUEST, DatabaseError, Desk
from bot.services.people import languages
from bot.slack import FAILURES, asked, error_name
from bot.texts import locale_for
from bot.views.answers import refusal
from bot.views.modals import message_view
from handlers.answering import tell
from handlers.installation import READER, Installation
from handlers.payloads import Body

log = structlog.get_logger(__name__)

REMEMBERED_SECONDS = 600
NOTE_PATIENCE = 0.3
"""Seconds that a request waits for its person's language to be noted: it is noted all the same."""
IS_OUTSIDER = "is_outsider"
"""In a request's context: a file was dropped by somebody who may not come in. It stands there and is answered."""
UNWELCOME = ("deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What Slack says of a person."""

    welcome: bool
    locale: str | None


class Admission:
    """Knows, for ten minutes each, who may come in and what they read. The directory is asked later, by the service."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known: dict[str, tuple[float, Known]] = {}

    async def ask_about(self, client: AsyncWebClient, user_id: str, home_team: str) -> Known:
        """Return whether a person is a full member of our own workspace, and their language."""
        if user_id in self._known and time.monotonic() - self._known[user_id][0] < REMEMBERED_SECONDS:
            return self._known[user_id][1]
        try:
            user = (await asked(client.users_info(user=user_id, include_locale=True)))["user"]
        except SlackApiError as error:
            is_unknown = error_name(error) == "user_not_found"
            if not is_unknown:
                log.warning("admission.unknown", error=error_name(error))
            return Known(welcome=not is_unknown, locale=await self._noted(user_id))
        except FAILURES as error:  # Slack is away: the directory, which the service asks, still guards
            log.warning("admission.unknown", error=type(error).__name__)
            return Known(welcome=True, locale=await self._noted(user_id))
        known = _read(user, home_team)
        self._known[user_id] = (time.monotonic(), known)
        if known.locale is not None:
            noting = asyncio.create_task(self._note(user_id, known.locale))
            await asyncio.wait({noting}, timeout=NOTE_PATIENCE)
        return known

    async def _note(self, user_id: str, locale: str) -> None:
        REQUEST.set(None)  # this task's alone: to note it again does no harm
        try:
            await self._desk.do(languages.note_locale, person=user_id, locale=locale)
        except DatabaseError as error:
            log.warning("admission.database", error=str(error))

    async def _noted(self, user_id: str) -> str | None:
        try:
            return await self._desk.look(languages.noted_locale, person=user_id)
        except DatabaseError as error:
            log.warning("admission.database", error=str(error))
            return None


def _read(user: Mapping[str, Any], home_team: str) -> Known:
    welcome = user.get("team_id", home_team) == home_team and not any(user.get(mark) for mark in UNWELCOME)
    return Known(welcome=welcome, locale=locale_for(user["locale"]) if user.get("locale") else None)


def register(app: AsyncApp, installation: Installation) -> None:
    """Stand before every listener."""
    admission = Admission(installation.desk)

    @app.middleware
    async def admit(
        ack: AsyncAck,
        body: Body,
        client: AsyncWebClient,
        context: AsyncBoltContext,
        next_: Callable[[], Awaitable[Any]],
    ) -> BoltResponse | None:
        READER.set(None)
        user_id = context.user_id
        is_welcome = user_id is None or await _is_welcome(admission, client, body, context)
        context[IS_OUTSIDER] = not is_welcome
        if is_welcome or _is_file(body):
            await next_()
            return None
        log.info("admission.refused", user=user_id)
        return await _refuse(installation, ack, client, body)


def _is_file(body: Body) -> bool:
    event = body.get("event")
    return isinstance(event, dict) and event.get("type") == "file_shared"


async def _is_welcome(admission: Admission, client: AsyncWebClient, body: Body, context: AsyncBoltContext) -> bool:
    """Ask who it is; from here on they are answered in their language."""
    home_team = str(context.authorize_result.team_id if context.authorize_result else context.team_id)
    known = await admission.ask_about(client, str(context.user_id), home_team)
    READER.set(known.locale)
    return known.welcome and _team_of_actor(body, home_team) == home_team


def _team_of_actor(body: Body, home_team: str) -> str:
    """The acting person's own team: on clicks and forms with the user, on commands with the payload."""
    user = body.get("user")
    if isinstance(user, dict):
        return str(user.get("team_id") or body.get("team", {}).get("id") or home_team)
    return str(body.get("team_id") or home_team)


async def _refuse(installation: Installation, ack: AsyncAck, client: AsyncWebClient, body: Body) -> BoltResponse:
    message = refusal(Reason.OUTSIDER, {}, installation.texts)
    match body.get("type"):
        case "view_submission":
            return await ack(response_action="update", view=message_view(message, installation.texts))
        case "block_actions" if body.get("response_url"):
            answer = await ack()
            await tell(client, body["response_url"], message)
            return answer
        case None if "command" in body:
            return await ack(**message, response_type="ephemeral")
        case _:
            return await ack()
