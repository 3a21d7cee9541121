"""Slash commands: /queue, /claim, /release, /done, /lookup, /stats, /cleancall. Every one of them answers `help`."""

from datetime import datetime

from slack_bolt.async_app import AsyncApp

from bot.domain.calls.dispositions import NEEDS_FORM, Disposition
from bot.domain.calls.results import Result
from bot.domain.refusals import FormRefused, Refused
from bot.registry import Command, Topic
from bot.services.calls import claiming, recording
from bot.texts.callback_times import promise_in
from bot.texts.words import meaning_of
from bot.views.calls.answers import recorded, released, which_result
from bot.views.calls.claim_card import claim_card
from bot.views.people.guide import command_help
from handlers.answering import Work, on_commands
from handlers.calls import see_queue
from handlers.installation import Installation
from handlers.lookups import look_up_words
from handlers.outcomes import Message
from handlers.payloads import Told, Typed, number_or_none, told_of
from handlers.results import open_result_form
from handlers.stats import see_stats
from handlers.topics import answer_topic


def register(app: AsyncApp, installation: Installation) -> None:
    """Listen to our slash commands."""
    works: dict[Command, Work[Typed]] = {
        Command.QUEUE: see_queue,
        Command.CLAIM: claim,
        Command.RELEASE: release,
        Command.DONE: done,
        Command.LOOKUP: look_up,
        Command.STATS: see_stats,
    }
    explained = {command: _or_help(command, work) for command, work in works.items()}
    on_commands(app, installation, {**explained, Command.CLEANCALL: answer_topic})


def _or_help(command: Command, work: Work[Typed]) -> Work[Typed]:
    async def work_or_help(installation: Installation, typed: Typed) -> Message | None:
        if meaning_of(Topic, typed.words) is Topic.HELP:
            return command_help(command, installation.command_prefix, installation.texts)
        return await work(installation, typed)

    return work_or_help


async def claim(installation: Installation, typed: Typed) -> Message:
    """`/claim [n]`: that call, or the next one."""
    number = number_or_none(typed.words)
    if number is None:
        card = await installation.desk.do(claiming.claim_next, by=typed.by)
    else:
        card = await installation.desk.do(claiming.claim_call, by=typed.by, number=number)
    return claim_card(card, installation.texts)


async def release(installation: Installation, typed: Typed) -> Message:
    """`/release [n]`: lay a call down."""
    number = number_or_none(typed.words)
    return released(await installation.desk.do(claiming.release_call, by=typed.by, number=number), installation.texts)


async def done(installation: Installation, typed: Typed) -> Message | None:
    """`/done [n] [disposition]`: record at once what needs no form, else open the form; ask where it is not clear."""
    told = told_of(typed.words)
    if not told.is_clear:
        number = await installation.desk.look(recording.number_to_record, by=typed.by, number=told.number)
        return which_result(number, told.how, told.said, installation.texts)
    result = _result(told, installation.desk.now())
    if result is None:
        disposition = told.how if isinstance(told.how, Disposition) else None
        await open_result_form(installation, typed, number=told.number, disposition=disposition)
        return None
    try:
        card = await installation.desk.do(recording.record_result, by=typed.by, number=told.number, result=result)
    except FormRefused as error:  # no form is open in which it could stand at its field
        raise Refused(next(iter(error.errors.values()))) from None
    return recorded(card, installation.texts)


def _result(told: Told, now: datetime) -> Result | None:
    """Return the whole result, where that is what was typed."""
    if told.how is Disposition.CALLBACK_REQUESTED and told.rest:
        at = promise_in(told.rest, now)
        return None if at is None else Result(disposition=told.how, callback_at=at)
    if not isinstance(told.how, Disposition) or told.how in NEEDS_FORM:
        return None
    return Result(disposition=told.how)


async def look_up(installation: Installation, typed: Typed) -> Message:
    """`/lookup CODE|PHONE|NAME`: was that one of us?"""
    return await look_up_words(installation, typed.by, typed.words)
