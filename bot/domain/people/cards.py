"""Members of the station, as they are shown and chosen."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerChoice:
    """One officer of the directory, to be chosen by id: two of one name are never guessed."""

    id: int
    name: str
    rank: str
    department: str
    has_left: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UnclearOfficer:
    """An officer cell in which nobody was found, or somebody whose name several people have."""

    cell: str  # as the list has it, for the claimant alone; empty when it had none
    namesakes: tuple[str, ...] = ()  # the names of several people


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """From when to when somebody is away, and who stands in. Without days they are here."""

    first: date | None = None
    last: date | None = None
    deputy: OfficerChoice | None = None
