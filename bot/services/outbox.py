"""What the delivery loop asks of the outbox, each as one transaction."""

from collections.abc import Collection
from datetime import timedelta

from bot.domain.notices import Fate, NoticeKind
from bot.services.grievances.rerouting import lose_account
from bot.services.undelivered import tell_undelivered
from bot.services.unit import Unit
from storage import outbox
from storage.outbox import OutboxHealth, Posted, Sending

ACCOUNT_GONE = {"user_disabled", "user_not_found"}
"""Errors that say that Slack no longer knows the recipient."""


def is_anything_due(unit: Unit, *, kinds: Collection[NoticeKind]) -> bool:
    """Tell whether a notice of some kinds waits to be sent."""
    return outbox.is_anything_due(unit.session, unit.now, kinds=kinds)


def take_next(unit: Unit, *, kinds: Collection[NoticeKind]) -> Sending | None:
    """Take the next due notice of some kinds for sending; None when nothing is due."""
    return outbox.take_due(unit.session, unit.now, kinds=kinds)


def recover(unit: Unit, *, lease: timedelta, in_flight: Collection[int], lost: Collection[int] = ()) -> int:
    """Turn notices stranded by a crash, and those lost sight of, into ambiguous ones. Returns how many."""
    return outbox.abandon_sending(unit.session, unit.now, lease=lease, except_ids=in_flight, lost_ids=lost)


def find_post(unit: Unit, *, sending: Sending) -> Posted | None:
    """Find where a notice's message already stands."""
    return outbox.find_post(unit.session, sending)


def mark_sent(unit: Unit, *, sending: Sending, posted: Posted | None) -> None:
    """Record that a notice is done."""
    outbox.mark_sent(unit.session, sending, posted)


def give_back(unit: Unit, *, sending: Sending, fate: Fate, error: str, delay: timedelta) -> None:
    """Record what became of a failed try, so that nothing is lost and nothing doubled."""
    due_at = unit.now + delay
    stands = outbox.find_post(unit.session, sending) is not None
    match fate:
        case Fate.NEVER:
            outbox.mark_failed(unit.session, sending, error)
            tell_undelivered(unit, sending.kind)
            if error in ACCOUNT_GONE:
                lose_account(unit, slack_id=sending.recipient)
        case Fate.GONE:
            outbox.forget_post(unit.session, sending)
            outbox.mark_again(unit.session, sending, error, due_at)
        case Fate.UNSURE if not stands and sending.kind is not NoticeKind.HOME:
            outbox.mark_ambiguous(unit.session, sending, error, due_at)
        case _ if sending.uncertain and not stands:
            outbox.mark_ambiguous(unit.session, sending, error, due_at)
        case _:
            outbox.mark_again(unit.session, sending, error, due_at)


def health(unit: Unit) -> OutboxHealth:
    """Count what waits and what failed."""
    return outbox.outbox_health(unit.session)
