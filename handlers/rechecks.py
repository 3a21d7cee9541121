"""Quality re-checks: taking one, and entering what the second call brought."""

from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.calls.rechecks import RecheckOutcome
from bot.domain.refusals import FormRefused, Reason
from bot.registry import ActionId, FormId
from bot.services.calls import rechecks
from bot.views.calls import rechecks as views
from handlers.answering import Message, answer_click, answer_form, open_form
from handlers.installation import Installation
from handlers.payloads import Body, Inputs, scores_in, value_of


def register(app: AsyncApp, office: Installation) -> None:
    """Listen to the buttons and the form of re-checks."""

    @app.action(ActionId.RECHECK)
    async def on_claim(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await answer_click(ack, client, body, claim(office, body), office.texts)

    @app.action(ActionId.RECHECK_RESULT)
    async def on_result(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await answer_click(ack, client, body, open_result(office, body, client), office.texts)

    @app.view(FormId.RECHECK)
    async def on_form(ack: AsyncAck, body: Body) -> None:
        await answer_form(ack, record(office, body), office.texts, views.OUTCOME_FIELD)


async def claim(office: Installation, body: Body) -> Message:
    """다시 통화하기: whom to phone, shown to the second operator alone."""
    card = await office.desk.do(rechecks.claim_recheck, by=body["user"]["id"], recheck_id=value_of(body))
    return views.recheck_card(card.line, card.contact, card.caller, office.texts)


async def open_result(office: Installation, body: Body, client: AsyncWebClient) -> None:
    """재확인 결과: open the form."""

    async def view() -> dict[str, Any]:
        by, number = body["user"]["id"], value_of(body)
        line = await office.desk.look(rechecks.open_recheck_form, by=by, recheck_id=number)
        return views.recheck_form(line, office.texts)

    await open_form(client, body["trigger_id"], view(), office.texts)


async def record(office: Installation, body: Body) -> Message:
    """Record how the second call ended."""
    inputs = Inputs(body["view"])
    try:
        outcome = RecheckOutcome(inputs.option(views.OUTCOME_FIELD) or "")
        recheck_id = int(body["view"]["private_metadata"])
        scores = scores_in(inputs)
    except (KeyError, TypeError, ValueError):
        raise FormRefused({views.OUTCOME_FIELD: Reason.BROKEN_FORM}) from None
    line = await office.desk.do(
        rechecks.record_recheck, by=body["user"]["id"], recheck_id=recheck_id, outcome=outcome, scores=scores
    )
    return views.recheck_recorded(line, outcome, office.texts)
