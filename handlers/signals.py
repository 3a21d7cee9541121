"""Deciding about signals, and saying that an improvement is done."""

from collections.abc import Callable

from slack_bolt.async_app import AsyncApp

from bot.domain.figures.signal_cards import SignalCard, SignalField
from bot.registry import ActionId, FormId
from bot.services.figures import improvements, signals
from bot.texts import Texts
from bot.views.figures import signals as views
from handlers.answering import on_clicks, on_forms, open_form
from handlers.installation import Installation
from handlers.outcomes import Message, View
from handlers.payloads import Click, Submission, chosen_id

Draw = Callable[[SignalCard, Texts], View]


def register(app: AsyncApp, installation: Installation) -> None:
    """Listen to the buttons and forms around signals and improvements."""
    on_clicks(
        app,
        installation,
        {
            ActionId.SIGNAL_DISMISS: open_dismiss,
            ActionId.SIGNAL_IMPROVE: open_improve,
            ActionId.IMPROVEMENT_DONE: finish,
        },
    )
    on_forms(
        app,
        installation,
        {FormId.DISMISS: (dismiss, SignalField.REASON), FormId.IMPROVE: (improve, SignalField.WORDS)},
    )


async def open_dismiss(installation: Installation, click: Click) -> None:
    """조치하지 않음: open the form for the reason."""
    await _open(installation, click, views.dismiss_form)


async def open_improve(installation: Installation, click: Click) -> None:
    """개선 조치로: open the form for the plan."""
    await _open(installation, click, views.improve_form)


async def _open(installation: Installation, click: Click, draw: Draw) -> None:
    async def view() -> View:
        card = await installation.desk.look(signals.begin_decision, by=click.by, signal_id=click.number)
        return draw(card, installation.texts)

    await open_form(installation, click, view())


async def dismiss(installation: Installation, submission: Submission) -> Message:
    """Dismiss a signal, with a reason."""
    reason = submission.inputs.words(SignalField.REASON)
    card = await installation.desk.do(
        signals.dismiss_signal, by=submission.by, signal_id=submission.number, reason=reason
    )
    return views.signal_message(card, installation.texts)


async def improve(installation: Installation, submission: Submission) -> Message:
    """Make an improvement of a signal: by whom, until when, what."""
    inputs = submission.inputs
    plan = improvements.ImprovementPlan(
        owner_id=chosen_id(inputs.option(SignalField.OWNER)),
        due_on=inputs.day(SignalField.DUE_ON),
        words=inputs.words(SignalField.WORDS),
    )
    card = await installation.desk.do(improvements.improve, by=submission.by, signal_id=submission.number, plan=plan)
    return views.signal_message(card, installation.texts)


async def finish(installation: Installation, click: Click) -> Message:
    """마쳤습니다: the improvement is done."""
    line = await installation.desk.do(improvements.finish, by=click.by, improvement_id=click.number)
    return views.improvement_noted(line, installation.texts)
