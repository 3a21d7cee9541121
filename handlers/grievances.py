"""A grievance on its way: the recipient's buttons and forms, the operator's reply."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.grievances.delays import DelayField
from bot.domain.grievances.replies import ReplyField
from bot.domain.refusals import Refused
from bot.registry import ActionId, FormId
from bot.services.grievances import delays, handling, replying, rerouting
from bot.services.grievances.handling import ANSWER_FIELD, REASON_FIELD
from bot.texts import Texts
from bot.views.answers import refusal
from bot.views.grievances import forms
from bot.views.grievances import messages as views
from handlers.answering import Message, answer_click, answer_form, open_form
from handlers.grievance_payloads import delay_of, grievance_of, reply_of
from handlers.installation import Installation
from handlers.payloads import Body, Inputs, value_of

T = TypeVar("T")
Work = Callable[[Installation, Body, AsyncWebClient], Awaitable[Message | None]]
Record = Callable[[Installation, Body], Awaitable[Message]]


def register(app: AsyncApp, office: Installation) -> None:
    """Listen to the buttons and forms around a grievance."""
    works: dict[ActionId, Work] = {
        ActionId.ACKNOWLEDGE: acknowledge,
        ActionId.ANSWER: open_answer,
        ActionId.DECLINE: open_decline,
        ActionId.REPLY: open_reply,
        ActionId.CONTACT: contact,
        ActionId.DIRECT_CALL: direct_call,
        ActionId.DELAY: open_delay,
        ActionId.WITHDRAW: open_withdraw,
        ActionId.AGAIN: open_again,
    }
    records: dict[FormId, tuple[Record, str]] = {
        FormId.ANSWER: (answer, ANSWER_FIELD),
        FormId.DECLINE: (decline, REASON_FIELD),
        FormId.REPLY: (reply, ReplyField.RESULT),
        FormId.DELAY: (delay, DelayField.KIND),
        FormId.WITHDRAW: (withdraw, REASON_FIELD),
        FormId.AGAIN: (again, REASON_FIELD),
    }
    for action, work in works.items():
        app.action(action)(_on_click(office, work))
    for form, (record, first_field) in records.items():
        app.view(form)(_on_form(office, record, first_field))


def _on_click(office: Installation, work: Work) -> Callable[..., Awaitable[None]]:
    async def on_click(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await answer_click(ack, client, body, work(office, body, client), office.texts)

    return on_click


def _on_form(office: Installation, record: Record, first_field: str) -> Callable[..., Awaitable[None]]:
    async def on_form(ack: AsyncAck, body: Body) -> None:
        await answer_form(ack, record(office, body), office.texts, first_field)

    return on_form


async def acknowledge(office: Installation, body: Body, _client: AsyncWebClient) -> Message:
    """확인: it has arrived."""
    card = await office.desk.do(handling.acknowledge, by=body["user"]["id"], grievance_id=value_of(body))
    return views.acknowledged(card, office.texts)


async def contact(office: Installation, body: Body, _client: AsyncWebClient) -> Message:
    """연락처 보기: whom to call back, shown to the one who does, and logged."""
    shown = await office.desk.do(replying.reveal_for_reply, by=body["user"]["id"], grievance_id=value_of(body))
    return views.reveal(shown, office.texts)


async def direct_call(office: Installation, body: Body, _client: AsyncWebClient) -> Message:
    """직접 통화: whom to phone, shown to that officer alone, and logged; what was said is then their answer."""
    shown = await office.desk.do(handling.reveal_for_direct_call, by=body["user"]["id"], grievance_id=value_of(body))
    return views.reveal(shown, office.texts, direct=True)


async def open_answer(office: Installation, body: Body, client: AsyncWebClient) -> None:
    """답변: open the form, for whoever has the grievance."""
    number = value_of(body)

    def draw(draft: str) -> dict[str, Any]:
        return forms.answer_form(number, office.texts, ANSWER_FIELD, draft)

    await _open(office, body, client, handling.begin_answer, draw)


async def open_decline(office: Installation, body: Body, client: AsyncWebClient) -> None:
    """제 담당 아님: open the form for the reason."""
    await _open_for_words(office, body, client, handling.see_grievance, forms.decline_form)


async def open_withdraw(office: Installation, body: Body, client: AsyncWebClient) -> None:
    """철회: open the form for the petitioner's words."""
    await _open_for_words(office, body, client, replying.see_task, forms.withdraw_form)


async def open_again(office: Installation, body: Body, client: AsyncWebClient) -> None:
    """재접수: open the form for what the petitioner still complains of."""
    await _open_for_words(office, body, client, replying.see_task, forms.again_form)


async def open_delay(office: Installation, body: Body, client: AsyncWebClient) -> None:
    """기한 연장: open the form, if anything may still be asked for."""
    await _open(office, body, client, delays.begin_delay, lambda card: forms.delay_form(card, office.texts))


async def open_reply(office: Installation, body: Body, client: AsyncWebClient) -> None:
    """회신 기록: open the form, for whoever replies."""
    await _open(office, body, client, replying.begin_reply, lambda card: forms.reply_form(card, office.texts))


async def _open_for_words(
    office: Installation,
    body: Body,
    client: AsyncWebClient,
    allowed: Callable[..., object],
    form: Callable[[int, Texts, str], dict[str, Any]],
) -> None:
    number = value_of(body)
    await _open(office, body, client, allowed, lambda _card: form(number, office.texts, REASON_FIELD))


async def _open(
    office: Installation,
    body: Body,
    client: AsyncWebClient,
    begin: Callable[..., T],
    draw: Callable[[T], dict[str, Any]],
) -> None:
    number = value_of(body)

    async def view() -> dict[str, Any]:
        return draw(await office.desk.look(begin, by=body["user"]["id"], grievance_id=number))

    await open_form(client, body["trigger_id"], view(), office.texts)


async def answer(office: Installation, body: Body) -> Message:
    """Record a recipient's answer; one that came too late is kept, and given back."""
    words = Inputs(body["view"]).words(ANSWER_FIELD)
    number, by = grievance_of(body["view"]), body["user"]["id"]
    try:
        card = await office.desk.do(handling.answer, by=by, grievance_id=number, words=words)
    except Refused as error:
        await office.desk.do(handling.keep_answer, by=by, grievance_id=number, words=words)
        return views.too_late(refusal(error.reason, error.facts, office.texts), words, office.texts)
    return views.answered(card, office.texts)


async def decline(office: Installation, body: Body) -> Message:
    """Pass a grievance on."""
    reason = Inputs(body["view"]).words(REASON_FIELD)
    number = grievance_of(body["view"])
    await office.desk.do(rerouting.decline, by=body["user"]["id"], grievance_id=number, reason=reason)
    return views.declined(number, office.texts)


async def reply(office: Installation, body: Body) -> Message:
    """Record what the petitioner was told; that closes it."""
    number, told = grievance_of(body["view"]), reply_of(body["view"])
    card = await office.desk.do(replying.record_reply, by=body["user"]["id"], grievance_id=number, reply=told)
    return views.closed(card, office.texts)


async def delay(office: Installation, body: Body) -> Message:
    """Move the due date."""
    number, wanted = grievance_of(body["view"]), delay_of(body["view"])
    card = await office.desk.do(delays.delay_grievance, by=body["user"]["id"], grievance_id=number, delay=wanted)
    return views.delayed(card, office.texts)


async def withdraw(office: Installation, body: Body) -> Message:
    """Close what the petitioner withdrew."""
    number, words = grievance_of(body["view"]), Inputs(body["view"]).words(REASON_FIELD)
    card = await office.desk.do(replying.withdraw, by=body["user"]["id"], grievance_id=number, words=words)
    return views.closed(card, office.texts)


async def again(office: Installation, body: Body) -> Message:
    """Begin the next round."""
    number, words = grievance_of(body["view"]), Inputs(body["view"]).words(REASON_FIELD)
    card = await office.desk.do(replying.take_up_again, by=body["user"]["id"], grievance_id=number, words=words)
    return views.taken_up_again(card, office.texts)
