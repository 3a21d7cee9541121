"""Who comes to us by themselves: the form, and the button beside a look-up (rule book §4, Inbound)."""

from slack_bolt.async_app import AsyncApp

from bot.domain.calls.inbound import HowCame
from bot.domain.lists.callers import Caller, CallerField
from bot.domain.refusals import FormRefused, Reason, Refused
from bot.registry import ActionId, FormId
from bot.services.calls import inbound
from bot.services.lists import callers
from bot.views.answers import refusal
from bot.views.calls.claim_card import claim_card
from bot.views.lists.caller_form import caller_form
from handlers.answering import on_clicks, on_forms, open_form
from handlers.installation import Installation
from handlers.outcomes import Message, View
from handlers.payloads import Click, Inputs, Submission, Trigger


def register(app: AsyncApp, installation: Installation) -> None:
    """Listen to the buttons and the form."""
    on_clicks(app, installation, {ActionId.TAKE_IN: take_in, ActionId.ADD_CALLER: add_on_home})
    on_forms(app, installation, {FormId.CALLER: (add, CallerField.NAME)})


async def open_caller_form(installation: Installation, trigger: Trigger) -> None:
    """Open the form.

    Raises:
        Refused: not an operator.
    """

    async def view() -> View:
        return caller_form(await installation.desk.look(callers.begin_caller, by=trigger.by), installation.texts)

    await open_form(installation, trigger, view(), lambda _trigger, _form: (ActionId.ADD_CALLER, "add"))


async def add_on_home(installation: Installation, click: Click) -> None:
    """Open the form from Home."""
    await open_caller_form(installation, click)


async def take_in(installation: Installation, click: Click) -> Message:
    """Take in whoever was looked up: they are on the line."""
    card = await installation.desk.do(inbound.take_in_call, by=click.by, number=click.number)
    return claim_card(card, installation.texts)


async def add(installation: Installation, submission: Submission) -> Message:
    """Take in whom the form names; what is wrong stands at its field, and who has their call is said in its place."""
    caller = caller_of(submission.inputs)
    try:
        card = await installation.desk.do(callers.add_caller, by=submission.by, caller=caller)
    except Refused as error:
        return refusal(error.reason, error.facts, installation.texts)
    return claim_card(card, installation.texts)


def caller_of(inputs: Inputs) -> Caller:
    """Read the form.

    Raises:
        FormRefused: a value that no form of ours offers.
    """
    how = inputs.option(CallerField.HOW)
    try:
        came = HowCame(how) if how else None
    except ValueError:
        raise FormRefused({CallerField.HOW: Reason.BROKEN_FORM}) from None
    return Caller(
        name=inputs.words(CallerField.NAME),
        phone=inputs.words(CallerField.PHONE),
        how=came,
        visited_on=inputs.day(CallerField.VISITED_ON),
        department=inputs.option(CallerField.DEPARTMENT) or "",
        about=inputs.words(CallerField.ABOUT),
    )
