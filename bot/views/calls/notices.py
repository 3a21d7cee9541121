"""Direct messages about calls: to claimants, to whoever talked last, to supervisors."""

from bot.domain.calls.cards import QueueLine
from bot.domain.calls.states import CallState
from bot.texts import Texts
from bot.views.blocks import Message, actions, message, section
from bot.views.calls.call_lines import kept_for
from bot.views.calls.queue import call_buttons, claim_button


def claim_idle(line: QueueLine, texts: Texts) -> Message:
    """Remind a claimant of a call long untouched."""
    words = texts.mrkdwn("notice.idle", number=line.number)
    return message(words, [section(words), call_buttons(line.number, texts)])


def claim_released(line: QueueLine, texts: Texts) -> Message:
    """Return the message that tells a claimant that their call went back into the queue, or waits for its time."""
    key = "notice.released_scheduled" if line.state is CallState.SCHEDULED else "notice.released"
    words = texts.mrkdwn(key, number=line.number, at=line.due_at)
    return message(words, [section(words)])


def call_due(line: QueueLine, texts: Texts) -> Message:
    """Return the message that tells the operator who talked last that it is time to phone again."""
    if line.state is not CallState.QUEUED:
        return message(texts.mrkdwn("notice.due_taken", number=line.number))
    key = "notice.due_promised" if line.promised else "notice.due"
    words = texts.mrkdwn(key, number=line.number, name=line.masked_name) + kept_for(line.kept_for, texts)
    return message(words, [section(words), actions(claim_button(line.number, texts, style="primary"))])


def abuse(number: int, texts: Texts, *, warned: bool) -> Message:
    """Return the message that tells a supervisor of an abusive call."""
    return message(texts.mrkdwn("notice.abuse_warned" if warned else "notice.abuse_unwarned", number=number))


def called_in(line: QueueLine, texts: Texts) -> Message:
    """Return the message that says that the petitioner called the main number to check, and may be on the line."""
    words = texts.mrkdwn("notice.called_in", number=line.number, name=line.masked_name)
    if line.state is not CallState.QUEUED:
        return message(words)
    return message(words, [section(words), actions(claim_button(line.number, texts, style="primary"))])


def came_in(line: QueueLine, texts: Texts) -> Message:
    """Return the message that tells who talked to a petitioner last that they came to us and who has them now."""
    words = texts.mrkdwn("notice.came_in", number=line.number, name=line.masked_name)
    if line.state is CallState.CLAIMED and line.claimed_by:
        words += texts.mrkdwn("notice.came_in_by", by=line.claimed_by)
    return message(words)


def call_corrected(line: QueueLine, texts: Texts) -> Message:
    """Return the message that tells a claimant that a newer list corrected their call."""
    words = texts.mrkdwn("notice.call_corrected", number=line.number)
    if line.state is not CallState.CLAIMED:
        return message(words)
    return message(words, [section(words), actions(claim_button(line.number, texts))])


def call_withdrawn(number: int, texts: Texts) -> Message:
    """Return the message that tells a claimant not to phone any more."""
    return message(texts.mrkdwn("notice.call_withdrawn", number=number))


def conflict_lifted(line: QueueLine, texts: Texts) -> Message:
    """Return the message that tells an operator that they may claim a call in spite of a conflict."""
    words = texts.mrkdwn("notice.conflict_lifted", number=line.number)
    return message(words, [section(words), actions(claim_button(line.number, texts))])


def own_override(number: int, person: str, texts: Texts) -> Message:
    """Tell audit that somebody tried to lift a conflict of their own."""
    return message(texts.mrkdwn("notice.own_override", number=number, person=person))
