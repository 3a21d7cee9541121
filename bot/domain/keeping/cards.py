"""Contact data and what is kept of a person, as they are shown."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.trail import Door


class Whose(StrEnum):
    """Whose a number is."""

    OWN = "own"
    CHOSEN = "chosen"  # somebody else's, whom the petitioner named


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Who to phone. Made by services/keeping/contact_data.py alone, which logs every one."""

    name: str
    phone: str  # formatted for reading aloud: "010-0000-1234"; empty when there is a link
    alternates: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()  # of somebody else whom the petitioner named
    link: str = ""  # the one-time page, where the station wants it instead of the number
    pin: str = ""  # what must be typed there


@dataclass(frozen=True, slots=True, kw_only=True)
class LooksFrom:
    """How many looks at contact data came by one door, from one place where the door tells it."""

    door: Door
    place: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectCard:
    """What is kept of a petitioner, for their right of access: kinds and counts; of audit's matters audit tells."""

    number: int
    visits: int
    attempts: int
    surveys: int
    praise: int
    grievances: int
    looks: int
    numbers: int
    is_excluded: bool
    is_purged: bool
    looks_from: tuple[LooksFrom, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeletionCard:
    """A petitioner asked for deletion: what one reader of audit has to decide, and to tell them."""

    id: int
    call: int
    asked_on: date
    tell_by: date
    is_purged: bool  # what is not with audit is destroyed; else something ordinary is open
    matters: tuple[int, ...]  # numbers of audit's matters of which this reader may know and there still are words
    may_destroy: bool  # there are some, and all of them are closed
    is_kept: bool | None  # what was decided
    is_told: bool
    may_phone: bool  # their number is still there


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessLine:
    """One person's looks at contact data in a month, and how many of them are worth a question."""

    person: str  # Slack id, or ADMIN
    looks: int
    off_hours: int
    without_attempt: int
    own_unit: int
    is_unusual: bool
    looks_from: tuple[LooksFrom, ...] = ()
    words_read: int = 0  # how often the sealed words of lists were read for words that many have


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessReview:
    """The monthly access review for audit. Nothing of any petitioner."""

    month: date
    lines: tuple[AccessLine, ...]
    ends: tuple[str, ...] = ()  # how the trail and the access log end now: anchors to be noted outside
