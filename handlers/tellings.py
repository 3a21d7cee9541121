"""What a petitioner is told, and written: the forms of a later due date and of how it stands, and the letters."""

from datetime import date
from functools import partial

from slack_bolt.async_app import AsyncApp

from bot.domain.grievances.letters import LetterKind
from bot.domain.grievances.tellings import Method, Telling, TellingField, TellingKind
from bot.domain.refusals import FormRefused, Reason
from bot.registry import ActionId, FormId
from bot.services.grievances import letters, tellings
from bot.views.grievances.messages import letter_coming
from bot.views.grievances.telling_forms import telling_form, told
from handlers.answering import on_clicks, on_forms, open_form
from handlers.installation import Installation
from handlers.outcomes import Message, View
from handlers.payloads import Click, Inputs, Submission


def register(app: AsyncApp, installation: Installation) -> None:
    """Listen to the buttons and forms of what is told on the way."""
    opened = {ActionId.PROGRESS: TellingKind.PROGRESS, ActionId.TELL_DELAY: TellingKind.DELAY}
    kept = {FormId.PROGRESS: TellingKind.PROGRESS, FormId.TELL_DELAY: TellingKind.DELAY}
    on_clicks(app, installation, {action: partial(open_telling, kind) for action, kind in opened.items()})
    on_clicks(
        app, installation, {f"{ActionId.LETTER}.{letter}": partial(bring_letter, letter) for letter in LetterKind}
    )
    on_forms(
        app, installation, {form: (partial(keep_telling, kind), TellingField.WORDS) for form, kind in kept.items()}
    )


async def open_telling(kind: TellingKind, installation: Installation, click: Click) -> None:
    """처리 상황 알림, 연장 통지 기록: open the form."""

    async def view() -> View:
        card = await installation.desk.look(tellings.begin_telling, by=click.by, grievance_id=click.number, kind=kind)
        return telling_form(card, installation.texts)

    await open_form(installation, click, view())


async def keep_telling(kind: TellingKind, installation: Installation, submission: Submission) -> Message:
    """Keep what the petitioner was told."""
    number, telling = submission.number, telling_of(kind, submission.inputs)
    card = await installation.desk.do(tellings.record_telling, by=submission.by, grievance_id=number, telling=telling)
    return told(card, kind, installation.texts)


async def bring_letter(letter: LetterKind, installation: Installation, click: Click) -> Message:
    """회신문, 연장 통지문, 처리 상황 통지문: bring the letter by direct message."""
    await installation.desk.do(letters.ask_for_letter, by=click.by, grievance_id=click.number, letter=letter)
    return letter_coming(installation.texts)


def telling_of(kind: TellingKind, inputs: Inputs) -> Telling:
    """Read the form.

    Raises:
        FormRefused: a value that no form of ours offers.
    """
    method = inputs.option(TellingField.METHOD)
    if method not in set(Method):
        raise FormRefused({TellingField.METHOD: Reason.BROKEN_FORM})
    return Telling(
        kind=kind,
        method=Method(method),
        told_on=inputs.day(TellingField.TOLD_ON) or date.min,
        words=inputs.words(TellingField.WORDS),
        was_asked=inputs.ticked(TellingField.ASKED),
    )
