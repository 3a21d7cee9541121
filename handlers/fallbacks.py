"""What nobody else listens to: unknown commands, old buttons and forms, words written to the app. Never silence."""

import re

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.refusals import Reason
from bot.registry import Command
from bot.services.permitting import roles_held
from bot.views.answers import not_passed_on, refusal, unexpected
from bot.views.modals import message_view
from handlers.answering import show
from handlers.installation import Installation
from handlers.outcomes import log_fault
from handlers.payloads import Body, Click, Trigger, is_on_home
from handlers.telling import tell, write_to

log = structlog.get_logger(__name__)

ANYTHING = re.compile(".*")
OK = 200


def register(app: AsyncApp, installation: Installation) -> None:
    """Listen to everything that is left; to be registered last."""

    @app.command(ANYTHING)
    async def on_unknown_command(ack: AsyncAck) -> None:
        await ack(**refusal(Reason.UNKNOWN_COMMAND, {}, installation.texts), response_type="ephemeral")

    @app.action(ANYTHING)
    async def on_unknown_action(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await ack()
        click = Click.of(body, client)
        if click.response_url or is_on_home(body):
            await show(installation, click, refusal(Reason.OLD_BUTTON, {}, installation.texts))

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
        message = refusal(Reason.OLD_BUTTON, {}, installation.texts)
        await show(installation, Trigger.of(body, client), message)

    _register_events(app, installation)
    _register_faults(app, installation)


def _register_events(app: AsyncApp, installation: Installation) -> None:
    """Answer words that somebody writes to the app; take the events that Slack sends unasked."""

    @app.event("message")
    async def on_words(event: Body, client: AsyncWebClient) -> None:
        is_plain = event.get("channel_type") == "im" and "subtype" not in event and "bot_id" not in event
        if is_plain:
            await installation.begin(_say_what_reaches_us(installation, client, str(event["user"])))

    @app.event(ANYTHING)
    async def on_other_event() -> None:
        """Take events that Slack sends unasked, so that they are acknowledged."""


async def _say_what_reaches_us(installation: Installation, client: AsyncWebClient, person: str) -> None:
    roles = await installation.desk.look(roles_held, by=person)
    command, lookup = installation.slash(Command.CLEANCALL), installation.slash(Command.LOOKUP)
    await write_to(installation, client, person, not_passed_on(roles, command, lookup, installation.texts))


def _register_faults(app: AsyncApp, installation: Installation) -> None:
    """Take what escaped every listener: it goes into the log, and the person is told a short id."""

    @app.error
    async def on_fault(
        error: Exception, body: Body, client: AsyncWebClient, response: BoltResponse | None
    ) -> BoltResponse | None:
        message = unexpected(log_fault(error), installation.texts)
        is_open = response is not None  # what was not acknowledged is so now, or Slack shows an error of its own
        if is_open and "command" in body:
            return BoltResponse(status=OK, body={**message, "response_type": "ephemeral"})
        trigger = Trigger.of(body, client)
        if trigger.by and body.get("type") != "event_callback":
            installation.begin(tell(installation, trigger, message))
        return BoltResponse(status=OK) if is_open else None
