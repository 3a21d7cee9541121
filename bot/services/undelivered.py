"""What could never be delivered: told to supervisors and audit, listed, and tried again when the reason is gone."""

from datetime import date, datetime, time

from bot.domain.announcements import ChannelRefusedNotice, UndeliveredNotice
from bot.domain.calendar import SEOUL
from bot.domain.keeping.diagnosis import InstallationFault
from bot.domain.notices import NoticeKind, Outbox
from bot.domain.roles import Action, Role, may
from bot.domain.trail import Event
from bot.services.permitting import member_who_may, roles_held, roles_of
from bot.services.unit import Unit
from storage.outbox import Sending, failed_notices, outbox_health, retry_failed
from storage.people.queries import slack_ids_with

LISTED = 20


def tell_undelivered(unit: Unit, sending: Sending) -> None:
    """Notify supervisors and audit that a notice cannot be delivered: one message a day, kept fresh.

    Of what was for audit audit alone is told: that there was something would tell.
    """
    if sending.kind is NoticeKind.UNDELIVERED:  # nobody is left to tell it to; /readyz and the log know
        return
    told = unit.audit if sending.for_audit else {*slack_ids_with(unit.session, Role.SUPERVISOR), *unit.audit}
    for person in sorted(told):
        unit.announce(UndeliveredNotice(day=unit.today), to=person)


def tell_channel_refused(unit: Unit, *, fault: InstallationFault, error: str) -> None:
    """Notify supervisors and audit why nothing is posted in the call channel: one message a day for each reason."""
    for person in sorted({*slack_ids_with(unit.session, Role.SUPERVISOR), *unit.audit}):
        unit.announce(ChannelRefusedNotice(day=unit.today, fault=fault, error=error), to=person)


def see_undelivered(unit: Unit, *, day: date, reader: str) -> Outbox | None:
    """Return what failed since a day began, as far as its reader may know of it now; None: they may not."""
    roles = roles_held(unit, by=reader)
    if not may(roles, Action.SEE_OUTBOX):
        return None
    return _outbox(unit, with_audits=Role.AUDIT in roles, since=datetime.combine(day, time(0), SEOUL))


def see_outbox(unit: Unit, *, by: str) -> Outbox:
    """Show a supervisor, or somebody of audit, how the outbox stands.

    Raises:
        Refused: neither.
    """
    return _outbox(unit, with_audits=_sees_audits(unit, by))


def retry_undelivered(unit: Unit, *, by: str) -> int:
    """Put everything that failed back in line; what was for audit by audit alone. Returns how many.

    Raises:
        Refused: neither a supervisor nor of audit.
    """
    count = retry_failed(unit.session, unit.now, with_audits=_sees_audits(unit, by))
    unit.record(Event.OUTBOX_RETRIED, by=by, notices=count)
    return count


def _sees_audits(unit: Unit, by: str) -> bool:
    return Role.AUDIT in roles_of(member_who_may(unit, by, Action.SEE_OUTBOX))


def _outbox(unit: Unit, *, with_audits: bool, since: datetime | None = None) -> Outbox:
    health = outbox_health(unit.session, with_audits=with_audits)
    failed = failed_notices(unit.session, since=since, with_audits=with_audits, most=LISTED)
    return Outbox(waiting=health.waiting, oldest_due=health.oldest_due, failed=health.failed, listed=tuple(failed))
