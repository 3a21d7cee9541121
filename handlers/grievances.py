"""A grievance on its way: the recipient's buttons and forms, the operator's reply."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from slack_bolt.async_app import AsyncApp

from bot.domain.grievances.delays import Delay, DelayField, DelayKind, DelayReason
from bot.domain.grievances.handing_on import HandOn, HandOnField
from bot.domain.grievances.kinds import Category, Kind, RootCause
from bot.domain.grievances.replies import NOT_ASKED, CloseResult, Reply, ReplyField
from bot.domain.grievances.tellings import Method
from bot.domain.refusals import FormRefused, Reason, Refused
from bot.registry import ActionId, FormId
from bot.services.grievances import delays, handing_on, handling, reminders, replying, rerouting
from bot.services.grievances.handling import ANSWER_FIELD, REASON_FIELD, RIGHT_OFFICER_FIELD
from bot.services.grievances.history import look_up_grievance
from bot.texts import Texts
from bot.views.answers import refusal
from bot.views.grievances import forms
from bot.views.grievances import messages as views
from handlers.answering import on_clicks, on_forms, open_form
from handlers.installation import Installation
from handlers.outcomes import Message, View
from handlers.payloads import Click, Inputs, Submission, chosen_id

T = TypeVar("T")


def register(app: AsyncApp, installation: Installation) -> None:
    """Listen to the buttons and forms around a grievance."""
    on_clicks(
        app,
        installation,
        {
            ActionId.SEE_GRIEVANCE: see,
            ActionId.URGE: urge,
            ActionId.MISTAKEN: close_mistaken,
            ActionId.ACKNOWLEDGE: acknowledge,
            ActionId.ANSWER: open_answer,
            ActionId.DECLINE: open_decline,
            ActionId.HAND_ON: open_hand_on,
            ActionId.REPLY: open_reply,
            ActionId.CONTACT: contact,
            ActionId.DIRECT_CALL: direct_call,
            ActionId.DELAY: open_delay,
            ActionId.WITHDRAW: open_withdraw,
            ActionId.AGAIN: open_again,
        },
    )
    on_forms(
        app,
        installation,
        {
            FormId.ANSWER: (answer, ANSWER_FIELD),
            FormId.DECLINE: (decline, REASON_FIELD),
            FormId.HAND_ON: (hand_on, HandOnField.REASON),
            FormId.REPLY: (reply, ReplyField.RESULT),
            FormId.DELAY: (delay, DelayField.KIND),
            FormId.WITHDRAW: (withdraw, REASON_FIELD),
            FormId.AGAIN: (again, REASON_FIELD),
        },
    )


async def see(installation: Installation, click: Click) -> Message:
    """보기: one of several that were found."""
    file = await installation.desk.look(look_up_grievance, by=click.by, grievance_id=click.number)
    return views.grievance_file(file, installation.texts)


async def urge(installation: Installation, click: Click) -> Message:
    """다시 알리기: remind whoever it waits for."""
    await installation.desk.do(reminders.urge, by=click.by, grievance_id=click.number)
    return views.urged(click.number, installation.texts)


async def close_mistaken(installation: Installation, click: Click) -> Message:
    """잘못 입력으로 종결: audit closes what the operator says was entered by mistake."""
    card = await installation.desk.do(replying.close_mistaken, by=click.by, grievance_id=click.number)
    return views.closed(card, installation.texts)


async def acknowledge(installation: Installation, click: Click) -> Message:
    """확인: it has arrived."""
    card = await installation.desk.do(handling.acknowledge, by=click.by, grievance_id=click.number)
    return views.acknowledged(card, installation.texts)


async def contact(installation: Installation, click: Click) -> Message:
    """연락처 보기: whom to call back, shown to the one who does, and logged."""
    shown = await installation.desk.do(replying.reveal_for_reply, by=click.by, grievance_id=click.number)
    return views.phone_card(shown, installation.texts)


async def direct_call(installation: Installation, click: Click) -> Message:
    """직접 통화: whom to phone, shown to that officer alone, and logged; what was said is then their answer."""
    shown = await installation.desk.do(handling.reveal_for_direct_call, by=click.by, grievance_id=click.number)
    return views.phone_card(shown, installation.texts)


async def open_answer(installation: Installation, click: Click) -> None:
    """답변: open the form, for whoever has the grievance."""
    number = click.number

    def draw(draft: str) -> View:
        return forms.answer_form(number, installation.texts, ANSWER_FIELD, draft)

    await _open(installation, click, handling.begin_answer, draw)


async def open_decline(installation: Installation, click: Click) -> None:
    """제 담당 아님: open the form for the reason, and for who should have it."""
    number, fields = click.number, (REASON_FIELD, RIGHT_OFFICER_FIELD)
    await _open(
        installation, click, handling.see_grievance, lambda _: forms.decline_form(number, installation.texts, fields)
    )


async def open_hand_on(installation: Installation, click: Click) -> None:
    """감사 사안 아님: open the form for the reason, and as what it is filed."""
    await _open(
        installation, click, handing_on.begin_handing_on, lambda card: forms.hand_on_form(card, installation.texts)
    )


async def hand_on(installation: Installation, submission: Submission) -> Message:
    """Hand it on as if it were filed now."""
    number, inputs = submission.number, Inputs(submission.view)
    kind, category = inputs.option(HandOnField.KIND), inputs.option(HandOnField.CATEGORY)
    choice = HandOn(
        reason=inputs.words(HandOnField.REASON),
        kind=Kind(kind) if kind in set(Kind) else None,
        category=Category(category) if category in set(Category) else None,
    )
    await installation.desk.do(handing_on.hand_on, by=submission.by, grievance_id=number, choice=choice)
    return views.handed_on(number, installation.texts)


async def open_withdraw(installation: Installation, click: Click) -> None:
    """철회: open the form for the petitioner's words."""
    await _open_for_words(installation, click, replying.see_task, forms.withdraw_form)


async def open_again(installation: Installation, click: Click) -> None:
    """재접수: open the form for what the petitioner still complains of."""
    await _open_for_words(installation, click, replying.see_task, forms.again_form)


async def open_delay(installation: Installation, click: Click) -> None:
    """기한 연장: open the form, if anything may still be asked for."""
    await _open(installation, click, delays.begin_delay, lambda card: forms.delay_form(card, installation.texts))


async def open_reply(installation: Installation, click: Click) -> None:
    """회신 기록: open the form, for whoever replies."""
    await _open(installation, click, replying.begin_reply, lambda card: forms.reply_form(card, installation.texts))


async def _open_for_words(
    installation: Installation,
    click: Click,
    allowed: Callable[..., object],
    form: Callable[[int, Texts, str], View],
) -> None:
    number = click.number
    await _open(installation, click, allowed, lambda _card: form(number, installation.texts, REASON_FIELD))


async def _open(
    installation: Installation,
    click: Click,
    begin: Callable[..., T],
    draw: Callable[[T], View],
) -> None:
    number = click.number

    async def view() -> View:
        return draw(await installation.desk.look(begin, by=click.by, grievance_id=number))

    await open_form(installation, click, view())


async def answer(installation: Installation, submission: Submission) -> Message:
    """Record a recipient's answer; one that came too late is kept, and given back."""
    words = submission.inputs.words(ANSWER_FIELD)
    number, by = submission.number, submission.by
    try:
        card = await installation.desk.do(handling.answer, by=by, grievance_id=number, words=words)
    except Refused as error:
        if error.reason is Reason.REPEATED:
            raise
        await installation.desk.do(handling.keep_answer, by=by, grievance_id=number, words=words)
        return views.too_late(refusal(error.reason, error.facts, installation.texts), words, installation.texts)
    return views.answered(card, installation.texts)


async def decline(installation: Installation, submission: Submission) -> Message:
    """Pass a grievance on."""
    reason, named = submission.inputs.words(REASON_FIELD), chosen_id(submission.inputs.option(RIGHT_OFFICER_FIELD))
    number, by = submission.number, submission.by
    await installation.desk.do(rerouting.decline, by=by, grievance_id=number, reason=reason, named=named)
    return views.declined(number, installation.texts)


async def reply(installation: Installation, submission: Submission) -> Message:
    """Record what the petitioner was told; that closes it."""
    number, told = submission.number, reply_of(submission.inputs)
    card = await installation.desk.do(replying.record_reply, by=submission.by, grievance_id=number, reply=told)
    return views.closed(card, installation.texts)


async def delay(installation: Installation, submission: Submission) -> Message:
    """Move the due date."""
    number, wanted = submission.number, delay_of(submission.inputs)
    card = await installation.desk.do(delays.delay_grievance, by=submission.by, grievance_id=number, delay=wanted)
    return views.delayed(card, installation.texts)


async def withdraw(installation: Installation, submission: Submission) -> Message:
    """Close what the petitioner withdrew."""
    number, words = submission.number, submission.inputs.words(REASON_FIELD)
    card = await installation.desk.do(replying.withdraw, by=submission.by, grievance_id=number, words=words)
    return views.closed(card, installation.texts)


async def again(installation: Installation, submission: Submission) -> Message:
    """Begin the next round."""
    number, words = submission.number, submission.inputs.words(REASON_FIELD)
    card = await installation.desk.do(replying.take_up_again, by=submission.by, grievance_id=number, words=words)
    return views.taken_up_again(card, installation.texts)


def reply_of(inputs: Inputs) -> Reply:
    """Read the reply form.

    Raises:
        FormRefused: a value that no form of ours offers, or nothing chosen of how content they are.
    """
    score = inputs.option(ReplyField.SATISFACTION)
    if score is None:
        raise FormRefused({ReplyField.SATISFACTION: Reason.SATISFACTION_MISSING})
    try:
        return Reply(
            result=CloseResult(inputs.option(ReplyField.RESULT) or ""),
            method=Method(inputs.option(ReplyField.METHOD) or ""),
            words=inputs.words(ReplyField.WORDS),
            told_on=inputs.day(ReplyField.TOLD_ON) or date.min,
            handler=inputs.words(ReplyField.HANDLER),
            contact=inputs.words(ReplyField.CONTACT),
            remedy=inputs.words(ReplyField.REMEDY),
            root_causes=tuple(RootCause(each) for each in inputs.options(ReplyField.ROOT_CAUSES)),
            improvement=inputs.words(ReplyField.IMPROVEMENT),
            petitioner_view=inputs.words(ReplyField.PETITIONER_VIEW),
            officer_view=inputs.words(ReplyField.OFFICER_VIEW),
            complaint=inputs.words(ReplyField.COMPLAINT),
            consented=inputs.ticked(ReplyField.CONSENT),
            satisfaction=None if score == NOT_ASKED else int(score),
            no_follow_up=inputs.ticked(ReplyField.NO_FOLLOW_UP),
        )
    except ValueError:
        raise FormRefused({ReplyField.RESULT: Reason.BROKEN_FORM}) from None


def delay_of(inputs: Inputs) -> Delay:
    """Read the form for a later due date.

    Raises:
        FormRefused: a value that no form of ours offers.
    """
    reason = inputs.option(DelayField.REASON)
    try:
        return Delay(
            kind=DelayKind(inputs.option(DelayField.KIND) or ""),
            reason=DelayReason(reason) if reason else None,
            until=inputs.day(DelayField.UNTIL),
            consent=inputs.ticked(DelayField.CONSENT),
            words=inputs.words(DelayField.WORDS),
        )
    except ValueError:
        raise FormRefused({DelayField.KIND: Reason.BROKEN_FORM}) from None
