"""What delivery does with the outbox, without Slack."""

from collections.abc import Collection
from datetime import timedelta

from bot.domain.notices import NoticeKind
from bot.services.desk import Desk
from storage.outbox import Posted, Sending, abandon_sending, mark_sent, take_due


def take_notice(desk: Desk, *kinds: NoticeKind) -> Sending | None:
    """Take the next notice, of some kinds or of any."""
    return desk.do_now(lambda unit: take_due(unit.session, unit.now, kinds=kinds or list(NoticeKind)))


def note_sent(desk: Desk, sending: Sending, posted: Posted) -> None:
    """Note that a notice stands in Slack."""
    desk.do_now(lambda unit: mark_sent(unit.session, sending, posted))


def take_up_stranded(desk: Desk, *, lease: timedelta, in_flight: Collection[int] = ()) -> int:
    """Take up what was being sent when a process died. Returns how many."""
    return desk.do_now(lambda unit: abandon_sending(unit.session, unit.now, lease=lease, except_ids=in_flight))
