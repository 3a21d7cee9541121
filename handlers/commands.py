"""Slash commands: /queue, /claim, /release, /done, /lookup, /stats, /cleancall. Every one of them answers `help`."""

from collections.abc import Awaitable, Callable

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.calls.dispositions import NEEDS_FORM, Disposition
from bot.domain.calls.results import Result
from bot.domain.refusals import Reason, Refused
from bot.registry import Command
from bot.services.calls import claiming, queue, recording, verification
from bot.views.calls.answers import recorded, released, verified
from bot.views.calls.claim_card import claim_card
from bot.views.calls.queue import queue_message
from bot.views.people.guide import command_help
from handlers.answering import Message, answer_command
from handlers.installation import Installation
from handlers.payloads import Body, asked_of, asks_help, number_or_none, words_of
from handlers.results import open_result_form
from handlers.stats import see_stats
from handlers.topics import answer_topic, guide_for

Work = Callable[[Installation, Body, AsyncWebClient], Awaitable[Message | None]]


def register(app: AsyncApp, office: Installation) -> None:
    """Listen to our slash commands."""
    works: dict[Command, Work] = {
        Command.QUEUE: see_queue,
        Command.CLAIM: claim,
        Command.RELEASE: release,
        Command.DONE: done,
        Command.LOOKUP: look_up,
        Command.STATS: see_stats,
        Command.CLEANCALL: cleancall,
    }
    for command, work in works.items():
        app.command(office.slash(command))(_listener(office, command, work))


def _listener(office: Installation, command: Command, work: Work) -> Callable[..., Awaitable[None]]:
    async def on_command(ack: AsyncAck, respond: AsyncRespond, body: Body, client: AsyncWebClient) -> None:
        async def answer() -> Message | None:
            if asks_help(words_of(body)):
                return await help_on(office, command, body["user_id"])
            return await work(office, body, client)

        await answer_command(ack, respond, answer(), office.texts)

    return on_command


async def help_on(office: Installation, command: Command, by: str) -> Message:
    """`help`: how a command is used; of `/cleancall`, what one's roles do and all their commands."""
    if command is not Command.CLEANCALL:
        return command_help(command, office.command_prefix, office.texts)
    return await guide_for(office, by)


async def see_queue(office: Installation, body: Body, _client: AsyncWebClient) -> Message:
    """`/queue`: one's own calls, what comes next, how the day stands."""
    return queue_message(await office.desk.look(queue.see_queue, by=body["user_id"]), office.texts)


async def claim(office: Installation, body: Body, _client: AsyncWebClient) -> Message:
    """`/claim [n]`: that call, or the next one."""
    number = number_or_none(words_of(body))
    if number is None:
        card = await office.desk.do(claiming.claim_next, by=body["user_id"])
    else:
        card = await office.desk.do(claiming.claim_call, by=body["user_id"], number=number)
    return claim_card(card, office.texts)


async def release(office: Installation, body: Body, _client: AsyncWebClient) -> Message:
    """`/release [n]`: lay a call down."""
    number = number_or_none(words_of(body))
    return released(await office.desk.do(claiming.release_call, by=body["user_id"], number=number), office.texts)


async def done(office: Installation, body: Body, client: AsyncWebClient) -> Message | None:
    """`/done [n] [disposition]`: record at once what needs no form, else open the form."""
    asked = asked_of(words_of(body))
    disposition = _disposition(office, asked.rest)
    if disposition is None or disposition in NEEDS_FORM:
        await open_result_form(office, client, body, number=asked.number, disposition=disposition)
        return None
    result = Result(disposition=disposition)
    return recorded(
        await office.desk.do(recording.record_result, by=body["user_id"], number=asked.number, result=result),
        office.texts,
    )


async def look_up(office: Installation, body: Body, _client: AsyncWebClient) -> Message:
    """`/lookup CODE|PHONE`: was that one of our operators? No petitioner data."""
    return verified(await office.desk.do(verification.look_up, by=body["user_id"], words=words_of(body)), office.texts)


def _disposition(office: Installation, word: str) -> Disposition | None:
    if not word:
        return None
    disposition = office.texts.disposition(word)
    if disposition is None:
        raise Refused(Reason.UNKNOWN_DISPOSITION, word=word)
    return disposition


async def cleancall(office: Installation, body: Body, _client: AsyncWebClient) -> Message:
    """`/cleancall [topic]`: help and everything that is asked for more rarely."""
    return await answer_topic(office, body["user_id"], words_of(body))
