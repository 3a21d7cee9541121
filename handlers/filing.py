"""The second page of the result form: a grievance is filed."""

from collections.abc import Mapping

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.calls.results import Result
from bot.domain.grievances.filing import FilingField, first_filing
from bot.domain.refusals import Fact, FormRefused, Reason, Refused
from bot.registry import ActionId, FormId
from bot.services.grievances import filing
from bot.texts import Texts
from bot.views.calls.answers import recorded
from bot.views.grievances.filing_form import filing_form
from bot.views.modals import message_view
from handlers.answering import Message, answered, redraw_form
from handlers.claim_cards import replace_card
from handlers.grievance_payloads import filing_of
from handlers.installation import Installation
from handlers.officers import suggest_officers
from handlers.payloads import Body, Metadata


def register(app: AsyncApp, office: Installation) -> None:
    """Listen to the filing form."""

    @app.action(ActionId.FILING_CHANGED)
    async def on_filing_changed(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await ack()
        await _redraw(office, client, body)

    @app.action(ActionId.FILING_OFFICER)
    async def on_filing_officer(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await ack()
        await _redraw(office, client, body)

    @app.options(ActionId.FILING_OFFICER)
    async def on_officer_typed(ack: AsyncAck, body: Body) -> None:
        await ack(options=await suggest_officers(office, body))

    @app.view(FormId.FILING)
    async def on_filing(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await _submit(office, ack, client, body)


async def begin(office: Installation, ack: AsyncAck, body: Body, result: Result) -> None:
    """Push the filing form onto the result form, whose content is kept as a draft.

    Raises:
        Refused, FormRefused: as the first page would be.
    """
    kept = Metadata.of(body["view"])
    chosen = first_filing(result)
    card = await office.desk.do(
        filing.begin_filing, by=body["user"]["id"], number=kept.call, result=result, filing=chosen
    )
    await ack(response_action="push", view=filing_form(card, chosen, office.texts, str(kept)))


async def _redraw(office: Installation, client: AsyncWebClient, body: Body) -> None:
    view = body.get("view") or {}
    try:
        kept, chosen = Metadata.of(view), filing_of(view)
        card = await office.desk.look(filing.see_filing, by=body["user"]["id"], number=kept.call, filing=chosen)
    except (Refused, FormRefused):  # they are told when they submit, and keep what they typed
        return
    await redraw_form(client, view["id"], filing_form(card, chosen, office.texts, str(kept)))


async def _submit(office: Installation, ack: AsyncAck, client: AsyncWebClient, body: Body) -> None:
    view = body["view"]
    try:
        message = await answered(_file(office, body), office.texts, let_through=(Refused,))
    except FormRefused as error:
        errors = {field: office.texts.plain(f"refused.{reason}") for field, reason in error.errors.items()}
        await ack(response_action="errors", errors=errors)
    except Refused as error:
        await ack(response_action="errors", errors=_at_kind(error.reason, error.facts, office.texts))
    else:
        await ack(response_action="update", view=message_view(message, office.texts, is_last=True))
        await replace_card(client, view, message)


async def _file(office: Installation, body: Body) -> Message:
    number, chosen = Metadata.of(body["view"]).call, filing_of(body["view"])
    done = await office.desk.do(filing.file_grievance, by=body["user"]["id"], number=number, filing=chosen)
    return recorded(done, office.texts)


def _at_kind(reason: Reason, facts: Mapping[str, Fact], texts: Texts) -> dict[str, str]:
    return {FilingField.KIND.value: texts.plain(f"refused.{reason}", **facts)}
