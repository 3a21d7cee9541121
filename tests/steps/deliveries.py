"""What delivery does with the outbox, without Slack."""

from collections.abc import Collection

from bot.domain.notices import NoticeKind
from bot.services.desk import Desk
from bot.services.unit import Unit
from storage.leases import take_up, takes_under_way
from storage.outbox import Sending, mark_sent, take_due
from storage.posts import Posted


def take_notice(desk: Desk, *kinds: NoticeKind) -> Sending | None:
    """Take the next notice, of some kinds or of any."""
    return desk.do_now(lambda unit: take_due(unit.session, unit.now, kinds=kinds or list(NoticeKind)))


def note_sent(desk: Desk, sending: Sending, posted: Posted) -> bool:
    """Note that a notice stands in Slack. False: another take has it."""
    return desk.do_now(lambda unit: mark_sent(unit.session, sending, posted))


def take_up_stranded(desk: Desk, *, except_for: Collection[Sending] = ()) -> int:
    """Take up what was being sent when a process died. Returns how many."""

    def work(unit: Unit) -> int:
        held = {each.take for each in except_for}
        stranded = {take: at for take, at in takes_under_way(unit.session).items() if take not in held}
        return take_up(unit.session, unit.now, stranded=stranded)

    return desk.do_now(work)
