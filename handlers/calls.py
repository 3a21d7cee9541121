"""Buttons on the board, on cards, in messages and on Home."""

from slack_bolt.async_app import AsyncApp

from bot.registry import ActionId
from bot.services.calls import claiming, queue, tasks
from bot.views.calls.answers import released, task_done
from bot.views.calls.claim_card import claim_card
from bot.views.calls.queue import queue_message
from handlers.answering import on_clicks
from handlers.installation import Installation
from handlers.outcomes import Message
from handlers.payloads import Click, Trigger
from handlers.results import open_result_form


def register(app: AsyncApp, installation: Installation) -> None:
    """Listen to our buttons."""
    on_clicks(
        app,
        installation,
        {
            ActionId.CLAIM: claim,
            ActionId.CLAIM_NEXT: claim_next,
            ActionId.RELEASE: release,
            ActionId.RECORD: record,
            ActionId.QUEUE: see_queue,
            ActionId.TASK_DONE: do_task,
        },
    )


async def claim(installation: Installation, click: Click) -> Message:
    """Claim the call that the button stands beside."""
    card = await installation.desk.do(claiming.claim_call, by=click.by, number=click.number)
    return claim_card(card, installation.texts)


async def claim_next(installation: Installation, click: Click) -> Message:
    """Claim the next call."""
    card = await installation.desk.do(claiming.claim_next, by=click.by, by_click=True)
    return claim_card(card, installation.texts)


async def release(installation: Installation, click: Click) -> Message:
    """Lay a call down."""
    done = await installation.desk.do(claiming.release_call, by=click.by, number=click.number)
    return released(done, installation.texts)


async def record(installation: Installation, click: Click) -> None:
    """Open the result form; its outcome takes the place of the card that was clicked."""
    await open_result_form(installation, click, number=click.number, card_url=click.response_url)


async def see_queue(installation: Installation, trigger: Trigger) -> Message:
    """Show one's own calls, what comes next, how the day stands."""
    return queue_message(await installation.desk.look(queue.see_queue, by=trigger.by), installation.texts)


async def do_task(installation: Installation, click: Click) -> Message:
    """Mark a task done; Home refreshes itself."""
    await installation.desk.do(tasks.do_task, by=click.by, task_id=click.number)
    return task_done(installation.texts)
