"""What waits, and what could never be delivered."""

from bot.domain.keeping.diagnosis import InstallationFault
from bot.domain.notices import CALL_CHANNEL, FailedNotice, Outbox
from bot.texts import Texts
from bot.views.answers import told
from bot.views.blocks import Block, Message, context, header, message, section


def undelivered(card: Outbox, texts: Texts) -> Message:
    """Return the list of what could not be delivered, to whom and why."""
    title = texts.plain("notice.undelivered", count=len(card.listed))
    return message(title, [header(title), *undelivered_lines(card, texts), context(texts.mrkdwn("outbox.how"))])


def channel_refused(fault: InstallationFault, error: str, texts: Texts) -> Message:
    """Return the message that nothing is posted in the call channel, why, and what becomes of it."""
    title = texts.plain("notice.channel_refused")
    why = section(texts.mrkdwn(f"installation_fault.{fault}", error=error))
    return message(title, [header(title), why, context(texts.mrkdwn("outbox.channel_waits"))])


def undelivered_lines(card: Outbox, texts: Texts) -> list[Block]:
    """List what could not be delivered."""
    return [section(_undelivered_line(each, texts)) for each in card.listed]


def _undelivered_line(notice: FailedNotice, texts: Texts) -> str:
    facts = {"error": notice.error, "at": notice.created_at}
    kind = texts.word("notice_kind", notice.kind)
    if notice.recipient == CALL_CHANNEL:
        return texts.mrkdwn("outbox.line_channel", kind=kind, **facts)
    return texts.mrkdwn("outbox.line", kind=kind, person=notice.recipient, **facts)


def outbox_shown(card: Outbox, texts: Texts) -> Message:
    """Return how the outbox stands."""
    key = "outbox.waiting" if card.oldest_due else "outbox.empty"
    words = texts.mrkdwn(key, waiting=card.waiting, since=card.oldest_due, failed=card.failed)
    lines = undelivered_lines(card, texts)
    return told(words, *lines, *([section(texts.mrkdwn("outbox.how"))] if lines else []))


def outbox_retried(count: int, texts: Texts) -> Message:
    """Return the message that says how many notices are tried again."""
    return told(texts.mrkdwn("outbox.retried" if count else "outbox.nothing_retried", count=count))
