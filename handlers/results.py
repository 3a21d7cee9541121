"""The result form: opened, changed while it is filled in, submitted."""

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from slack_bolt.async_app import AsyncApp

from bot.domain.calls.cards import ResultCard
from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.results import Extra, MoneyAnswer, PraiseGiven, Result, ResultField, extras_of, unfilled
from bot.domain.calls.states import Outcome
from bot.domain.grievances.filing import needs_filing
from bot.domain.refusals import FormRefused, Reason
from bot.registry import ActionId, FormId
from bot.services.calls import recording
from bot.views.calls.answers import recorded
from bot.views.calls.result_form import FormState, result_form
from handlers import filing
from handlers.answering import on_changes, on_forms, open_form
from handlers.installation import Installation
from handlers.outcomes import CardClosed, NextPage, SamePage, View
from handlers.payloads import NO, YES, Body, Click, Inputs, Metadata, Submission, Trigger, row_id


def register(app: AsyncApp, installation: Installation) -> None:
    """Listen to the result form."""
    on_changes(app, installation, {ActionId.RESULT_CHANGED: redraw})
    on_forms(app, installation, {FormId.RESULT: (submit, ResultField.DISPOSITION)})


async def open_result_form(
    installation: Installation,
    trigger: Trigger,
    *,
    number: int | None,
    disposition: Disposition | None = None,
    card_url: str = "",
) -> None:
    """Open the form for a call that the person holds.

    Raises:
        Refused: not theirs.
    """

    async def view() -> View:
        card = await installation.desk.do(recording.open_result_form, by=trigger.by, number=number)
        asked = tuple(each.name for each in card.questions)
        kept = Metadata(call=card.line.number, card_url=card_url, asked=asked)
        return result_form(card, _first_state(card, disposition), installation.texts, str(kept))

    await open_form(installation, trigger, view(), _record_button)


def _record_button(_trigger: Trigger, form: View) -> tuple[str, str]:
    return ActionId.RECORD, str(Metadata.of(form).call)


def _first_state(card: ResultCard, disposition: Disposition | None) -> FormState:
    """What the form opens with: what was asked for, or what was entered before the form was lost."""
    entered = card.half_entered
    if entered is None or disposition not in {None, entered.disposition}:
        return FormState(disposition=disposition or Disposition.ANSWERED)
    return FormState(
        disposition=entered.disposition,
        outcome=entered.outcome,
        money=entered.money,
        extras=extras_of(entered),
        entered=entered,
    )


async def redraw(installation: Installation, click: Click) -> View:
    """Show the fields that the choice asks for, and keep what was entered."""
    kept = Metadata.of(click.view)
    entered = result_of(click.view, kept.asked)
    card = await installation.desk.do(
        recording.keep_result, by=click.by, number=kept.call, result=entered, asked=kept.asked
    )
    return result_form(card, replace(form_state(click.view), entered=entered), installation.texts, str(kept))


async def submit(installation: Installation, submission: Submission) -> CardClosed | NextPage | SamePage:
    """Record the result, or go on to the grievance.

    Raises:
        FormRefused: something was ticked and then left empty.
    """
    kept = Metadata.of(submission.view)
    result = result_of(submission.view, kept.asked)
    if _asks_one_thing_more(result, submission):
        return await _ask_again(installation, submission, result)
    if problems := unfilled(_ticked(result, submission), result):
        raise FormRefused(problems)
    if needs_filing(result):
        return await filing.begin(installation, submission, result)
    done = await installation.desk.do(recording.record_result, by=submission.by, number=kept.call, result=result)
    return CardClosed(recorded(done, installation.texts), kept.card_url)


def _asks_one_thing_more(result: Result, submission: Submission) -> bool:
    """Check whether what was entered leads to a question that the form did not show yet."""
    if result.praise is not None and result.praise.asks_of_gift:
        return True
    if any(not submission.inputs.shows(SHOWN_BY[extra]) for extra in _ticked(result, submission)):
        return True
    return result.asks_of_follow_up and not submission.inputs.shows(ResultField.NO_FOLLOW_UP)


def _ticked(result: Result, submission: Submission) -> frozenset[Extra]:
    ticked = form_state(submission.view).extras
    return ticked if result.disposition is Disposition.ANSWERED else ticked - {Extra.PRAISE}


SHOWN_BY = {Extra.PRAISE: ResultField.PRAISE_WORDS, Extra.EARLIER: ResultField.HAPPENED_AT}
"""By which field it is known that the form asks for what was ticked."""


async def _ask_again(installation: Installation, submission: Submission, result: Result) -> SamePage:
    """Show the form again: whether it was a gift, whether a low score is followed up, what was ticked and not shown."""
    kept = Metadata.of(submission.view)
    card = await installation.desk.do(
        recording.keep_result, by=submission.by, number=kept.call, result=result, asked=kept.asked
    )
    state = replace(form_state(submission.view), entered=result)
    return SamePage(result_form(card, state, installation.texts, str(kept)))


MemberT = TypeVar("MemberT", bound=StrEnum)


def _member(kind: type[MemberT], value: str | None) -> MemberT | None:
    return kind(value) if value in set(kind) else None


def form_state(view: Body) -> FormState:
    """Read the choices that decide which fields the result form shows."""
    inputs = Inputs(view)
    return FormState(
        disposition=_member(Disposition, inputs.option(ResultField.DISPOSITION)),
        outcome=_member(Outcome, inputs.option(ResultField.OUTCOME)),
        money=_member(MoneyAnswer, inputs.option(ResultField.MONEY)),
        extras=frozenset(each for each in Extra if each in inputs.options(ResultField.MORE)),
    )


def result_of(view: Body, asked: Iterable[str]) -> Result:
    """Read the result form. `asked`: the questions of the survey that it was drawn with.

    Raises:
        FormRefused: nothing was chosen, or a value that no form of ours offers.
    """
    inputs = Inputs(view)
    disposition = inputs.option(ResultField.DISPOSITION)
    if disposition is None:
        raise FormRefused({ResultField.DISPOSITION: Reason.DISPOSITION_MISSING})
    try:
        return _result(inputs, Disposition(disposition), asked)
    except ValueError:
        raise FormRefused({ResultField.DISPOSITION: Reason.BROKEN_FORM}) from None


def _result(inputs: Inputs, disposition: Disposition, asked: Iterable[str]) -> Result:
    outcome, money = inputs.option(ResultField.OUTCOME), inputs.option(ResultField.MONEY)
    warned = inputs.option(ResultField.WARNED)
    return Result(
        disposition=disposition,
        callback_at=inputs.moment(ResultField.CALLBACK_AT),
        scores=scores_in(inputs, asked),
        same_score=_same_score(inputs) is not None,
        money=MoneyAnswer(money) if money else None,
        outcome=Outcome(outcome) if outcome else None,
        no_follow_up=inputs.ticked(ResultField.NO_FOLLOW_UP),
        words=inputs.words(ResultField.WORDS),
        petitioner_view=inputs.words(ResultField.PETITIONER_VIEW),
        officer_view=inputs.words(ResultField.OFFICER_VIEW),
        praise=_praise(inputs),
        do_not_call=inputs.ticked(ResultField.DO_NOT_CALL),
        warned=None if warned is None else warned == YES,
        suspects_phishing=inputs.ticked(ResultField.SUSPECTS),
        happened_at=inputs.moment(ResultField.HAPPENED_AT),
    )


def scores_in(inputs: Inputs, asked: Iterable[str]) -> dict[str, int]:
    """Read the answers to the questions of a form, from 1 to 5; skipped ones are left out.

    Raises:
        ValueError: a score that no form of ours offers.
    """
    same = _same_score(inputs)
    chosen = {name: same or inputs.option(name) for name in asked}
    scores = {name: int(value) for name, value in chosen.items() if value is not None and value.isdigit()}
    if any(not 1 <= score <= BEST_SCORE for score in scores.values()):
        raise ValueError
    return scores


BEST_SCORE = 5


def _same_score(inputs: Inputs) -> str | None:
    """Return the score that was chosen for all questions; None where each has its own."""
    chosen = inputs.option(ResultField.SAME_SCORE)
    return chosen if chosen is not None and chosen.isdigit() else None


def _praise(inputs: Inputs) -> PraiseGiven | None:
    words = inputs.words(ResultField.PRAISE_WORDS).strip()
    officers = inputs.options(ResultField.PRAISED_OFFICER)
    if not words:
        return None
    return PraiseGiven(
        words=words,
        officers=tuple(row_id(each) for each in officers),
        declined=inputs.ticked(ResultField.PRAISE_DECLINED),
        was_gift={YES: True, NO: False}.get(inputs.option(ResultField.PRAISE_GIFT) or ""),
    )
