"""The door: outsiders, guests, bots and deactivated people get a polite refusal (SLACK.md, People)."""

import time
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.refusals import Reason
from bot.slack import FAILURES, asked, error_name
from bot.views.answers import refusal
from bot.views.modals import message_view
from handlers.answering import tell
from handlers.office import Office
from handlers.reading import Body

log = structlog.get_logger(__name__)

REMEMBERED_SECONDS = 600
UNWELCOME = ("deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger")


class Door:
    """Knows, for ten minutes each, who may come in."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[float, bool]] = {}

    async def lets_in(self, client: AsyncWebClient, user_id: str, home_team: str) -> bool:
        """Tell whether a person is a full member of our own workspace. The directory is asked later, by the service."""
        at, welcome = self._known.get(user_id, (0.0, False))
        if time.monotonic() - at < REMEMBERED_SECONDS:
            return welcome
        try:
            user = (await asked(client.users_info(user=user_id)))["user"]
        except SlackApiError as error:
            if error_name(error) != "user_not_found":
                log.warning("door.unknown", error=error_name(error))
            return error_name(error) != "user_not_found"
        except FAILURES as error:  # Slack is away: the directory, which the service asks, still guards
            log.warning("door.unknown", error=type(error).__name__)
            return True
        welcome = user.get("team_id", home_team) == home_team and not any(user.get(mark) for mark in UNWELCOME)
        self._known[user_id] = (time.monotonic(), welcome)
        return welcome


def register(app: AsyncApp, office: Office) -> None:
    """Stand before every listener."""
    door = Door()

    @app.middleware
    async def check_stranger(
        ack: AsyncAck,
        body: Body,
        client: AsyncWebClient,
        context: AsyncBoltContext,
        next_: Callable[[], Awaitable[Any]],
    ) -> BoltResponse | None:
        user_id = context.user_id
        if user_id is None or await _is_welcome(door, client, body, context):
            await next_()
            return None
        log.info("door.refused", user=user_id)
        return await _refuse(office, ack, client, body)


async def _is_welcome(door: Door, client: AsyncWebClient, body: Body, context: AsyncBoltContext) -> bool:
    home_team = str(context.authorize_result.team_id if context.authorize_result else context.team_id)
    if _team_of_actor(body, home_team) != home_team:
        return False
    return await door.lets_in(client, str(context.user_id), home_team)


def _team_of_actor(body: Body, home_team: str) -> str:
    """The acting person's own team: on clicks and forms with the user, on commands with the payload."""
    user = body.get("user")
    if isinstance(user, dict):
        return str(user.get("team_id") or body.get("team", {}).get("id") or home_team)
    return str(body.get("team_id") or home_team)


async def _refuse(office: Office, ack: AsyncAck, client: AsyncWebClient, body: Body) -> BoltResponse:
    message = refusal(Reason.OUTSIDER, {}, office.texts)
    match body.get("type"):
        case "view_submission":
            return await ack(response_action="update", view=message_view(message, office.texts))
        case "block_actions" if body.get("response_url"):
            answer = await ack()
            await tell(client, body["response_url"], message)
            return answer
        case None if "command" in body:
            return await ack(**message, response_type="ephemeral")
        case _:
            return await ack()
