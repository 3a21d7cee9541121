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


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """From when to when somebody is away, and who stands in. Without days they are here."""

    first: date | None = None
    last: date | None = None
    deputy: OfficerChoice | None = None
