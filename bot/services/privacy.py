"""The only room that opens contact data. Whoever is shown a number is written into the access log (DOMAIN §7)."""

from enum import StrEnum

from bot.domain.cards import Contact
from bot.domain.phones import format_phone
from bot.services.unit import Unit
from storage.petitioners import find_petitioner
from storage.tables import Call, Staff
from storage.trail import record_access


class Purpose(StrEnum):
    """What contact data was shown for."""

    CLAIMED_CALL = "call.claimed"
    REPLY = "grievance.reply"
    PROGRESS = "grievance.progress"
    DIRECT_CALL = "grievance.direct_call"


def reveal_contact(unit: Unit, call: Call, to: Staff, purpose: Purpose) -> Contact:
    """Open a petitioner's name and number for the person who is to phone, and log it."""
    petitioner = find_petitioner(unit.session, call.petitioner_id)
    record_access(unit.session, f"call:{call.id}", purpose, actor=to.slack_id or to.staff_no, at=unit.now)
    alternate = unit.secrets.open_if(petitioner.sealed_alternate)
    return Contact(
        name=unit.secrets.open(petitioner.sealed_name),
        phone=format_phone(unit.secrets.open(petitioner.sealed_phone)),
        alternate=format_phone(alternate) if alternate else None,
    )
