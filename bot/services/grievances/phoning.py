"""Phoning the petitioner about a grievance: audit does it under a code of its own (rule book §6)."""

from functools import partial

from bot.domain.announcements import GrievanceCalledInNotice
from bot.domain.calls.cards import PhoneCard
from bot.domain.grievances.cards import CalledInCard, GrievanceViewer
from bot.domain.grievances.kinds import Track
from bot.domain.trail import Purpose
from bot.services.audit_access import may_read_audit
from bot.services.calls.cards import caller_of
from bot.services.calls.phoning import drawn_code, phone_card
from bot.services.finding import existing_call
from bot.services.grievances.cards import matter_of
from bot.services.keeping.contact_data import holders_of, reveal_contact
from bot.services.unit import Unit
from storage.calls.codes import note_audit_code
from storage.grievances.queries import find_grievance
from storage.grievances.tables import Grievance
from storage.people.tables import Staff
from storage.posts import has_post


def phone_about(unit: Unit, grievance: Grievance, member: Staff, purpose: Purpose) -> PhoneCard:
    """Show somebody whom to phone about a grievance, and log it.

    An audit matter leaves the call as it is: neither its code nor who phoned tells that audit did.
    """
    call = existing_call(unit, grievance.call_id)
    if grievance.track != Track.AUDIT:
        return phone_card(unit, call, holders_of(unit, call), member, purpose, about=grievance.key)
    note = partial(note_audit_code, unit.session, grievance.key, staff_id=member.key, at=unit.now)
    return PhoneCard(
        contact=reveal_contact(unit, call, holders_of(unit, call), member, purpose),
        caller=caller_of(unit, member),
        code=drawn_code(note),
        purpose=purpose,
    )


def see_called_in(unit: Unit, *, notice: GrievanceCalledInNotice, reader: str) -> CalledInCard | None:
    """Return what whoever still phones about a grievance is told: its recipient, on the audit track its readers.

    A message that stands shows its number alone to somebody who no longer does. None: nothing is to be sent.
    """
    grievance = find_grievance(unit.session, notice.grievance)
    if grievance is not None and _phones_about(unit, grievance, reader):
        return CalledInCard(id=grievance.key, matter=matter_of(unit, grievance, GrievanceViewer.RECIPIENT))
    return CalledInCard(id=notice.grievance, matter=None) if has_post(unit.session, notice, reader) else None


def _phones_about(unit: Unit, grievance: Grievance, reader: str) -> bool:
    if grievance.track == Track.AUDIT:
        return may_read_audit(unit, reader, grievance)
    return reader in {grievance.recipient, grievance.answered_by}
