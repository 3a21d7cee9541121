"""The result form: opened, changed while it is filled in, submitted."""

from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.calls.cards import ResultCard
from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.results import Result
from bot.domain.grievances.filing import needs_filing
from bot.domain.refusals import FormRefused, Refused
from bot.registry import ActionId, FormId
from bot.services.calls import recording
from bot.views.calls.answers import recorded
from bot.views.calls.result_form import FormState, field_errors, form_error, result_form
from bot.views.modals import message_view
from handlers import filing
from handlers.answering import Message, answered, open_form, redraw_form
from handlers.claim_cards import replace_card
from handlers.installation import Installation
from handlers.officers import suggest_officers
from handlers.payloads import Body, Metadata, form_state, result_of


def register(app: AsyncApp, office: Installation) -> None:
    """Listen to the result form."""

    @app.action(ActionId.RESULT_CHANGED)
    async def on_result_changed(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await ack()
        await _redraw(office, client, body)

    @app.options(ActionId.PRAISED_OFFICER)
    async def on_officer_typed(ack: AsyncAck, body: Body) -> None:
        await ack(options=await suggest_officers(office, body))

    @app.view(FormId.RESULT)
    async def on_result(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await _submit(office, ack, client, body)


async def open_result_form(
    office: Installation,
    client: AsyncWebClient,
    body: Body,
    *,
    number: int | None,
    disposition: Disposition | None = None,
) -> None:
    """Open the form for a call that the person holds.

    Raises:
        Refused: not theirs.
    """
    by = body["user_id"] if "user_id" in body else body["user"]["id"]
    card_url = body.get("response_url", "") if "actions" in body else ""

    async def view() -> dict[str, Any]:
        card = await office.desk.do(recording.open_result_form, by=by, number=number)
        kept = Metadata(call=card.line.number, card_url=card_url)
        return result_form(card, _first_state(card, disposition), office.texts, str(kept))

    await open_form(client, body["trigger_id"], view(), office.texts)


def _first_state(card: ResultCard, disposition: Disposition | None) -> FormState:
    """What the form opens with: what was asked for, or what was entered before the form was lost."""
    entered = card.half_entered
    if entered is None or disposition not in {None, entered.disposition}:
        return FormState(disposition=disposition)
    return FormState(disposition=entered.disposition, outcome=entered.outcome, money=entered.money, entered=entered)


async def _redraw(office: Installation, client: AsyncWebClient, body: Body) -> None:
    """Show the fields that the choice asks for; what was typed stays (Slack keeps it by block id)."""
    view = body.get("view") or {}
    try:
        kept, by = Metadata.of(view), body["user"]["id"]
        card = await office.desk.do(recording.keep_result, by=by, number=kept.call, result=result_of(view))
    except (Refused, FormRefused):  # no longer theirs: they are told when they submit, and keep what they typed
        return
    await redraw_form(client, view["id"], result_form(card, form_state(view), office.texts, str(kept)))


async def _submit(office: Installation, ack: AsyncAck, client: AsyncWebClient, body: Body) -> None:
    """Record the result, or go on to the grievance. Whatever is wrong stands at a field: nothing typed is lost."""
    view = body["view"]
    try:
        result = result_of(view)
        if needs_filing(result):
            await filing.begin(office, ack, body, result)
            return
        message = await answered(_record(office, body, result), office.texts, let_through=(Refused,))
    except FormRefused as error:
        await ack(response_action="errors", errors=field_errors(error.errors, view, office.texts))
    except Refused as error:
        await ack(response_action="errors", errors=form_error(error.reason, error.facts, office.texts))
    else:
        await ack(response_action="update", view=message_view(message, office.texts))
        await replace_card(client, view, message)


async def _record(office: Installation, body: Body, result: Result) -> Message:
    number = Metadata.of(body["view"]).call
    done = await office.desk.do(recording.record_result, by=body["user"]["id"], number=number, result=result)
    return recorded(done, office.texts)
