"""Answering the person who asked: in the ack when it is quick, else through response_url; refusals in words.

Slack waits 3 s for an ack. Past 2 s the person reads that work is under way, and the answer follows.
"""

import asyncio
import secrets
from collections.abc import Awaitable, Mapping
from typing import Any, TypeVar

import structlog
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.domain.refusals import FormRefused, Refused
from bot.services.desk import DatabaseBusy
from bot.slack import error_name
from bot.texts import Texts
from bot.views.answers import busy, refusal, unexpected, working
from bot.views.modals import loading_view, message_view

log = structlog.get_logger(__name__)

Message = dict[str, Any]
AnswerT = TypeVar("AnswerT", Message, Message | None)
PATIENCE = 2.0
"""Seconds before the interim ack (Slack: 3 s)."""
FORM_PATIENCE = 1.0
"""Seconds before a loading view stands in for the form (Slack: a trigger lives for 3 s)."""


async def answered(
    work: Awaitable[AnswerT], texts: Texts, *, let_through: tuple[type[Exception], ...] = ()
) -> AnswerT | Message:
    """Give the answer to a person, whatever happens: a refusal in words, a fault as a short id.

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
    except DatabaseBusy as error:
        log.warning("desk.busy", error=str(error))
        return busy(texts)
    except Exception as error:  # noqa: BLE001 — the last door before a person: never a traceback, never silence
        return unexpected(log_fault(error), texts)


def log_fault(error: BaseException) -> str:
    """Log a fault and give the short id by which an administrator finds it."""
    short = secrets.token_hex(3)
    log.error("fault", id=short, error=type(error).__name__, exc_info=error)
    return short


async def answer_command(ack: AsyncAck, respond: AsyncRespond, work: Awaitable[Message | None], texts: Texts) -> None:
    """Answer a slash command, visible to the asker alone. No answer: the work opened a form."""
    answer = asyncio.ensure_future(answered(work, texts))
    quick = await _is_done(answer, PATIENCE)
    await ack(**_private(answer.result() if quick else working(texts)))
    if not quick:
        late = await answer
        if late is not None:
            await respond(**_private(late))


async def answer_click(
    ack: AsyncAck,
    client: AsyncWebClient,
    body: Mapping[str, Any],
    work: Awaitable[Message | None],
    texts: Texts,
) -> None:
    """Answer a click, visible to the clicker alone: beside the message, or in a modal when Home was clicked."""
    answer = asyncio.ensure_future(answered(work, texts))
    await _is_done(answer, PATIENCE)
    await ack()
    message = await answer
    if message is None:
        return
    if body.get("response_url"):
        await tell(client, body["response_url"], message)
    else:
        await client.views_open(trigger_id=body["trigger_id"], view=message_view(message, texts))


async def answer_form(ack: AsyncAck, work: Awaitable[Message], texts: Texts, first_field: str) -> None:
    """Answer a submitted form: what was done in its place, or what is wrong at its field; what was typed stays.

    What is wrong with the whole form stands at the first field.
    """
    try:
        message = await answered(work, texts, let_through=(Refused,))
    except FormRefused as error:
        errors = {field: texts.plain(f"refused.{reason}") for field, reason in error.errors.items()}
        await ack(response_action="errors", errors=errors)
    except Refused as error:
        told = texts.plain(f"refused.{error.reason}", **error.facts)
        await ack(response_action="errors", errors={first_field: told})
    else:
        await ack(response_action="update", view=message_view(message, texts, is_last=True))


async def tell(client: AsyncWebClient, response_url: str, message: Message, *, replace: bool = False) -> None:
    """Say something through a response_url: a new private message, or in place of the one that was clicked."""
    webhook = AsyncWebhookClient(response_url, session=client.session, logger=client.logger)
    await webhook.send_dict({**_private(message), "replace_original": replace})


async def open_form(client: AsyncWebClient, trigger_id: str, work: Awaitable[dict[str, Any]], texts: Texts) -> None:
    """Open a form. When its facts take long, a loading view keeps the trigger from expiring.

    Raises:
        Refused: as the work does, when it was quick; later the refusal stands in the opened view.
    """
    view = asyncio.ensure_future(work)
    if await _is_done(view, FORM_PATIENCE):
        await client.views_open(trigger_id=trigger_id, view=view.result())
        return
    opened = await client.views_open(trigger_id=trigger_id, view=loading_view(texts))
    try:
        shown = await view
    except Refused as error:
        shown = message_view(refusal(error.reason, error.facts, texts), texts)
    await client.views_update(view_id=opened["view"]["id"], view=shown)


async def redraw_form(client: AsyncWebClient, view_id: str, view: dict[str, Any]) -> None:
    """Show an open form anew. One that was closed or submitted meanwhile is gone, and needs nothing."""
    try:
        await client.views_update(view_id=view_id, view=view)
    except SlackApiError as error:
        if error_name(error) != "not_found":
            raise


async def _is_done(work: "asyncio.Future[Any]", seconds: float) -> bool:
    done, _ = await asyncio.wait({work}, timeout=seconds)
    return bool(done)


def _private(message: Message | None) -> dict[str, Any]:
    return {} if message is None else {**message, "response_type": "ephemeral"}
