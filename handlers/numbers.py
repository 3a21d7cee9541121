"""Another number of a petitioner: the button on the claimant's card, and its form."""

from slack_bolt.async_app import AsyncApp

from bot.domain.calls.numbers import NewNumber, NumberChange, NumberField
from bot.domain.keeping.cards import Whose
from bot.domain.refusals import FormRefused, Reason
from bot.registry import ActionId, FormId
from bot.services.calls import numbers
from bot.views.calls.claim_card import claim_card
from bot.views.calls.number_form import number_form
from handlers.answering import on_clicks, on_forms, open_form
from handlers.installation import Installation
from handlers.outcomes import Message, View
from handlers.payloads import Click, Submission


def register(app: AsyncApp, installation: Installation) -> None:
    """Listen to the button and the form."""
    on_clicks(app, installation, {ActionId.NUMBER: open_number_form})
    on_forms(app, installation, {FormId.NUMBER: (change, NumberField.PHONE)})


async def open_number_form(installation: Installation, click: Click) -> None:
    """다른 번호: open the form."""

    async def view() -> View:
        line = await installation.desk.look(numbers.begin_number, by=click.by, number=click.number)
        return number_form(line, installation.texts)

    await open_form(installation, click, view())


async def change(installation: Installation, submission: Submission) -> Message:
    """Keep the number; the card is shown with it."""
    inputs = submission.inputs
    whose, what = inputs.option(NumberField.WHOSE), inputs.option(NumberField.CHANGE)
    try:
        new = NewNumber(
            phone=inputs.words(NumberField.PHONE),
            whose=Whose(whose) if whose else None,
            change=NumberChange(what) if what else None,
            why=inputs.words(NumberField.WHY),
        )
    except ValueError:
        raise FormRefused({NumberField.PHONE: Reason.BROKEN_FORM}) from None
    card = await installation.desk.do(numbers.change_number, by=submission.by, number=submission.number, new=new)
    return claim_card(card, installation.texts)
