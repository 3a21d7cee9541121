"""A grievance on its way: the recipient's buttons and forms, the operator's reply."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.grievances import ReplyField
from bot.domain.refusals import FormRefused, Refused
from bot.registry import ActionId, FormId
from bot.services import handling, replying
from bot.services.handling import ANSWER_FIELD, REASON_FIELD
from bot.views import grievances as views
from bot.views.modals import message_view
from handlers.answering import Message, answer_click, answered, open_form
from handlers.grievance_reading import grievance_of, reply_of
from handlers.office import Office
from handlers.reading import Body, Inputs, value_of

Work = Callable[[Office, Body, AsyncWebClient], Awaitable[Message | None]]
Record = Callable[[Office, Body], Awaitable[Message]]


def register(app: AsyncApp, office: Office) -> None:
    """Listen to the buttons and forms around a grievance."""
    works: dict[ActionId, Work] = {
        ActionId.ACKNOWLEDGE: acknowledge,
        ActionId.ANSWER: open_answer,
        ActionId.DECLINE: open_decline,
        ActionId.REPLY: open_reply,
        ActionId.CONTACT: contact,
        ActionId.DIRECT_CALL: direct_call,
    }
    forms: dict[FormId, tuple[Record, str]] = {
        FormId.ANSWER: (answer, ANSWER_FIELD),
        FormId.DECLINE: (decline, REASON_FIELD),
        FormId.REPLY: (reply, ReplyField.RESULT),
    }
    for action, work in works.items():
        app.action(action)(_on_click(office, work))
    for form, (record, first_field) in forms.items():
        app.view(form)(_on_form(office, record, first_field))


def _on_click(office: Office, work: Work) -> Callable[..., Awaitable[None]]:
    async def on_click(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await answer_click(ack, client, body, work(office, body, client), office.texts)

    return on_click


def _on_form(office: Office, record: Record, first_field: str) -> Callable[..., Awaitable[None]]:
    async def on_form(ack: AsyncAck, body: Body) -> None:
        texts = office.texts
        try:
            message = await answered(record(office, body), texts, let_through=(Refused,))
        except FormRefused as error:
            errors = {field: texts.plain(f"refused.{reason}") for field, reason in error.errors.items()}
            await ack(response_action="errors", errors=errors)
        except Refused as error:  # what was typed stays in the form
            told = texts.plain(f"refused.{error.reason}", **error.facts)
            await ack(response_action="errors", errors={first_field: told})
        else:
            await ack(response_action="update", view=message_view(message, texts, is_last=True))

    return on_form


async def acknowledge(office: Office, body: Body, _client: AsyncWebClient) -> Message:
    """확인: it has arrived."""
    card = await office.desk.do(handling.acknowledge, by=body["user"]["id"], grievance_id=value_of(body))
    return views.acknowledged(card, office.texts)


async def contact(office: Office, body: Body, _client: AsyncWebClient) -> Message:
    """연락처 보기: whom to call back, shown to the one who does, and logged."""
    shown = await office.desk.do(replying.reveal_for_reply, by=body["user"]["id"], grievance_id=value_of(body))
    return views.reveal(shown, office.texts)


async def direct_call(office: Office, body: Body, _client: AsyncWebClient) -> Message:
    """직접 통화: whom to phone, shown to that officer alone, and logged; what was said is then their answer."""
    shown = await office.desk.do(handling.reveal_for_direct_call, by=body["user"]["id"], grievance_id=value_of(body))
    return views.reveal(shown, office.texts, direct=True)


async def open_answer(office: Office, body: Body, client: AsyncWebClient) -> None:
    """답변: open the form, for whoever has the grievance."""
    await _open(
        office, body, client, handling.see_grievance, lambda n: views.answer_form(n, office.texts, ANSWER_FIELD)
    )


async def open_decline(office: Office, body: Body, client: AsyncWebClient) -> None:
    """제 담당 아님: open the form for the reason."""
    await _open(
        office, body, client, handling.see_grievance, lambda n: views.decline_form(n, office.texts, REASON_FIELD)
    )


async def open_reply(office: Office, body: Body, client: AsyncWebClient) -> None:
    """회신 기록: open the form, for whoever replies."""
    await _open(office, body, client, replying.see_task, lambda n: views.reply_form(n, office.texts))


async def _open(
    office: Office,
    body: Body,
    client: AsyncWebClient,
    allowed: Callable[..., object],
    draw: Callable[[int], Mapping[str, Any]],
) -> None:
    number = value_of(body)

    async def view() -> dict[str, Any]:
        await office.desk.look(allowed, by=body["user"]["id"], grievance_id=number)
        return dict(draw(number))

    await open_form(client, body["trigger_id"], view(), office.texts)


async def answer(office: Office, body: Body) -> Message:
    """Record a recipient's answer."""
    words = Inputs(body["view"]).words(ANSWER_FIELD)
    number = grievance_of(body["view"])
    card = await office.desk.do(handling.answer, by=body["user"]["id"], grievance_id=number, words=words)
    return views.answered(card, office.texts)


async def decline(office: Office, body: Body) -> Message:
    """Pass a grievance on."""
    reason = Inputs(body["view"]).words(REASON_FIELD)
    number = grievance_of(body["view"])
    await office.desk.do(handling.decline, by=body["user"]["id"], grievance_id=number, reason=reason)
    return views.declined(number, office.texts)


async def reply(office: Office, body: Body) -> Message:
    """Record what the petitioner was told; that closes it."""
    number, told = grievance_of(body["view"]), reply_of(body["view"])
    card = await office.desk.do(replying.record_reply, by=body["user"]["id"], grievance_id=number, reply=told)
    return views.closed(card, office.texts)
