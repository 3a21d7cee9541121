"""Answering the person who asked: in the ack when it is quick, else after it; refusals in words.

Slack waits 3 s for an ack. Past 2 s the person reads that work is under way, and the answer follows. Listener modules
name the work of each command, button and form; `on_commands`, `on_clicks`, `on_forms` and `on_changes` read the payload
once, hand it to the work and answer.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import TypeVar

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.refusals import FormRefused, Refused
from bot.registry import Command
from bot.slack import FAILURES
from bot.texts import Texts
from bot.views.answers import refusal, working
from bot.views.modals import loading_view, message_view
from handlers.deadlines import left_of
from handlers.installation import Installation
from handlers.outcomes import (
    Card,
    CardClosed,
    ClickAnswer,
    FormAnswer,
    FormNotOpened,
    Message,
    View,
    answered,
    is_done,
    word_of,
)
from handlers.payloads import Body, Click, Submission, Trigger, Typed
from handlers.submitting import answer_form
from handlers.telling import tell
from handlers.windows import draw

log = structlog.get_logger(__name__)

TriggerT = TypeVar("TriggerT", bound=Trigger)
Work = Callable[[Installation, TriggerT], Awaitable[Message | None]]
"""Does what was asked, and returns the answer; None: it opened a form."""
ClickWork = Callable[[Installation, Click], Awaitable[ClickAnswer]]
FormWork = Callable[[Installation, Submission], Awaitable[FormAnswer]]
Redraw = Callable[[Installation, Click], Awaitable[View]]
Again = Callable[[Trigger, View], tuple[str, str]]
"""Names the button, by action id and value, that opens a form again."""


def on_commands(app: AsyncApp, installation: Installation, works: Mapping[Command, Work[Typed]]) -> None:
    """Listen to slash commands."""

    def listener(work: Work[Typed]) -> Callable[..., Awaitable[None]]:
        async def on_command(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
            typed = Typed.of(body, client)
            await installation.begin(answer_command(installation, ack, typed, work(installation, typed)))

        return on_command

    for command, work in works.items():
        app.command(installation.slash(command))(listener(work))


def on_clicks(app: AsyncApp, installation: Installation, works: Mapping[str, ClickWork]) -> None:
    """Listen to buttons, by their action ids."""
    _listen(app, installation, works, opening=frozenset())


def on_claims(app: AsyncApp, installation: Installation, works: Mapping[str, ClickWork]) -> None:
    """Listen to buttons that show the claimant's card, which opens in a window wherever they stand."""
    _listen(app, installation, works, opening=frozenset(works))


def _listen(
    app: AsyncApp, installation: Installation, works: Mapping[str, ClickWork], *, opening: frozenset[str]
) -> None:
    def listener(action: str, work: ClickWork) -> Callable[..., Awaitable[None]]:
        async def on_click(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
            click = Click.of(body, client)
            is_window = action in opening or not click.response_url
            await installation.begin(
                answer_click(installation, ack, click, work(installation, click), is_window=is_window)
            )

        return on_click

    for action, work in works.items():
        app.action(action)(listener(action, work))


def on_forms(app: AsyncApp, installation: Installation, works: Mapping[str, tuple[FormWork, str]]) -> None:
    """Listen to forms being submitted, by their callback ids; each work with the form's first field."""

    def listener(work: FormWork, first_field: str) -> Callable[..., Awaitable[None]]:
        async def on_form(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
            submission = Submission.of(body, client)
            installation.redrawing.overtake(str(submission.view.get("id")))
            answering = answer_form(installation, ack, submission, work(installation, submission), first_field)
            await installation.begin(answering)

        return on_form

    for form, (work, first_field) in works.items():
        app.view(form)(listener(work, first_field))


def on_changes(app: AsyncApp, installation: Installation, redraws: Mapping[str, Redraw]) -> None:
    """Listen to choices in open forms on which the other fields depend; what was typed stays (Slack: by block id)."""

    def listener(redraw: Redraw) -> Callable[..., Awaitable[None]]:
        async def on_change(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
            await ack()
            click = Click.of(body, client)
            view_id = str(click.view.get("id") or "")
            if not view_id:  # it stood in no form: there is nothing to draw
                return
            with installation.redrawing.after_choice(view_id) as choice:
                try:
                    view = await redraw(installation, click)
                except (Refused, FormRefused):  # they are told when they submit, and keep what they typed
                    return
                await draw(client, view, installation.patience.redraws, view_id=view_id, choice=choice)

        return on_change

    for action, redraw in redraws.items():
        app.action(action)(listener(redraw))


async def answer_command(
    installation: Installation, ack: AsyncAck, typed: Typed, work: Awaitable[Message | None]
) -> None:
    """Answer a slash command, visible to the asker alone."""
    texts = installation.texts
    answer = asyncio.ensure_future(answered(work, texts))
    quick = await is_done(answer, left_of(installation.patience.ack))
    await ack(**_private(answer.result() if quick else working(texts)))
    if not quick:
        late = await answer
        if late is not None:
            await tell(installation, typed, late)


async def answer_click(
    installation: Installation, ack: AsyncAck, click: Click, work: Awaitable[ClickAnswer], *, is_window: bool
) -> None:
    """Answer a click, visible to the clicker alone: beside the message, or in a window (from Home, or a card)."""
    patience = installation.patience
    answer = asyncio.ensure_future(answered(work, installation.texts))
    quick = await is_done(answer, left_of(patience.window if is_window else patience.ack))
    await ack()
    if not quick and is_window:
        await _hold(click, installation.texts)
    match await answer:
        case None:
            pass
        case Card(message=message):
            await _show_in_window(installation, click, message, click.window.replace)
        case CardClosed(message=message) if click.response_url:
            await tell(installation, click, message, in_place=True)
        case CardClosed(message=message):
            await _show_in_window(installation, click, message, click.window.replace)
        case message if is_window:
            await _show_in_window(installation, click, message, click.window.show)
        case message:
            await tell(installation, click, message)


async def show(installation: Installation, trigger: Trigger, message: Message) -> None:
    """Show something to whoever acted: beside the message, or in a window where there is none."""
    if trigger.response_url:
        await tell(installation, trigger, message)
    else:
        await _show_in_window(installation, trigger, message, trigger.window.show)


async def _show_in_window(
    installation: Installation, trigger: Trigger, message: Message, way: Callable[[View], Awaitable[None]]
) -> None:
    """Show something in a window; where Slack opens none, or too late, tell it by another way."""
    try:
        await way(message_view(message, installation.texts))
    except FAILURES as error:
        log.warning("answer.refused", by=trigger.by, way="view", error=word_of(error))
        await tell(installation, trigger, message)


async def _hold(trigger: Trigger, texts: Texts) -> None:
    """Open a window that says that the answer follows, before the trigger expires."""
    try:
        await trigger.window.hold(loading_view(texts))
    except FAILURES as error:
        log.warning("answer.refused", by=trigger.by, way="view", error=word_of(error))


async def open_form(
    installation: Installation, trigger: Trigger, work: Awaitable[View], again: Again | None = None
) -> None:
    """Open a form. When its facts take long, a loading view keeps the trigger from expiring.

    Raises:
        Refused: as the work does, when nothing is open that can say it.
        FormNotOpened: Slack did not open it, or too late; with the button that does.
    """
    texts = installation.texts
    view = asyncio.ensure_future(work)
    if not await is_done(view, left_of(installation.patience.window)):
        await _hold(trigger, texts)
    try:
        form = await view
    except Refused as error:
        if not trigger.window.is_open:
            raise
        form = message_view(refusal(error.reason, error.facts, texts), texts)
    try:
        await trigger.window.show_form(form)
    except FAILURES as error:
        log.warning("form.not_opened", by=trigger.by, error=word_of(error))
        raise FormNotOpened(*(again or button_of)(trigger, form)) from None


def button_of(trigger: Trigger, _form: View) -> tuple[str, str]:
    """Name the button that was clicked: it opens the form again.

    Raises:
        TypeError: nothing was clicked; a command says itself by which button its form opens.
    """
    if not isinstance(trigger, Click):
        raise TypeError
    return trigger.action, trigger.value


def _private(message: Message | None) -> Message:
    return {} if message is None else {**message, "response_type": "ephemeral"}
