"""Quality re-checks: taking one, and entering what the second call brought."""

from slack_bolt.async_app import AsyncApp

from bot.domain.calls.rechecks import RecheckOutcome
from bot.domain.refusals import FormRefused, Reason
from bot.registry import ActionId, FormId
from bot.services.calls import rechecks
from bot.views.calls import rechecks as views
from handlers.answering import on_clicks, on_forms, open_form
from handlers.installation import Installation
from handlers.outcomes import Message, View
from handlers.payloads import Click, Submission
from handlers.results import scores_in


def register(app: AsyncApp, installation: Installation) -> None:
    """Listen to the buttons and the form of re-checks."""
    on_clicks(app, installation, {ActionId.RECHECK: claim, ActionId.RECHECK_RESULT: open_result})
    on_forms(app, installation, {FormId.RECHECK: (record, views.OUTCOME_FIELD)})


async def claim(installation: Installation, click: Click) -> Message:
    """다시 통화하기: whom to phone, shown to the second operator alone."""
    card = await installation.desk.do(rechecks.claim_recheck, by=click.by, recheck_id=click.number)
    return views.recheck_card(card.line, card, installation.texts)


async def open_result(installation: Installation, click: Click) -> None:
    """재확인 결과: open the form."""

    async def view() -> View:
        card = await installation.desk.look(rechecks.open_recheck_form, by=click.by, recheck_id=click.number)
        return views.recheck_form(card.line, card.questions, installation.texts)

    await open_form(installation, click, view())


async def record(installation: Installation, submission: Submission) -> Message:
    """Record how the second call ended."""
    inputs = submission.inputs
    try:
        outcome = RecheckOutcome(inputs.option(views.OUTCOME_FIELD) or "")
        scores = scores_in(inputs, inputs.blocks - {views.OUTCOME_FIELD})
    except ValueError:
        raise FormRefused({views.OUTCOME_FIELD: Reason.BROKEN_FORM}) from None
    line = await installation.desk.do(
        rechecks.record_recheck, by=submission.by, recheck_id=submission.number, outcome=outcome, scores=scores
    )
    return views.recheck_recorded(line, outcome, installation.texts)
