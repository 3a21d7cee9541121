"""What `/cleancall <topic>` does: help, visitor lists, looking up grievances, what supervisors do with a reason."""

import contextlib
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial

from bot.domain.calls.verification import read_question
from bot.domain.grievances.downtimes import read_downtime, read_named
from bot.domain.refusals import Reason, Refused
from bot.domain.roles import Action, may
from bot.registry import DowntimeVerb, HolidayVerb, OutboxVerb, Part, SubjectVerb, Topic
from bot.services import undelivered
from bot.services.calls import abuse, supervising
from bot.services.calls.undoing import see_undoable
from bot.services.grievances import history, searching
from bot.services.grievances.downtimes import stop_clock, take_back_downtime
from bot.services.grievances.undoing import say_mistaken, undo_result
from bot.services.holidays import see_holidays, set_holiday
from bot.services.keeping import subjects
from bot.services.lists import including
from bot.services.permitting import roles_held
from bot.texts.words import last_day_in, meaning_of
from bot.views.answers import clock_stopped, clock_taken_back, holiday_set, holidays
from bot.views.calls.abuse import repeated_abuse
from bot.views.calls.answers import excluded, mistake_noted, petitioner_included, reopened, undoable, visitor_included
from bot.views.calls.claim_card import claim_card
from bot.views.grievances.messages import grievance_file, grievances_found
from bot.views.keeping.answers import subject_deleted, subject_shown
from bot.views.lists.import_report import import_help
from bot.views.outbox import outbox_retried, outbox_shown
from bot.views.people.guide import guide_message, topic_help, topic_incomplete
from handlers.answering import Work
from handlers.callers import open_caller_form
from handlers.duty import away
from handlers.exclusion import ask_for_good
from handlers.installation import Installation
from handlers.outcomes import FormNotOpened, Message
from handlers.parts import PartsMissing, number_and_rest, number_operator_reason, verb_and_rest, with_reason
from handlers.payloads import Typed, asked_of, number_or_none
from handlers.results import open_result_form

EXCLUSION_NUMBER = re.compile(r"[Ee](\d{1,9})")
"""How the report of a list numbers those whom a supervisor alone may let be called."""
UNTIL = "까지"


async def answer_topic(installation: Installation, typed: Typed) -> Message | None:
    """`/cleancall [topic]`: help and everything that is asked for more rarely; half a command is told what is missing.

    Raises:
        Refused: no such topic, or as the topic's use case does.
    """
    word, _, rest = typed.words.partition(" ")
    topic = meaning_of(Topic, word) if word else Topic.HELP
    if topic is None:
        raise Refused(Reason.UNKNOWN_COMMAND)
    if meaning_of(Topic, rest) is Topic.HELP:
        return topic_help(topic, installation.command_prefix, installation.texts)
    try:
        return await WORKS[topic](installation, replace(typed, words=rest))
    except PartsMissing as missing:
        return topic_incomplete(topic, word, missing.parts, installation.command_prefix, installation.texts)


async def see_guide(installation: Installation, typed: Typed) -> Message:
    """`help`: what one's roles do, and the commands that go with them."""
    roles = await installation.desk.look(roles_held, by=typed.by)
    is_held = bool(installation.desk.station.undo_hold)
    return guide_message(roles, installation.command_prefix, installation.texts, is_held=is_held)


async def how_to_import(installation: Installation, typed: Typed) -> Message:
    """`import`: how a visitor list comes in, to whoever may bring one."""
    if not may(await installation.desk.look(roles_held, by=typed.by), Action.IMPORT):
        raise Refused(Reason.NOT_ALLOWED)
    return import_help(installation.texts)


async def add(installation: Installation, typed: Typed) -> None:
    """`add`: open the form for somebody who came to us by themselves."""
    await open_caller_form(installation, typed)


async def see_grievance(installation: Installation, typed: Typed) -> Message:
    """`grievance N`: its card and history, for whoever may see it; `grievance NAME` or `CODE`: what is found."""
    question, asked = read_question(typed.words), asked_of(typed.words)
    is_code = question is not None and question.code is not None
    if not typed.words:
        raise PartsMissing({Part.GRIEVANCE: ""})
    if not is_code and asked.number is not None and not asked.rest:
        return await _grievance(installation, typed.by, asked.number)
    found = await installation.desk.look(searching.search_grievances, by=typed.by, words=typed.words)
    if len(found) > 1:
        return grievances_found(found, installation.texts)
    return await _grievance(installation, typed.by, found[0].id)


async def _grievance(installation: Installation, by: str, number: int) -> Message:
    file = await installation.desk.look(history.look_up_grievance, by=by, grievance_id=number)
    return grievance_file(file, installation.texts)


async def undo(installation: Installation, typed: Typed) -> Message:
    """`undo`: what one entered last, with the button that takes it back; `undo N`: take it back, and open its form."""
    number = number_or_none(typed.words)
    if number is None:
        return undoable(await installation.desk.look(see_undoable, by=typed.by), installation.texts)
    card = await installation.desk.do(undo_result, by=typed.by, number=number)
    with contextlib.suppress(FormNotOpened):  # the card has the button that opens it
        await open_result_form(installation, typed, number=number)
    return claim_card(card, installation.texts)


async def mistake(installation: Installation, typed: Typed) -> Message:
    """`mistake N`: say that one's own result was entered by mistake; what audit makes of it is not told."""
    number = number_or_none(typed.words)
    if number is None:
        raise PartsMissing({Part.CALL: ""})
    await installation.desk.do(say_mistaken, by=typed.by, number=number)
    return mistake_noted(number, installation.texts)


async def reopen(installation: Installation, typed: Typed) -> Message:
    """`reopen N reason`: put a closed call back into the queue."""
    asked = number_and_rest(typed.words)
    if asked.number is None:
        raise PartsMissing({Part.CALL: "", Part.REASON: asked.rest})
    with with_reason({Part.CALL: str(asked.number)}):
        done = await installation.desk.do(supervising.reopen_call, by=typed.by, number=asked.number, reason=asked.rest)
    return reopened(done, installation.texts)


async def override(installation: Installation, typed: Typed) -> Message:
    """`override N operator reason`: let an operator claim a call in spite of a conflict."""
    number, operator, reason = number_operator_reason(typed.words)
    if number is None or not operator:
        given = "" if number is None else str(number)
        raise PartsMissing({Part.CALL: given, Part.OPERATOR: operator, Part.REASON: reason})
    wanted = partial(supervising.lift_conflict_for, by=typed.by, number=number, operator=operator, reason=reason)
    try:
        with with_reason({Part.CALL: str(number), Part.OPERATOR: operator}):
            done = await installation.desk.do(wanted)
    except Refused as error:
        if error.reason is Reason.OWN_CONFLICT:
            await installation.desk.do(supervising.note_own_override, by=typed.by, number=number)
        raise
    return reopened(done, installation.texts)


async def see_abuse(installation: Installation, typed: Typed) -> Message:
    """`abuse`: who was abusive more than once, and what helps."""
    return repeated_abuse(await installation.desk.look(abuse.see_repeated_abuse, by=typed.by), installation.texts)


async def exclude(installation: Installation, typed: Typed) -> Message | None:
    """`exclude N [DAY] reason`: not to be called until a day; before it is for good a form asks."""
    asked = number_and_rest(typed.words)
    if asked.number is None:
        raise PartsMissing({Part.CALL: "", Part.REASON: asked.rest})
    until, reason = _last_day(asked.rest, installation.desk.today)
    if until is None:
        await ask_for_good(installation, typed, number=asked.number, reason=reason)
        return None
    day = asked.rest.removesuffix(reason).strip()
    with with_reason({Part.CALL: str(asked.number), Part.DAY: day}):
        done = await installation.desk.do(
            supervising.exclude_petitioner, by=typed.by, number=asked.number, until=until, reason=reason
        )
    return excluded(done, until, installation.texts)


async def include(installation: Installation, typed: Typed) -> Message:
    """`include N reason`: a call's petitioner is to be called after all; `include EN reason`: an excluded visitor."""
    word, _, reason = typed.words.partition(" ")
    if of_list := EXCLUSION_NUMBER.fullmatch(word):
        number = int(of_list[1])
        with with_reason({Part.EXCLUDED: word}):
            await installation.desk.do(including.include_visitor, by=typed.by, exclusion=number, reason=reason)
        return visitor_included(number, installation.texts)
    asked = number_and_rest(typed.words)
    if asked.number is None:
        raise PartsMissing({Part.EXCLUDED: "", Part.REASON: asked.rest})
    wanted = partial(including.include_petitioner, by=typed.by, number=asked.number, reason=asked.rest)
    with with_reason({Part.EXCLUDED: str(asked.number)}):
        done = await installation.desk.do(wanted)
    return petitioner_included(done, installation.texts)


async def subject(installation: Installation, typed: Typed) -> Message:
    """`subject N`: what is kept of a petitioner; `subject delete N reason` or `N delete reason`: have it destroyed."""
    verb, rest = verb_and_rest(SubjectVerb, typed.words)
    asked = number_and_rest(rest) if verb else asked_of(typed.words)
    if asked.number is None:
        raise PartsMissing({Part.DELETE: verb, Part.CALL: "", Part.REASON: asked.rest} if verb else {Part.CALL: ""})
    if not verb and asked.rest:
        raise PartsMissing({Part.DELETE: "", Part.CALL: str(asked.number), Part.REASON: asked.rest})
    if not verb:
        return subject_shown(
            await installation.desk.do(subjects.see_subject, by=typed.by, number=asked.number), installation.texts
        )
    with with_reason({Part.DELETE: verb, Part.CALL: str(asked.number)}):
        await installation.desk.do(subjects.delete_subject, by=typed.by, number=asked.number, reason=asked.rest)
    return subject_deleted(asked.number, installation.texts)


async def holiday(installation: Installation, typed: Typed) -> Message:
    """`holiday [add|remove DAY] [NAME]`: change the holiday table, or show what lies ahead."""
    if not typed.words:
        days, last_day = await installation.desk.look(see_holidays, by=typed.by)
        return holidays(days, last_day, installation.texts)
    word, day_words = verb_and_rest(HolidayVerb, typed.words)
    if not (word and day_words):
        raise PartsMissing({Part.VERB: word, Part.DAY: day_words if word else _dated_word(typed.words)})
    day, name = _last_day(day_words, installation.desk.today)
    is_holiday = meaning_of(HolidayVerb, word) is HolidayVerb.ADD
    if day is None:
        raise Refused(Reason.WRONG_DAY, word=day_words)
    await installation.desk.do(set_holiday, by=typed.by, day=day, is_holiday=is_holiday, name=name)
    return holiday_set(day, installation.texts, is_holiday=is_holiday)


async def downtime(installation: Installation, typed: Typed) -> Message:
    """`downtime [undo] FROM UNTIL reason`: leave the time out in which a system was down, or take that back."""
    first, _, rest = typed.words.partition(" ")
    if meaning_of(DowntimeVerb, first) is DowntimeVerb.UNDO:
        return await undo_downtime(installation, typed.by, first, rest)
    asked = read_downtime(typed.words, installation.desk.today)
    if asked is None:
        raise PartsMissing({Part.STRETCH: "", Part.REASON: ""})
    with with_reason({Part.STRETCH: typed.words}):
        days = await installation.desk.do(stop_clock, by=typed.by, downtime=asked)
    return clock_stopped(asked.began_at, asked.ended_at, days, installation.texts)


async def undo_downtime(installation: Installation, by: str, verb: str, words: str) -> Message:
    """`downtime undo FROM reason`: let a down-time count for nothing."""
    named = read_named(words, installation.desk.today)
    if named is None:
        raise PartsMissing({Part.VERB: verb, Part.STRETCH: "", Part.REASON: ""})
    with with_reason({Part.VERB: verb, Part.STRETCH: words}):
        began, ended = await installation.desk.do(take_back_downtime, by=by, moment=named[0], reason=named[1])
    return clock_taken_back(began, ended, installation.texts)


async def outbox(installation: Installation, typed: Typed) -> Message:
    """`outbox`: what waits and what could not be delivered; `outbox retry`: try that again."""
    if meaning_of(OutboxVerb, typed.words) is OutboxVerb.RETRY:
        return outbox_retried(
            await installation.desk.do(undelivered.retry_undelivered, by=typed.by), installation.texts
        )
    return outbox_shown(await installation.desk.look(undelivered.see_outbox, by=typed.by), installation.texts)


def _dated_word(words: str) -> str:
    """Return the last word that begins like a date, for an example; "": there is none."""
    return next((word for word in reversed(words.split()) if word[0].isdigit()), "")


def _last_day(words: str, today: date) -> tuple[date | None, str]:
    """Read until when, and why. What looks like a day and is none is refused: it would be for good."""
    first = words.partition(" ")[0]
    try:
        found = last_day_in(words, today)
    except ValueError:
        raise Refused(Reason.WRONG_DAY, word=first) from None
    if found is None and (first[:1].isdigit() or first.endswith(UNTIL)):
        raise Refused(Reason.WRONG_DAY, word=first)
    return (None, words) if found is None else found


WORKS: Mapping[Topic, Work[Typed]] = {
    Topic.HELP: see_guide,
    Topic.IMPORT: how_to_import,
    Topic.ADD: add,
    Topic.GRIEVANCE: see_grievance,
    Topic.UNDO: undo,
    Topic.MISTAKE: mistake,
    Topic.REOPEN: reopen,
    Topic.OVERRIDE: override,
    Topic.ABUSE: see_abuse,
    Topic.EXCLUDE: exclude,
    Topic.INCLUDE: include,
    Topic.SUBJECT: subject,
    Topic.AWAY: away,
    Topic.HOLIDAY: holiday,
    Topic.DOWNTIME: downtime,
    Topic.OUTBOX: outbox,
}
"""Each with the words after its own."""
