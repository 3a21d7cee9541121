"""Buttons on the board, on cards, in messages and on Home."""

from collections.abc import Awaitable, Callable

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.registry import ActionId
from bot.services.calls import claiming, queue, tasks
from bot.views.calls.answers import released, task_done
from bot.views.calls.claim_card import claim_card
from bot.views.calls.queue import queue_message
from handlers.answering import Message, answer_click
from handlers.installation import Installation
from handlers.payloads import Body, value_of
from handlers.results import open_result_form

Work = Callable[[Installation, Body, AsyncWebClient], Awaitable[Message | None]]


def register(app: AsyncApp, office: Installation) -> None:
    """Listen to our buttons."""
    works: dict[ActionId, Work] = {
        ActionId.CLAIM: claim,
        ActionId.CLAIM_NEXT: claim_next,
        ActionId.RELEASE: release,
        ActionId.RECORD: record,
        ActionId.QUEUE: see_queue,
        ActionId.TASK_DONE: do_task,
    }
    for action, work in works.items():
        app.action(action)(_listener(office, work))


def _listener(office: Installation, work: Work) -> Callable[..., Awaitable[None]]:
    async def on_click(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await answer_click(ack, client, body, work(office, body, client), office.texts)

    return on_click


async def claim(office: Installation, body: Body, _client: AsyncWebClient) -> Message:
    """Claim the call that the button stands beside."""
    card = await office.desk.do(claiming.claim_call, by=body["user"]["id"], number=value_of(body))
    return claim_card(card, office.texts)


async def claim_next(office: Installation, body: Body, _client: AsyncWebClient) -> Message:
    """Claim the next call."""
    return claim_card(await office.desk.do(claiming.claim_next, by=body["user"]["id"], by_click=True), office.texts)


async def release(office: Installation, body: Body, _client: AsyncWebClient) -> Message:
    """Lay a call down."""
    return released(
        await office.desk.do(claiming.release_call, by=body["user"]["id"], number=value_of(body)),
        office.texts,
    )


async def record(office: Installation, body: Body, client: AsyncWebClient) -> None:
    """Open the result form."""
    await open_result_form(office, client, body, number=value_of(body))


async def see_queue(office: Installation, body: Body, _client: AsyncWebClient) -> Message:
    """Show the queue."""
    return queue_message(await office.desk.look(queue.see_queue, by=body["user"]["id"]), office.texts)


async def do_task(office: Installation, body: Body, _client: AsyncWebClient) -> Message:
    """Mark a task done; Home refreshes itself."""
    await office.desk.do(tasks.do_task, by=body["user"]["id"], task_id=value_of(body))
    return task_done(office.texts)
