"""What nobody else listens to: unknown commands, old buttons and forms, words written to the app. Never silence."""

import contextlib
import re

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.refusals import Reason
from bot.registry import Command
from bot.slack import FAILURES
from bot.views.answers import not_passed_on, refusal, unexpected
from bot.views.modals import message_view
from handlers.answering import log_fault, tell
from handlers.installation import Installation
from handlers.payloads import Body

log = structlog.get_logger(__name__)

ANYTHING = re.compile(".*")


def register(app: AsyncApp, installation: Installation) -> None:
    """Listen to everything that is left; to be registered last."""

    @app.command(ANYTHING)
    async def on_unknown_command(ack: AsyncAck) -> None:
        await ack(**refusal(Reason.UNKNOWN_COMMAND, {}, installation.texts), response_type="ephemeral")

    @app.action(ANYTHING)
    async def on_unknown_action(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await ack()
        message = refusal(Reason.OLD_BUTTON, {}, installation.texts)
        if body.get("response_url"):
            await tell(client, body["response_url"], message)
        elif body.get("view", {}).get("type") == "home":
            await client.views_open(trigger_id=body["trigger_id"], view=message_view(message, installation.texts))

    @app.view(ANYTHING)
    async def on_unknown_view(ack: AsyncAck) -> None:
        view = message_view(refusal(Reason.OLD_FORM, {}, installation.texts), installation.texts)
        await ack(response_action="update", view=view)

    @app.options(ANYTHING)
    async def on_unknown_options(ack: AsyncAck) -> None:
        await ack(options=[])

    @app.shortcut(ANYTHING)
    async def on_unknown_shortcut(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await ack()
        view = message_view(refusal(Reason.OLD_BUTTON, {}, installation.texts), installation.texts)
        await client.views_open(trigger_id=body["trigger_id"], view=view)

    _register_events(app, installation)
    _register_faults(app, installation)


def _register_events(app: AsyncApp, installation: Installation) -> None:
    """Answer words that somebody writes to the app; take the events that Slack sends unasked."""

    @app.event("message")
    async def on_words(event: Body, client: AsyncWebClient) -> None:
        is_plain = event.get("channel_type") == "im" and "subtype" not in event and "bot_id" not in event
        if is_plain:
            message = not_passed_on(installation.slash(Command.CLEANCALL), installation.texts)
            with contextlib.suppress(*FAILURES):
                await client.chat_postMessage(channel=str(event["channel"]), **message)

    @app.event(ANYTHING)
    async def on_other_event() -> None:
        """Take events that Slack sends unasked, so that they are acknowledged."""


def _register_faults(app: AsyncApp, installation: Installation) -> None:
    """Take what escaped every listener: it goes into the log, and the person is told a short id."""

    @app.error
    async def on_fault(error: Exception, body: Body, client: AsyncWebClient) -> None:
        message = unexpected(log_fault(error), installation.texts)
        if body.get("response_url"):
            with contextlib.suppress(*FAILURES):
                await tell(client, body["response_url"], message)
