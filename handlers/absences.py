"""Being away: the button on Home and its form."""

from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.people.cards import Absence, OfficerChoice
from bot.registry import ActionId, FormId
from bot.services.people import absences
from bot.services.people.absences import DEPUTY, FROM, UNTIL
from bot.views.people.absence import absence_form, absence_noted
from handlers.answering import Message, answer_click, answer_form, open_form
from handlers.installation import Installation
from handlers.officers import suggest_officers
from handlers.payloads import Body, Inputs


def register(app: AsyncApp, office: Installation) -> None:
    """Listen to the absence form."""

    @app.action(ActionId.ABSENCE)
    async def on_open(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await answer_click(ack, client, body, open_absence(office, body, client), office.texts)

    @app.options(ActionId.DEPUTY)
    async def on_deputy_typed(ack: AsyncAck, body: Body) -> None:
        await ack(options=await suggest_officers(office, body))

    @app.view(FormId.ABSENCE)
    async def on_absence(ack: AsyncAck, body: Body) -> None:
        await answer_form(ack, note(office, body), office.texts, FROM)


async def open_absence(office: Installation, body: Body, client: AsyncWebClient) -> None:
    """부재 설정: open the form with what was noted before."""

    async def view() -> dict[str, Any]:
        noted = await office.desk.look(absences.begin_absence, by=body["user"]["id"])
        return absence_form(noted, office.texts, (FROM, UNTIL, DEPUTY))

    await open_form(client, body["trigger_id"], view(), office.texts)


async def note(office: Installation, body: Body) -> Message:
    """Note the absence."""
    inputs = Inputs(body["view"])
    deputy = inputs.option(DEPUTY) or ""
    chosen = OfficerChoice(id=int(deputy), name="", rank="", unit="") if deputy.isdecimal() else None
    wanted = Absence(first=inputs.day(FROM), last=inputs.day(UNTIL), deputy=chosen)
    noted = await office.desk.do(absences.note_absence, by=body["user"]["id"], absence=wanted)
    return absence_noted(noted, office.texts)
