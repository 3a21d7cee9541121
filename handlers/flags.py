"""How to talk with a petitioner: the button on the claimant's card, and its form."""

from slack_bolt.async_app import AsyncApp

from bot.domain.calls.flags import Flag, FlagField, Flags
from bot.domain.refusals import FormRefused, Reason
from bot.registry import ActionId, FormId
from bot.services.calls import noting
from bot.views.calls.claim_card import claim_card
from bot.views.calls.flag_form import flag_form
from handlers.answering import on_clicks, on_forms, open_form
from handlers.installation import Installation
from handlers.outcomes import Message, View
from handlers.payloads import Click, Submission


def register(app: AsyncApp, installation: Installation) -> None:
    """Listen to the button and the form."""
    on_clicks(app, installation, {ActionId.FLAGS: open_flags})
    on_forms(app, installation, {FormId.FLAGS: (note, FlagField.FLAGS)})


async def open_flags(installation: Installation, click: Click) -> None:
    """응대 표시: open the form."""

    async def view() -> View:
        flags = await installation.desk.look(noting.begin_flags, by=click.by, number=click.number)
        return flag_form(click.number, flags, installation.texts)

    await open_form(installation, click, view())


async def note(installation: Installation, submission: Submission) -> Message:
    """Note it; the card is shown with what to do."""
    inputs = submission.inputs
    try:
        which = tuple(map(Flag, inputs.options(FlagField.FLAGS)))
    except ValueError:
        raise FormRefused({FlagField.FLAGS: Reason.BROKEN_FORM}) from None
    flags = Flags(which=which, who=inputs.words(FlagField.WHO))
    card = await installation.desk.do(noting.note_flags, by=submission.by, number=submission.number, flags=flags)
    return claim_card(card, installation.texts)
