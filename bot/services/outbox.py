"""What becomes of a notice that could not be sent."""

from datetime import timedelta

from bot.domain.announcements import FilesDelayedNotice
from bot.domain.notices import POSTED_ANEW, Fate, FilesAsked, NoticeKind
from bot.services.grievances.rerouting import lose_account
from bot.services.refreshing import refresh_home
from bot.services.undelivered import tell_undelivered
from bot.services.unit import Unit
from storage import outbox
from storage.leases import renew
from storage.outbox import Sending
from storage.posts import Posted, find_post, forget_post

ACCOUNT_GONE = {"user_disabled", "user_not_found"}
"""Errors that say that Slack no longer knows the recipient."""
TOLD_AFTER = 2
"""After so many tries whoever asked for files hears that they come later."""


def note_sent(unit: Unit, *, sending: Sending, posted: Posted | None) -> bool:
    """Mark a notice as sent. False: somebody else has taken it. What was held shows on its recipient's Home, too."""
    if not outbox.mark_sent(unit.session, sending, posted):
        return False
    if sending.kind is NoticeKind.GRIEVANCE and not sending.for_audit:
        refresh_home(unit, sending.recipient)
    return True


def give_back(unit: Unit, *, sending: Sending, fate: Fate, error: str, delay: timedelta) -> None:
    """Record what became of a failed try, so that nothing is lost and nothing doubled.

    What another take has meanwhile is that one's: of this one nothing is recorded.
    """
    if not renew(unit.session, sending.take, unit.now):
        return
    due_at = unit.now + min(delay, outbox.LONGEST_WAIT)
    posted = find_post(unit.session, sending.what, sending.recipient)
    stands = posted is not None
    match fate:
        case Fate.NEVER:
            outbox.mark_failed(unit.session, sending, error)
            tell_undelivered(unit, sending)
            if error in ACCOUNT_GONE:
                lose_account(unit, slack_id=sending.recipient)
        case Fate.GONE if posted is not None and posted.at < unit.now - POSTED_ANEW:
            forget_post(unit.session, sending.what, sending.recipient)
            outbox.mark_sent(unit.session, sending, None)
        case Fate.GONE:
            forget_post(unit.session, sending.what, sending.recipient)
            outbox.mark_again(unit.session, sending, error, due_at)
        case Fate.UNSURE if not stands and sending.kind is not NoticeKind.HOME:
            outbox.mark_ambiguous(unit.session, sending, error, due_at)
        case _ if sending.uncertain and not stands:
            outbox.mark_ambiguous(unit.session, sending, error, due_at)
        case _:
            outbox.mark_again(unit.session, sending, error, due_at)
    if isinstance(sending.what, FilesAsked) and sending.tries >= TOLD_AFTER and fate is not Fate.NEVER:
        unit.announce(FilesDelayedNotice(period=sending.what.period, at=sending.what.at), to=sending.recipient)
