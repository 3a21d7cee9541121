"""Answering the person who asked: in the ack when it is quick, else through response_url; refusals in words.

Slack waits 3 s for an ack. Past 2 s the person reads that work is under way, and the answer follows. Listener modules
name the work of each command, button and form; `on_commands`, `on_clicks`, `on_forms` and `on_changes` read the payload
once, hand it to the work and answer.
"""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.domain.refusals import FormRefused, Refused
from bot.registry import Command
from bot.services.desk import DatabaseBusy, DatabaseFull, DatabaseInDoubt
from bot.slack import error_name
from bot.texts import Texts
from bot.views.answers import busy, disk_full, in_doubt, refusal, unexpected, working
from bot.views.modals import field_errors, loading_view, message_view
from handlers.installation import Installation
from handlers.payloads import Body, Click, Submission, Trigger, Typed

log = structlog.get_logger(__name__)

Message = dict[str, Any]
View = dict[str, Any]


@dataclass(frozen=True, slots=True)
class NextPage:
    """A form leads to another one, which is laid over it."""

    view: View


@dataclass(frozen=True, slots=True)
class SamePage:
    """A form asks one thing more: it is shown again."""

    view: View


@dataclass(frozen=True, slots=True)
class CardClosed:
    """What became of a call takes the place of the claimant's card, which carries contact data."""

    message: Message
    card_url: str


AnswerT = TypeVar("AnswerT", Message, Message | None, Message | CardClosed | NextPage | SamePage)
TriggerT = TypeVar("TriggerT", bound=Trigger)
Work = Callable[[Installation, TriggerT], Awaitable[Message | None]]
"""Does what was asked, and returns the answer; None: it opened a form."""
FormWork = Callable[[Installation, Submission], Awaitable[Message | CardClosed | NextPage | SamePage]]
Redraw = Callable[[Installation, Click], Awaitable[View]]
PATIENCE = 2.0
"""Seconds before the interim ack (Slack: 3 s)."""
FORM_PATIENCE = 1.0
"""Seconds before a loading view stands in for the form (Slack: a trigger lives for 3 s)."""


def on_commands(app: AsyncApp, installation: Installation, works: Mapping[Command, Work[Typed]]) -> None:
    """Listen to slash commands."""

    def listener(work: Work[Typed]) -> Callable[..., Awaitable[None]]:
        async def on_command(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
            typed = Typed.of(body, client)
            await answer_command(ack, typed, work(installation, typed), installation.texts)

        return on_command

    for command, work in works.items():
        app.command(installation.slash(command))(listener(work))


def on_clicks(app: AsyncApp, installation: Installation, works: Mapping[str, Work[Click]]) -> None:
    """Listen to buttons, by their action ids."""

    def listener(work: Work[Click]) -> Callable[..., Awaitable[None]]:
        async def on_click(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
            click = Click.of(body, client)
            await answer_click(ack, click, work(installation, click), installation.texts)

        return on_click

    for action, work in works.items():
        app.action(action)(listener(work))


def on_forms(app: AsyncApp, installation: Installation, works: Mapping[str, tuple[FormWork, str]]) -> None:
    """Listen to forms being submitted, by their callback ids; each work with the form's first field."""

    def listener(work: FormWork, first_field: str) -> Callable[..., Awaitable[None]]:
        async def on_form(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
            submission = Submission.of(body, client)
            await answer_form(ack, submission, work(installation, submission), installation.texts, first_field)

        return on_form

    for form, (work, first_field) in works.items():
        app.view(form)(listener(work, first_field))


def on_changes(app: AsyncApp, installation: Installation, redraws: Mapping[str, Redraw]) -> None:
    """Listen to choices in open forms on which the other fields depend; what was typed stays (Slack: by block id)."""

    def listener(redraw: Redraw) -> Callable[..., Awaitable[None]]:
        async def on_change(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
            await ack()
            click = Click.of(body, client)
            try:
                view = await redraw(installation, click)
            except (Refused, FormRefused):  # they are told when they submit, and keep what they typed
                return
            await redraw_form(client, str(click.view["id"]), view)

        return on_change

    for action, redraw in redraws.items():
        app.action(action)(listener(redraw))


async def answered(
    work: Awaitable[AnswerT], texts: Texts, *, let_through: tuple[type[Exception], ...] = ()
) -> AnswerT | Message:
    """Return the answer for a person, whatever happens: a refusal in words, a fault as a short id.

    What is `let_through`, and FormRefused, belongs at the fields of a form and is raised.
    """
    try:
        return await work
    except FormRefused:
        raise
    except Refused as error:
        if isinstance(error, let_through):
            raise
        return refusal(error.reason, error.facts, texts)
    except DatabaseInDoubt as error:
        log.warning("desk.in_doubt", error=str(error))
        return in_doubt(texts)
    except DatabaseBusy as error:
        log.warning("desk.busy", error=str(error))
        return disk_full(texts) if isinstance(error, DatabaseFull) else busy(texts)
    except Exception as error:  # noqa: BLE001 — the last door before a person: never a traceback, never silence
        return unexpected(log_fault(error), texts)


def log_fault(error: BaseException) -> str:
    """Log a fault and return the short id by which an administrator finds it."""
    short = secrets.token_hex(3)
    log.error("fault", id=short, error=type(error).__name__, exc_info=error)
    return short


async def answer_command(ack: AsyncAck, typed: Typed, work: Awaitable[Message | None], texts: Texts) -> None:
    """Answer a slash command, visible to the asker alone."""
    answer = asyncio.ensure_future(answered(work, texts))
    quick = await _is_done(answer, PATIENCE)
    await ack(**_private(answer.result() if quick else working(texts)))
    if not quick:
        late = await answer
        if late is not None:
            await tell(typed.client, typed.response_url, late)


async def answer_click(ack: AsyncAck, click: Click, work: Awaitable[Message | None], texts: Texts) -> None:
    """Answer a click, visible to the clicker alone: beside the message, or in a modal when Home was clicked."""
    answer = asyncio.ensure_future(answered(work, texts))
    await _is_done(answer, PATIENCE)
    await ack()
    message = await answer
    if message is None:
        return
    if click.response_url:
        await tell(click.client, click.response_url, message)
    else:
        await click.client.views_open(trigger_id=click.trigger_id, view=message_view(message, texts))


async def answer_form(
    ack: AsyncAck,
    submission: Submission,
    work: Awaitable[Message | CardClosed | NextPage | SamePage],
    texts: Texts,
    first_field: str,
) -> None:
    """Answer a submitted form: what was done in its place, or what is wrong at its field; what was typed stays.

    What is wrong with the whole form stands at the first field.
    """
    try:
        answer = await answered(work, texts, let_through=(Refused,))
    except FormRefused as error:
        await ack(response_action="errors", errors=field_errors(error.errors, submission.view, first_field, texts))
    except Refused as error:
        told = texts.plain(f"refused.{error.reason}", **error.facts)
        await ack(response_action="errors", errors={first_field: told})
    else:
        await _show_outcome(ack, submission, answer, texts)


async def _show_outcome(
    ack: AsyncAck, submission: Submission, answer: Message | CardClosed | NextPage | SamePage, texts: Texts
) -> None:
    if isinstance(answer, NextPage):
        await ack(response_action="push", view=answer.view)
        return
    if isinstance(answer, SamePage):
        await ack(response_action="update", view=answer.view)
        return
    message = answer.message if isinstance(answer, CardClosed) else answer
    await ack(response_action="update", view=message_view(message, texts, is_last=True))
    if isinstance(answer, CardClosed) and answer.card_url:
        await tell(submission.client, answer.card_url, message, replace=True)


async def tell(client: AsyncWebClient, response_url: str, message: Message, *, replace: bool = False) -> None:
    """Send something through a response_url: a new private message, or in place of the one that was clicked."""
    webhook = AsyncWebhookClient(response_url, session=client.session, logger=client.logger)
    await webhook.send_dict({**_private(message), "replace_original": replace})


async def open_form(trigger: Trigger, work: Awaitable[View], texts: Texts) -> None:
    """Open a form. When its facts take long, a loading view keeps the trigger from expiring.

    Raises:
        Refused: as the work does, when it was quick; later the refusal stands in the opened view.
    """
    view = asyncio.ensure_future(work)
    if await _is_done(view, FORM_PATIENCE):
        await trigger.client.views_open(trigger_id=trigger.trigger_id, view=view.result())
        return
    opened = await trigger.client.views_open(trigger_id=trigger.trigger_id, view=loading_view(texts))
    try:
        shown = await view
    except Refused as error:
        shown = message_view(refusal(error.reason, error.facts, texts), texts)
    await trigger.client.views_update(view_id=opened["view"]["id"], view=shown)


async def redraw_form(client: AsyncWebClient, view_id: str, view: View) -> None:
    """Show an open form anew. One that was closed or submitted meanwhile is gone, and needs nothing."""
    try:
        await client.views_update(view_id=view_id, view=view)
    except SlackApiError as error:
        if error_name(error) != "not_found":
            raise


async def _is_done(work: "asyncio.Future[Any]", seconds: float) -> bool:
    done, _ = await asyncio.wait({work}, timeout=seconds)
    return bool(done)


def _private(message: Message | None) -> Message:
    return {} if message is None else {**message, "response_type": "ephemeral"}
