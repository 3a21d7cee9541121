"""What is known of how to talk with a petitioner, whichever of their calls it was noted in (rule book §4)."""

from collections.abc import Sequence

from bot.domain.calls.flags import Flags, flags_from_text, flags_in, together
from bot.services.keeping.contact_data import same_person
from bot.services.unit import Unit
from storage.calls.attempts import was_abusive
from storage.calls.tables import Call
from storage.lists.tables import Visit
from storage.people.queries import find_petitioner


def flags_of(unit: Unit, call: Call, visits: Sequence[Visit] = ()) -> Flags:
    """Return the flags of a call's petitioner: as they were noted in any of their calls, else as remarks name them."""
    people = [find_petitioner(unit.session, each) for each in people_of(unit, call)]
    noted = [flags_from_text(unit.secrets.open(person.sealed_flags)) for person in people if person.sealed_flags]
    said = [Flags(which=flags_in(unit.secrets.open_if(visit.sealed_note))) for visit in visits]
    return together(noted or said)


def abused_before(unit: Unit, call: Call) -> bool:
    """Check whether an earlier conversation with this person was ended for abuse."""
    return was_abusive(unit.session, people_of(unit, call))


def people_of(unit: Unit, call: Call) -> list[int]:
    """Return the petitioners who are the one of a call, the oldest first."""
    return sorted({call.petitioner_id, *same_person(unit, call)})
