"""Short answers: what was done, why something was not, and help."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.domain.calls import Outcome
from bot.domain.cards import Recorded, Released, Reopened, SubjectCard, Verified
from bot.domain.dispositions import RULES, Contact, Disposition
from bot.domain.notices import Outbox
from bot.domain.refusals import Fact, Reason
from bot.registry import ActionId
from bot.texts import Texts
from bot.views.blocks import Block, Message, actions, button, message, section
from bot.views.notices import undelivered_lines


def refusal(reason: Reason, facts: Mapping[str, Fact], texts: Texts) -> Message:
    """Say why something was not done, and what would work."""
    words = ", ".join(texts.word("disposition", each) for each in Disposition)
    known = {**facts, "words": words} if reason is Reason.UNKNOWN_DISPOSITION else facts
    return _told(texts.mrkdwn(f"refused.{reason}", **known))


def unexpected(fault_id: str, texts: Texts) -> Message:
    """Apologise for a fault, with the id by which an administrator finds it in the log."""
    return _told(texts.mrkdwn("error.unexpected", id=fault_id))


def busy(texts: Texts) -> Message:
    """Say that the database did not answer in time; nothing was changed."""
    return _told(texts.mrkdwn("error.busy"))


def working(texts: Texts) -> Message:
    """Say that the answer follows."""
    return _told(texts.mrkdwn("answer.working"))


def task_done(texts: Texts) -> Message:
    """Say that a task is done."""
    return _told(texts.mrkdwn("answer.task_done"))


def released(card: Released, texts: Texts) -> Message:
    """Say that a call went back into the queue."""
    return _told(texts.mrkdwn("released.done", number=card.line.number), _next(texts))


def recorded(card: Recorded, texts: Texts) -> Message:
    """Say what came of a recorded result, and what is left to do."""
    lines = [_what_became(card, texts)]
    if card.task is not None:
        lines.append(texts.mrkdwn(f"recorded.task_{card.task}"))
    if card.praise is not None:
        lines.append(texts.mrkdwn(f"recorded.praise_{card.praise}"))
    if card.recovered:
        lines.append(texts.mrkdwn("recorded.recovered"))
    if card.disposition is Disposition.ABUSIVE:
        lines.append(texts.mrkdwn("recorded.break"))
    if card.told_audit:
        lines.append(texts.mrkdwn("recorded.audit"))
    return _told("\n".join(lines), _next(texts))


def _what_became(card: Recorded, texts: Texts) -> str:
    number = card.line.number
    if card.next_at is not None and card.line.promised:
        return texts.mrkdwn("recorded.promised", number=number, at=card.next_at)
    if card.next_at is not None:
        word = texts.word("disposition", card.disposition)
        return texts.mrkdwn("recorded.again", number=number, disposition=word, at=card.next_at)
    if card.outcome is Outcome.UNREACHED and RULES[card.disposition].contact is not Contact.FINAL:
        return texts.mrkdwn("recorded.unreached", number=number)
    return texts.mrkdwn("recorded.closed", number=number, outcome=texts.word("outcome", card.outcome or ""))


def import_help(texts: Texts) -> Message:
    """Explain how a visitor list comes in."""
    return _told(texts.mrkdwn("help.list"))


def reopened(card: Reopened, texts: Texts) -> Message:
    """Say that a call is in the queue again, or that an operator may claim it."""
    if card.operator is None:
        return _told(texts.mrkdwn("supervisor.reopened", number=card.line.number))
    return _told(texts.mrkdwn("supervisor.lifted", number=card.line.number, operator=card.operator))


def excluded(card: Reopened, until: date | None, texts: Texts) -> Message:
    """Say that a petitioner is not called any more, or until when."""
    if until is None:
        return _told(texts.mrkdwn("supervisor.excluded", number=card.line.number))
    return _told(texts.mrkdwn("supervisor.excluded_until", number=card.line.number, until=until))


def subject_shown(card: SubjectCard, texts: Texts) -> Message:
    """Tell what is kept of a petitioner."""
    key = "supervisor.subject_purged" if card.is_purged else "supervisor.subject"
    words = texts.mrkdwn(
        key,
        number=card.number,
        visits=card.visits,
        attempts=card.attempts,
        surveys=card.surveys,
        praise=card.praise,
        grievances=card.grievances,
        looks=card.looks,
    )
    return _told(words + ("\n" + texts.mrkdwn("supervisor.subject_excluded") if card.is_excluded else ""))


def subject_deleted(number: int, texts: Texts) -> Message:
    """Say that what is kept of a petitioner will be destroyed; the same whatever is open."""
    return _told(texts.mrkdwn("supervisor.subject_deleted", number=number))


def verified(card: Verified, texts: Texts) -> Message:
    """Say whether a call was genuine, who phoned and when, and whether to put the caller through."""
    if not card.genuine or card.at is None:
        return _told(texts.mrkdwn("lookup.unknown"))
    lines = [texts.mrkdwn("lookup.genuine", rank=card.rank, name=card.name, at=card.at)]
    if card.put_through is None:
        lines.append(texts.mrkdwn("lookup.finished"))
    else:
        lines.append(texts.mrkdwn("lookup.put_through", operator=card.put_through))
    lines.append(texts.mrkdwn("lookup.careful"))
    return _told("\n".join(lines))


def outbox_shown(card: Outbox, texts: Texts) -> Message:
    """Tell how the outbox stands."""
    key = "outbox.waiting" if card.oldest_due else "outbox.empty"
    words = texts.mrkdwn(key, waiting=card.waiting, since=card.oldest_due, failed=card.failed)
    lines = undelivered_lines(card, texts)
    return _told(words, *lines, *([section(texts.mrkdwn("outbox.how"))] if lines else []))


def outbox_retried(count: int, texts: Texts) -> Message:
    """Say how many notices are tried again."""
    return _told(texts.mrkdwn("outbox.retried", count=count))


def holiday_set(day: date, texts: Texts, *, is_holiday: bool) -> Message:
    """Say that the holiday table was changed."""
    return _told(texts.mrkdwn("supervisor.holiday_added" if is_holiday else "supervisor.holiday_removed", day=day))


def holidays(days: Sequence[date], last_day: date, texts: Texts) -> Message:
    """List the holidays ahead, and how far the table reaches."""
    listed = ", ".join(texts.mrkdwn("supervisor.holiday", day=day) for day in days)
    return _told(texts.mrkdwn("supervisor.holidays", last=f"{last_day:%Y-%m-%d}"), section(listed or "–"))


def _told(words: str, *more: Block) -> Message:
    return message(words, [section(words), *more])


def _next(texts: Texts) -> Block:
    return actions(button(ActionId.CLAIM_NEXT, texts.plain("answer.claim_next"), "next"))
