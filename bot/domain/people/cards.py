"""Members of the station, as they are shown and chosen."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.people.duty import Duty


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerChoice:
    """One officer of the directory, to be chosen by id: two of one name are never guessed."""

    id: int
    name: str
    rank: str
    department: str
    has_left: bool = False
    extension: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnclearOfficer:
    """An officer cell in which nobody was found, or somebody whose name several people have."""

    cell: str  # as the list has it, for the claimant alone; empty when it had none
    namesakes: tuple[str, ...] = ()  # the names of several people


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """What somebody notes of some days, and who stands in. Here without days: back from now on."""

    first: date | None = None
    last: date | None = None
    duty: Duty = Duty.HERE
    deputy: OfficerChoice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyLine:
    """One operator in the table of who is on today, by the name that the whole centre knows."""

    rank: str
    name: str
    slack_id: str | None
    duty: Duty | None  # what they noted of today; None: nothing
    until: date | None  # the last day of that
    break_until: datetime | None
    is_here: bool
    claimed: int  # calls they have now
    promised: int  # calls that they are to make again today


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPromise:
    """A call that is to be made again, by its number; `at` None: it is due."""

    number: int
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """What somebody keeps for another just now. `owner`: Slack id."""

    owner: str
    calls: tuple[KeptPromise, ...]
    tasks: int
    matters: tuple[int, ...]  # grievances that wait for a reply, by number


@dataclass(frozen=True, slots=True, kw_only=True)
class NobodyHere:
    """Nobody is here, or nobody who may keep some promises."""

    day: date
    is_anybody_here: bool
    calls: tuple[KeptPromise, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyTable:
    """Who is on today."""

    day: date
    is_working_day: bool
    lines: tuple[DutyLine, ...]
