"""Buttons on the board, on cards, in messages and on Home."""

import contextlib

from slack_bolt.async_app import AsyncApp

from bot.domain.calls.dispositions import NEEDS_FORM, Disposition
from bot.domain.calls.results import Result
from bot.domain.refusals import Reason, Refused
from bot.registry import ActionId
from bot.services.calls import claiming, queue, recording, tasks, text_tasks
from bot.services.figures import thanking
from bot.services.grievances import undoing
from bot.views.calls.advance_texts import text_asked, text_by_hand, words_of_text
from bot.views.calls.answers import recorded, released, task_done
from bot.views.calls.claim_card import claim_card
from bot.views.calls.queue import queue_message
from bot.views.grievances.messages import phone_card
from handlers.answering import on_claims, on_clicks
from handlers.installation import Installation
from handlers.outcomes import Card, CardClosed, FormNotOpened, Message
from handlers.payloads import Click, Trigger, row_id
from handlers.results import open_result_form

QUICK_RESULTS = (ActionId.QUICK_RESULT, *(f"{ActionId.QUICK_RESULT}.{each}" for each in Disposition))


def register(app: AsyncApp, installation: Installation) -> None:
    """Listen to our buttons."""
    on_claims(app, installation, {ActionId.CLAIM: claim, ActionId.CLAIM_NEXT: claim_next})
    on_clicks(
        app,
        installation,
        {
            ActionId.RELEASE: release,
            ActionId.RECORD: record,
            **dict.fromkeys(QUICK_RESULTS, record_at_once),
            ActionId.UNDO: undo,
            ActionId.QUEUE: see_queue,
            ActionId.TASK_DONE: do_task,
            ActionId.TASK_CONTACT: see_task_contact,
            ActionId.TASK_SEND: send_text,
            ActionId.TASK_NUMBER: see_text_by_hand,
            ActionId.TASK_SENT: note_text_sent,
        },
    )


async def claim(installation: Installation, click: Click) -> Card:
    """Claim the call that the button stands beside."""
    card = await installation.desk.do(claiming.claim_call, by=click.by, number=click.number)
    return Card(claim_card(card, installation.texts))


async def claim_next(installation: Installation, click: Click) -> Card:
    """Claim the next call."""
    card = await installation.desk.do(claiming.claim_next, by=click.by, by_click=True)
    return Card(claim_card(card, installation.texts))


async def release(installation: Installation, click: Click) -> CardClosed:
    """Lay a call down; the answer takes the place of the card."""
    done = await installation.desk.do(claiming.release_call, by=click.by, number=click.number)
    return CardClosed(released(done, installation.texts), click.response_url)


async def record(installation: Installation, click: Click) -> None:
    """Open the result form; its outcome takes the place of the card that was clicked."""
    await open_result_form(installation, click, number=click.number, card_url=click.response_url)


async def record_at_once(installation: Installation, click: Click) -> CardClosed | None:
    """Record a result by one click; one that asks for more opens the form. The answer takes the place of the card."""
    number, disposition = _quick_result(click.value)
    if disposition in NEEDS_FORM:
        url = click.response_url
        await open_result_form(installation, click, number=number, disposition=disposition, card_url=url)
        return None
    result = Result(disposition=disposition)
    done = await installation.desk.do(recording.record_result, by=click.by, number=number, result=result)
    return CardClosed(recorded(done, installation.texts), click.response_url)


async def undo(installation: Installation, click: Click) -> CardClosed:
    """Take a result back: its form opens with what was entered, and the card takes the place of the answer."""
    card = await installation.desk.do(undoing.undo_result, by=click.by, number=click.number)
    with contextlib.suppress(FormNotOpened):  # the card has the button that opens it
        await open_result_form(installation, click, number=click.number, card_url=click.response_url)
    return CardClosed(claim_card(card, installation.texts), click.response_url)


def _quick_result(value: str) -> tuple[int, Disposition]:
    number, _, word = value.partition(":")
    try:
        return row_id(number), Disposition(word)
    except ValueError:
        raise Refused(Reason.OLD_BUTTON) from None


async def see_queue(installation: Installation, trigger: Trigger) -> Message:
    """Show one's own calls, what comes next, how the day stands."""
    return queue_message(await installation.desk.look(queue.see_queue, by=trigger.by), installation.texts)


async def do_task(installation: Installation, click: Click) -> Message:
    """Mark a task done; Home refreshes itself."""
    await installation.desk.do(tasks.do_task, by=click.by, task_id=click.number)
    return task_done(installation.texts)


async def see_task_contact(installation: Installation, click: Click) -> Message:
    """연락처 보기: whom to tell that what they complained of was improved, and logged."""
    shown = await installation.desk.do(thanking.reveal_for_thanks, by=click.by, task_id=click.number)
    return phone_card(shown, installation.texts)


async def send_text(installation: Installation, click: Click) -> Message:
    """문자 보내기: have the advance text sent; Home refreshes itself."""
    asked = await installation.desk.do(text_tasks.send_text, by=click.by, task_id=click.number)
    return text_asked(asked, installation.texts)


async def see_text_by_hand(installation: Installation, click: Click) -> Message:
    """번호 보기: take the task; whom to send the text by hand is shown, and logged."""
    card = await installation.desk.do(text_tasks.see_text_by_hand, by=click.by, task_id=click.number)
    words = words_of_text(installation.desk.station.name, installation.languages.station)
    return text_by_hand(card, words, installation.texts)


async def note_text_sent(installation: Installation, click: Click) -> CardClosed:
    """보냈습니다: mark the task done; the answer takes the place of the number."""
    await installation.desk.do(text_tasks.note_sent_by_hand, by=click.by, task_id=click.number)
    return CardClosed(task_done(installation.texts), click.response_url)
