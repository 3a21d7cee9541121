"""Who may come in: outsiders, guests, bots and deactivated people are refused politely; everybody's language.

sandbox/README.md, People.
"""

import asyncio
import math
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.refusals import Reason
from bot.registry import ABOUT_US
from bot.services.desk import REQUEST, DatabaseError, Desk
from bot.services.people import languages
from bot.services.permitting import is_of_station
from bot.slack import FAILURES, asked
from bot.texts import Texts, locale_for
from bot.views.answers import not_known_yet, refusal
from bot.views.modals import message_view
from handlers.answering import show
from handlers.deadlines import Patience
from handlers.installation import READER, Installation
from handlers.outcomes import Message, word_of
from handlers.payloads import Body, Trigger, first_field_of, is_on_home

log = structlog.get_logger(__name__)

REMEMBERED_SECONDS = 600
UNASKED = {"file_shared", *ABOUT_US}
"""Events that are heard whoever did it: a file that was dropped, a change of the app or the channel."""
IS_OUTSIDER = "is_outsider"
"""In a request's context: a file was dropped by somebody who may not come in. It stands there and is answered."""
UNWELCOME = ("deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a person. `welcome` is None when neither Slack nor the directory knows them.

    `teams`: the workspaces that are theirs, as far as Slack said; one, or several of an Enterprise Grid.
    """

    welcome: bool | None
    locale: str | None
    teams: frozenset[str] = frozenset()


NOBODY = Known(welcome=None, locale=None)


class Admission:
    """Knows, for ten minutes each, who may come in and what they read. The directory is asked later, by the service.

    While Slack is slow or does not say, active members of the directory come in, and whom Slack refused before do not.
    """

    def __init__(self, desk: Desk, patience: Patience, *, remembered: float = REMEMBERED_SECONDS) -> None:
        self._desk = desk
        self._seconds = remembered
        self._patience = patience
        self._known: dict[str, tuple[float, Known]] = {}
        self._asking: dict[str, asyncio.Task[None]] = {}

    async def ask_about(self, client: AsyncWebClient, user_id: str, home_team: str) -> Known:
        """Return whether a person is a full member of our own workspace, and their language."""
        if known := self._remembered(user_id, self._seconds):
            return known
        if user_id not in self._asking:  # who acts twice meanwhile is asked about once
            asking = asyncio.create_task(self._ask(client, user_id, home_team))
            asking.add_done_callback(lambda _done: self._asking.pop(user_id, None))
            self._asking[user_id] = asking
        await asyncio.wait({self._asking[user_id]}, timeout=self._patience.slack)
        return self._remembered(user_id, self._seconds) or await self._of_directory(user_id)

    def _remembered(self, user_id: str, seconds: float) -> Known | None:
        at, known = self._known.get(user_id, (0.0, NOBODY))
        return known if known is not NOBODY and time.monotonic() - at < seconds else None

    async def _ask(self, client: AsyncWebClient, user_id: str, home_team: str) -> None:
        """Ask Slack, however long it takes: the answer serves the next request."""
        try:
            user = (await asked(client.users_info(user=user_id, include_locale=True)))["user"]
        except FAILURES as error:
            name = word_of(error)
            log.warning("admission.unknown", error=name)
            if name == "user_not_found":
                self._known[user_id] = (time.monotonic(), Known(welcome=False, locale=None))
            return
        known = _read(user, home_team)
        self._known[user_id] = (time.monotonic(), known)
        if known.locale is not None:
            await self._note(user_id, known.locale)

    async def _note(self, user_id: str, locale: str) -> None:
        REQUEST.set(None)  # this task's alone: to note it again does no harm
        try:
            await self._desk.do(languages.note_locale, person=user_id, locale=locale)
        except DatabaseError as error:
            log.warning("admission.database", error=str(error))

    async def _of_directory(self, user_id: str) -> Known:
        before = self._remembered(user_id, math.inf) or NOBODY
        try:
            async with asyncio.timeout(self._patience.directory):
                locale = await self._desk.look(languages.noted_locale, person=user_id)
                is_member = await self._desk.look(is_of_station, by=user_id)
        except (DatabaseError, TimeoutError) as error:
            log.warning("admission.database", error=type(error).__name__)
            return before
        if before.welcome is False:
            return before
        return Known(welcome=is_member or before.welcome, locale=locale, teams=before.teams)


def _read(user: Mapping[str, Any], home_team: str) -> Known:
    teams = frozenset((user.get("enterprise_user") or {}).get("teams") or ()) | {user.get("team_id", home_team)}
    welcome = home_team in teams and not any(user.get(mark) for mark in UNWELCOME)
    return Known(welcome=welcome, locale=locale_for(user["locale"]) if user.get("locale") else None, teams=teams)


def register(app: AsyncApp, installation: Installation) -> None:
    """Stand before every listener."""
    app.middleware(Admit(installation))


class Admit(AsyncMiddleware):
    """Lets a request through to the listeners, or refuses it."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        self._admission = Admission(installation.desk, installation.patience)

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,  # noqa: ARG002 — Bolt names it
        next: Callable[[], Awaitable[Any]],  # noqa: A002 — Bolt names it
    ) -> BoltResponse | None:
        """Ask who it is."""
        READER.set(None)
        body, context = req.body, req.context
        client, user_id = context.client, context.user_id
        is_welcome = user_id is None or await _is_welcome(self._admission, client, body, context)
        context[IS_OUTSIDER] = is_welcome is False
        event = _event(body)
        if is_welcome or event in UNASKED or (event and is_welcome is None):  # the services ask the directory
            await next()
            return None
        log.info("admission.refused", user=user_id, known=is_welcome is not None)
        trigger = Trigger.of(body, client)
        return await _refuse(self._installation, context.ack, trigger, body, is_known=is_welcome is not None)


def _event(body: Body) -> str:
    event = body.get("event")
    return str(event.get("type") or "") if isinstance(event, dict) else ""


async def _is_welcome(
    admission: Admission, client: AsyncWebClient, body: Body, context: AsyncBoltContext
) -> bool | None:
    """Ask who it is; from here on they are answered in their language. None: nobody knows."""
    us = context.authorize_result
    home_team = str(us.team_id if us else context.team_id)
    known = await admission.ask_about(client, str(context.user_id), home_team)
    READER.set(known.locale)
    is_ours = _team_of_actor(body, home_team) in {home_team, *known.teams}
    may_be_ours = not known.teams and us is not None and _is_of_enterprise(body, us.enterprise_id)
    return known.welcome if is_ours or may_be_ours else False


def _is_of_enterprise(body: Body, enterprise_id: str | None) -> bool:
    """Check whether somebody acts in our Enterprise Grid: the team beside them may be any workspace of theirs."""
    enterprise = body.get("enterprise")
    named = enterprise.get("id") if isinstance(enterprise, Mapping) else body.get("enterprise_id")
    return enterprise_id is not None and named == enterprise_id


def _team_of_actor(body: Body, home_team: str) -> str:
    """The acting person's own team: on clicks and forms with the user, on commands with the payload."""
    user, team = body.get("user"), body.get("team")
    if isinstance(user, dict):
        return str(user.get("team_id") or (team.get("id") if isinstance(team, Mapping) else None) or home_team)
    return str(body.get("team_id") or home_team)


async def _refuse(
    installation: Installation, ack: AsyncAck, trigger: Trigger, body: Body, *, is_known: bool
) -> BoltResponse:
    """Refuse somebody: at once in the acknowledgement, which waits for no other way to tell them."""
    texts = installation.texts
    message = refusal(Reason.OUTSIDER, {}, texts) if is_known else not_known_yet(texts)
    match body.get("type"):
        case "view_submission":
            return await _refuse_form(ack, body, message, texts, is_known=is_known)
        case "block_actions" if trigger.response_url or is_on_home(body):
            installation.begin(show(installation, trigger, message))
            return await ack()
        case "block_suggestion":
            return await ack(options=[])
        case None if "command" in body:
            return await ack(**message, response_type="ephemeral")
        case _:
            return await ack()


async def _refuse_form(ack: AsyncAck, body: Body, message: Message, texts: Texts, *, is_known: bool) -> BoltResponse:
    """Refuse a form; who may try again keeps what they typed."""
    field = None if is_known else first_field_of(body)
    if field is not None:
        return await ack(response_action="errors", errors={field: message["text"]})
    return await ack(response_action="update", view=message_view(message, texts))
