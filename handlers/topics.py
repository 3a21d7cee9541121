"""What `/cleancall <topic>` does: help, visitor lists, looking up grievances, what supervisors do with a reason."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date

from bot.domain.refusals import Reason, Refused
from bot.services import undelivered
from bot.services.calls import supervising
from bot.services.grievances import history
from bot.services.holidays import see_holidays, set_holiday
from bot.services.keeping import subjects
from bot.services.permitting import roles_held
from bot.views.answers import holiday_set, holidays
from bot.views.calls.answers import excluded, reopened
from bot.views.grievances.messages import grievance_file
from bot.views.keeping.answers import subject_deleted, subject_shown
from bot.views.lists.import_report import import_help
from bot.views.outbox import outbox_retried, outbox_shown
from bot.views.people.guide import guide_message
from handlers.answering import Message
from handlers.installation import Installation
from handlers.payloads import asked_of, number_or_none

Topic = Callable[[Installation, str, str], Awaitable[Message]]
"""(office, who asks, the words after the topic) → answer."""


async def answer_topic(office: Installation, by: str, words: str) -> Message:
    """Answer `/cleancall words`.

    Raises:
        Refused: no such topic, or as the topic's use case does.
    """
    topic, _, rest = words.partition(" ")
    if not topic:
        return await guide_for(office, by)
    work = TOPICS.get(topic.casefold())
    if work is None:
        raise Refused(Reason.UNKNOWN_COMMAND)
    return await work(office, by, rest.strip())


async def guide_for(office: Installation, by: str) -> Message:
    """`help`: what one's roles do, and the commands that go with them."""
    roles = await office.desk.look(roles_held, by=by)
    return guide_message(roles, office.command_prefix, office.texts)


async def how_to_import(office: Installation, _by: str, _words: str) -> Message:
    """`import`: how a visitor list comes in."""
    return import_help(office.texts)


async def see_grievance(office: Installation, by: str, words: str) -> Message:
    """`grievance N`: its card and history, for whoever may see it."""
    number = number_or_none(words)
    if number is None:
        raise Refused(Reason.UNKNOWN_COMMAND)
    file = await office.desk.look(history.look_up_grievance, by=by, grievance_id=number)
    return grievance_file(file, office.texts)


async def reopen(office: Installation, by: str, words: str) -> Message:
    """`reopen N reason`: put a closed call back into the queue."""
    asked = asked_of(words)
    if asked.number is None:
        raise Refused(Reason.UNKNOWN_COMMAND)
    done = await office.desk.do(supervising.reopen_call, by=by, number=asked.number, reason=asked.rest)
    return reopened(done, office.texts)


async def override(office: Installation, by: str, words: str) -> Message:
    """`override N operator reason`: let an operator claim a call in spite of a conflict."""
    asked = asked_of(words)
    operator, _, reason = asked.rest.partition(" ")
    if asked.number is None or not operator:
        raise Refused(Reason.UNKNOWN_COMMAND)
    done = await office.desk.do(
        supervising.lift_conflict_for, by=by, number=asked.number, operator=operator, reason=reason
    )
    return reopened(done, office.texts)


async def exclude(office: Installation, by: str, words: str) -> Message:
    """`exclude N [DAY] reason`: the petitioner of a call is not to be called, for good or until a day."""
    asked = asked_of(words)
    if asked.number is None:
        raise Refused(Reason.UNKNOWN_COMMAND)
    first, _, rest = asked.rest.partition(" ")
    until = _day(first) if first[:1].isdigit() else None
    reason = asked.rest if until is None else rest
    done = await office.desk.do(supervising.exclude_petitioner, by=by, number=asked.number, until=until, reason=reason)
    return excluded(done, until, office.texts)


async def subject(office: Installation, by: str, words: str) -> Message:
    """`subject N`: what is kept of a petitioner; `subject delete N reason`: have it destroyed."""
    verb, _, rest = words.partition(" ")
    is_deletion = verb.casefold() in DELETION_VERBS
    asked = asked_of(rest if is_deletion else words)
    if asked.number is None:
        raise Refused(Reason.UNKNOWN_COMMAND)
    if not is_deletion:
        return subject_shown(await office.desk.do(subjects.see_subject, by=by, number=asked.number), office.texts)
    await office.desk.do(subjects.delete_subject, by=by, number=asked.number, reason=asked.rest)
    return subject_deleted(asked.number, office.texts)


DELETION_VERBS = {"delete", "삭제", "파기"}


async def holiday(office: Installation, by: str, words: str) -> Message:
    """`holiday [add|remove DAY]`: change the holiday table, or show what lies ahead."""
    verb, _, day_words = words.partition(" ")
    if not verb:
        days, last_day = await office.desk.look(see_holidays, by=by)
        return holidays(days, last_day, office.texts)
    is_holiday = HOLIDAY_VERBS.get(verb.casefold())
    if is_holiday is None:
        raise Refused(Reason.UNKNOWN_COMMAND)
    day = _day(day_words)
    await office.desk.do(set_holiday, by=by, day=day, is_holiday=is_holiday)
    return holiday_set(day, office.texts, is_holiday=is_holiday)


async def outbox(office: Installation, by: str, words: str) -> Message:
    """`outbox`: what waits and what could not be delivered; `outbox retry`: try that again."""
    if words.casefold() in RETRY_VERBS:
        return outbox_retried(await office.desk.do(undelivered.retry_undelivered, by=by), office.texts)
    return outbox_shown(await office.desk.look(undelivered.see_outbox, by=by), office.texts)


RETRY_VERBS = {"retry", "다시", "재시도"}


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words.strip().rstrip(".").replace(".", "-").replace("/", "-"))
    except ValueError:
        raise Refused(Reason.WRONG_DAY, word=words) from None


HOLIDAY_VERBS = {"add": True, "추가": True, "remove": False, "삭제": False, "해제": False}

TOPICS: Mapping[str, Topic] = {
    "import": how_to_import,
    "가져오기": how_to_import,
    "grievance": see_grievance,
    "고충": see_grievance,
    "reopen": reopen,
    "재접수": reopen,
    "override": override,
    "제척해제": override,
    "exclude": exclude,
    "연락제외": exclude,
    "subject": subject,
    "정보주체": subject,
    "outbox": outbox,
    "보낼알림": outbox,
    "holiday": holiday,
    "공휴일": holiday,
}
