"""Answering a submitted form: what was done in its place, or what is wrong at its field; what was typed stays.

Slack waits 3 s for the acknowledgement, and cannot wait longer. Past 2 s a page is laid over the form that says that
work is under way, and is drawn anew with the answer; the form below it keeps what was typed.
"""

import asyncio
import secrets
from collections.abc import Awaitable
from dataclasses import dataclass, field

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.refusals import FormRefused, Refused
from bot.texts import Texts
from bot.views.answers import not_saved, not_saved_yet
from bot.views.modals import field_errors, form_with_faults, loading_view, message_view
from handlers.deadlines import left_of
from handlers.installation import Installation
from handlers.outcomes import CardClosed, FormAnswer, Message, NextPage, SamePage, View, answered, is_done
from handlers.payloads import Submission
from handlers.telling import replace, tell
from handlers.windows import DEEPEST, draw


@dataclass(frozen=True, slots=True, kw_only=True)
class FormReply:
    """What a form is answered with: Slack's response_action and what it takes, and the same as a message."""

    action: str
    message: Message
    view: View = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    is_same_page: bool = False
    card_url: str = ""  # where the message takes the place of the claimant's card
    closes_card: bool = False  # that lies below the form, as its first page


async def answer_form(
    installation: Installation, ack: AsyncAck, submission: Submission, work: Awaitable[FormAnswer], first_field: str
) -> None:
    """Answer a submitted form. What is wrong with the whole form stands at its first field."""
    texts = installation.texts
    replying = asyncio.ensure_future(_reply(submission, work, texts, first_field))
    if await is_done(replying, left_of(installation.patience.ack)):
        reply = replying.result()
        facts = {"errors": reply.errors} if reply.errors else {"view": reply.view}
        await ack(response_action=reply.action, **facts)
    elif submission.window.depth == DEEPEST:
        await ack(response_action="errors", errors={first_field: texts.plain("answer.working")})
        reply = await replying
        await _answer_there(installation, submission, reply)
    else:
        name = f"late.{secrets.token_hex(8)}"
        await ack(response_action="push", view={**loading_view(texts), "external_id": name})
        reply = await replying
        await _answer_late(installation, submission, name, reply)
    if reply.card_url:
        await replace(installation, submission, reply.card_url, reply.message)
    if reply.closes_card and submission.window.below:
        await draw(submission.client, reply.view, installation.patience.redraws, view_id=submission.window.below)


async def _reply(submission: Submission, work: Awaitable[FormAnswer], texts: Texts, first_field: str) -> FormReply:
    try:
        answer = await answered(work, texts, let_through=(Refused,))
    except FormRefused as error:
        return _wrong(field_errors(error.errors, submission.view, first_field, texts), texts)
    except Refused as error:
        return _wrong({first_field: texts.plain(f"refused.{error.reason}", **error.facts)}, texts)
    if isinstance(answer, NextPage):
        action = "push" if submission.window.depth == 1 else "update"  # below it there is the card
        return FormReply(action=action, view=answer.view, message=not_saved_yet(texts))
    if isinstance(answer, SamePage):
        return FormReply(action="update", view=answer.view, message=not_saved_yet(texts), is_same_page=True)
    closes = isinstance(answer, CardClosed)
    message, card_url = (answer.message, answer.card_url) if isinstance(answer, CardClosed) else (answer, "")
    view = message_view(message, texts, is_last=True)
    return FormReply(action="update", view=view, message=message, card_url=card_url, closes_card=closes)


def _wrong(errors: dict[str, str], texts: Texts) -> FormReply:
    return FormReply(action="errors", errors=errors, message=not_saved(list(errors.values()), texts))


async def _answer_late(installation: Installation, submission: Submission, name: str, reply: FormReply) -> None:
    """Draw the page that lies over the form anew; who closed it reads the answer in a message."""
    client, view, tries = submission.client, reply.view, installation.patience.redraws
    if reply.is_same_page:
        await draw(client, view, tries, view_id=str(submission.view.get("id")))
    if reply.is_same_page or reply.errors:
        view = message_view(reply.message, installation.texts)
    if not await draw(client, view, tries, external_id=name):
        await tell(installation, submission, reply.message)


async def _answer_there(installation: Installation, submission: Submission, reply: FormReply) -> None:
    """Draw the answer in place of the form, on which nothing can be laid; what is wrong stands above what was typed."""
    view = reply.view
    if reply.errors:
        view = form_with_faults(submission.view, list(reply.errors.values()))
    view_id, tries = str(submission.view.get("id")), installation.patience.redraws
    if not await draw(submission.client, view, tries, view_id=view_id):
        await tell(installation, submission, reply.message)
