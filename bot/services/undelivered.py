"""What could never be delivered: told to supervisors and audit, listed, and tried again when the reason is gone."""

from dataclasses import replace
from datetime import date, datetime, time

from bot.domain.announcements import UndeliveredNotice
from bot.domain.calendar import SEOUL
from bot.domain.notices import NoticeKind, Outbox
from bot.domain.roles import Action, Role
from bot.domain.trail import Event
from bot.services.permitting import member_who_may
from bot.services.unit import Unit
from storage.outbox import failed_notices, outbox_health, retry_failed
from storage.people.queries import slack_ids_with

LISTED = 20


def tell_undelivered(unit: Unit, kind: NoticeKind) -> None:
    """Notify supervisors and audit that a notice cannot be delivered: one message a day, kept fresh."""
    if kind is NoticeKind.UNDELIVERED:  # nobody is left to tell it to; /readyz and the log know
        return
    told = slack_ids_with(unit.session, Role.SUPERVISOR) + slack_ids_with(unit.session, Role.AUDIT)
    for person in sorted(set(told)):
        unit.announce(UndeliveredNotice(day=unit.today), to=person)


def see_undelivered(unit: Unit, *, day: date) -> Outbox:
    """Return what failed since a day began."""
    return _outbox(unit, since=datetime.combine(day, time(0), SEOUL))


def see_outbox(unit: Unit, *, by: str) -> Outbox:
    """Show a supervisor how the outbox stands."""
    member_who_may(unit, by, Action.SEE_OUTBOX)
    return _outbox(unit)


def retry_undelivered(unit: Unit, *, by: str) -> int:
    """Put everything that failed back in line. Returns how many."""
    member_who_may(unit, by, Action.SEE_OUTBOX)
    count = retry_failed(unit.session, unit.now)
    unit.record(Event.OUTBOX_RETRIED, by=by, notices=count)
    return count


def _outbox(unit: Unit, since: datetime | None = None) -> Outbox:
    audit = set(slack_ids_with(unit.session, Role.AUDIT))
    health = outbox_health(unit.session, but_for=sorted(audit))
    failed = failed_notices(unit.session, since=since, most=LISTED)
    listed = tuple(replace(each, is_for_audit=each.recipient in audit) for each in failed)
    return Outbox(waiting=health.waiting, oldest_due=health.oldest_due, failed=health.failed, listed=listed)
