"""What is known of how to talk with a petitioner, whichever of their calls it was noted in (rule book §4)."""

from collections.abc import Sequence

from bot.domain.calls.flags import Flags, flags_from_text, flags_in, together
from bot.services.unit import Unit
from storage.lists.tables import Visit
from storage.people.tables import Petitioner


def flags_of(unit: Unit, people: Sequence[Petitioner], visits: Sequence[Visit]) -> Flags:
    """Return the flags of one person: as they were noted in any of their calls, else as remarks name them."""
    noted = [flags_from_text(unit.secrets.open(person.sealed_flags)) for person in people if person.sealed_flags]
    said = [Flags(which=flags_in(unit.opened(visit.sealed_note))) for visit in visits]
    return together(noted or said)
