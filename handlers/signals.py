"""Deciding about signals, and saying that an improvement is done."""

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.figures.signal_cards import SignalCard, SignalField
from bot.domain.refusals import Reason, Refused
from bot.registry import ActionId, FormId
from bot.services.figures import improvements, signals
from bot.texts import Texts
from bot.views.figures import signals as views
from handlers.answering import Message, answer_click, answer_form, open_form
from handlers.installation import Installation
from handlers.officers import suggest_officers
from handlers.payloads import Body, Inputs, value_of

Draw = Callable[[SignalCard, Texts], dict[str, Any]]
Decide = Callable[[Installation, Body], Awaitable[Message]]


def register(app: AsyncApp, office: Installation) -> None:
    """Listen to the buttons and forms around signals and improvements."""
    forms: dict[ActionId, Draw] = {
        ActionId.SIGNAL_DISMISS: views.dismiss_form,
        ActionId.SIGNAL_IMPROVE: views.improve_form,
    }
    for action, draw in forms.items():
        app.action(action)(_on_open(office, draw))
    app.view(FormId.DISMISS)(_on_form(office, dismiss, SignalField.REASON))
    app.view(FormId.IMPROVE)(_on_form(office, improve, SignalField.WORDS))

    @app.options(ActionId.IMPROVEMENT_OWNER)
    async def on_owner_typed(ack: AsyncAck, body: Body) -> None:
        await ack(options=await suggest_officers(office, body))

    @app.action(ActionId.IMPROVEMENT_DONE)
    async def on_done(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await answer_click(ack, client, body, finish(office, body), office.texts)


def _on_open(office: Installation, draw: Draw) -> Callable[..., Awaitable[None]]:
    async def on_open(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await answer_click(ack, client, body, _open(office, body, client, draw), office.texts)

    return on_open


async def _open(office: Installation, body: Body, client: AsyncWebClient, draw: Draw) -> None:
    async def view() -> dict[str, Any]:
        card = await office.desk.look(signals.begin_decision, by=body["user"]["id"], signal_id=value_of(body))
        return draw(card, office.texts)

    await open_form(client, body["trigger_id"], view(), office.texts)


def _on_form(office: Installation, decide: Decide, first_field: str) -> Callable[..., Awaitable[None]]:
    async def on_form(ack: AsyncAck, body: Body) -> None:
        await answer_form(ack, decide(office, body), office.texts, first_field)

    return on_form


async def dismiss(office: Installation, body: Body) -> Message:
    """조치하지 않음: with a reason."""
    reason = Inputs(body["view"]).words(SignalField.REASON)
    card = await office.desk.do(
        signals.dismiss_signal, by=body["user"]["id"], signal_id=_signal_of(body), reason=reason
    )
    return views.signal_message(card, office.texts)


async def improve(office: Installation, body: Body) -> Message:
    """개선 조치로: by whom, until when, what."""
    inputs = Inputs(body["view"])
    owner = inputs.option(SignalField.OWNER) or ""
    plan = improvements.ImprovementPlan(
        owner_id=int(owner) if owner.isdecimal() else None,
        due_on=inputs.day(SignalField.DUE_ON),
        words=inputs.words(SignalField.WORDS),
    )
    card = await office.desk.do(improvements.improve, by=body["user"]["id"], signal_id=_signal_of(body), plan=plan)
    return views.signal_message(card, office.texts)


async def finish(office: Installation, body: Body) -> Message:
    """마쳤습니다: the improvement is done."""
    line = await office.desk.do(improvements.finish, by=body["user"]["id"], improvement_id=value_of(body))
    return views.improvement_noted(line, office.texts)


def _signal_of(body: Body) -> int:
    try:
        return int(body["view"]["private_metadata"])
    except (KeyError, TypeError, ValueError):
        raise Refused(Reason.OLD_FORM) from None
