"""Short answers: what was done, why something was not, and help."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from bot.domain.refusals import Fact, Reason
from bot.domain.roles import Action, Role, may
from bot.registry import ActionId
from bot.texts import Texts
from bot.views.blocks import Block, Message, actions, button, context, message, plain, section
from bot.views.subjects import about_call

INSTEAD = {
    Action.HANDLE: "answer.instead_of_answer",
    Action.SET_ABSENCE: "answer.instead_of_absence",
    Action.IMPORT: "answer.instead_of_list",
    Action.LOOK_UP: "answer.instead_of_lookup",
}
"""What people write words to the app for, by what they may do, and where it does reach somebody."""


def refusal(reason: Reason, facts: Mapping[str, Fact], texts: Texts) -> Message:
    """Return the message that says why something was not done, and what would work."""
    return told(texts.mrkdwn(f"refused.{reason}", **facts))


def unexpected(fault_id: str, texts: Texts) -> Message:
    """Apologise for a fault, with the id by which an administrator finds it in the log."""
    return told(texts.mrkdwn("error.unexpected", id=fault_id))


def busy(texts: Texts) -> Message:
    """Return the message that says that the database did not answer in time; nothing was changed."""
    return told(texts.mrkdwn("error.busy"))


def disk_full(texts: Texts) -> Message:
    """Return the message that says that there is no room to store anything; nothing was changed."""
    return told(texts.mrkdwn("error.disk_full"))


def in_doubt(texts: Texts) -> Message:
    """Return the message that says that nobody knows whether it was stored, and to look."""
    return told(texts.mrkdwn("error.in_doubt"))


def working(texts: Texts) -> Message:
    """Return the message that says that the answer follows."""
    return told(texts.mrkdwn("answer.working"))


def in_brief(answer: Message, texts: Texts) -> Message:
    """Return of an answer what may stay in the direct messages: its sentence, which names nobody, and its buttons.

    A claimed call gets one more, which shows its card again: the claim is not to be repeated.
    """
    rows = [block for block in answer["blocks"] if block["type"] == "actions"]
    held = [each["value"] for row in rows for each in row["elements"] if each["action_id"] == ActionId.RECORD]
    for number in held:
        again = button(ActionId.CLAIM, texts.plain("answer.show_again"), number)
        rows.append(actions(about_call(again, int(number), texts)))
    return message(answer["text"], [section(answer["text"]), *rows, context(texts.mrkdwn("answer.in_brief"))])


def form_not_opened(action: str, value: str, texts: Texts) -> Message:
    """Return the message that says that a form did not open, with the button that opens it."""
    return told(texts.mrkdwn("answer.not_opened"), actions(button(action, texts.plain("answer.open"), value)))


def not_saved(problems: Sequence[str], texts: Texts) -> Message:
    """Return what is wrong with a form that lies below, in plain words."""
    lines: list[Block] = [{"type": "section", "text": plain(words)} for words in problems]
    return told(texts.mrkdwn("answer.to_correct"), *lines)


def not_saved_yet(texts: Texts) -> Message:
    """Return the message that says that a form that lies below asks one thing more."""
    return told(texts.mrkdwn("answer.to_complete"))


def not_known_yet(texts: Texts) -> Message:
    """Return the message that says that Slack does not say now who somebody is."""
    return told(texts.mrkdwn("answer.not_known_yet"))


def not_passed_on(roles: frozenset[Role], command: str, lookup: str, texts: Texts) -> Message:
    """Return the message that says that words written to the app reach nobody, and what of theirs does."""
    instead = [texts.mrkdwn(key, lookup=lookup) for action, key in INSTEAD.items() if may(roles, action)]
    words = [texts.mrkdwn("answer.not_passed_on"), *instead, texts.mrkdwn("answer.instead_of_rest", command=command)]
    return told(" ".join(words))


def holiday_set(day: date, texts: Texts, *, is_holiday: bool) -> Message:
    """Return the message that says that the holiday table was changed."""
    return told(texts.mrkdwn("supervisor.holiday_added" if is_holiday else "supervisor.holiday_removed", day=day))


def clock_stopped(began: datetime, ended: datetime, days: int, texts: Texts) -> Message:
    """Return the message that says that the clock stood still, and by how much due dates moved."""
    key = "supervisor.clock_stopped" if days else "supervisor.clock_stopped_within"
    return told(texts.mrkdwn(key, began=began, ended=ended, days=days))


def clock_taken_back(began: datetime, ended: datetime, texts: Texts) -> Message:
    """Return the message that says that a down-time counts for nothing any more."""
    return told(texts.mrkdwn("supervisor.clock_taken_back", began=began, ended=ended))


def holidays(days: Mapping[date, str], last_day: date, texts: Texts) -> Message:
    """List the holidays ahead with their names, and how far the table reaches."""
    lines = (texts.mrkdwn("supervisor.holiday", day=day, name=name or "–") for day, name in days.items())
    listed = "\n".join(lines)
    return told(texts.mrkdwn("supervisor.holidays", last=last_day), section(listed or "–"))


def told(words: str, *more: Block) -> Message:
    """Make an answer of a sentence, and blocks below it."""
    return message(words, [section(words), *more])
