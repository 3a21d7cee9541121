"""What nobody else listens to: unknown commands, buttons and forms of older versions. Never silence."""

import contextlib
import re

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.refusals import Reason
from bot.slack import FAILURES
from bot.views.answers import refusal, unexpected
from bot.views.modals import message_view
from handlers.answering import log_fault, tell
from handlers.installation import Installation
from handlers.payloads import Body

log = structlog.get_logger(__name__)

ANYTHING = re.compile(".*")


def register(app: AsyncApp, office: Installation) -> None:
    """Listen to everything that is left; to be registered last."""

    @app.command(ANYTHING)
    async def on_unknown_command(ack: AsyncAck) -> None:
        await ack(**refusal(Reason.UNKNOWN_COMMAND, {}, office.texts), response_type="ephemeral")

    @app.action(ANYTHING)
    async def on_unknown_action(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await ack()
        message = refusal(Reason.OLD_BUTTON, {}, office.texts)
        if body.get("response_url"):
            await tell(client, body["response_url"], message)
        elif body.get("view", {}).get("type") == "home":
            await client.views_open(trigger_id=body["trigger_id"], view=message_view(message, office.texts))

    @app.view(ANYTHING)
    async def on_unknown_view(ack: AsyncAck) -> None:
        view = message_view(refusal(Reason.OLD_FORM, {}, office.texts), office.texts)
        await ack(response_action="update", view=view)

    @app.options(ANYTHING)
    async def on_unknown_options(ack: AsyncAck) -> None:
        await ack(options=[])

    @app.shortcut(ANYTHING)
    async def on_unknown_shortcut(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await ack()
        view = message_view(refusal(Reason.OLD_BUTTON, {}, office.texts), office.texts)
        await client.views_open(trigger_id=body["trigger_id"], view=view)

    @app.event(ANYTHING)
    async def on_other_event() -> None:
        """Take events that Slack sends unasked, so that they are acknowledged."""

    _register_faults(app, office)


def _register_faults(app: AsyncApp, office: Installation) -> None:
    """Take what escaped every listener: it goes into the log, and the person is told a short id."""

    @app.error
    async def on_fault(error: Exception, body: Body, client: AsyncWebClient) -> None:
        message = unexpected(log_fault(error), office.texts)
        if body.get("response_url"):
            with contextlib.suppress(*FAILURES):
                await tell(client, body["response_url"], message)
