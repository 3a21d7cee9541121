"""The advance text: who gets one before they are phoned, when it goes, and when it is too late (rule book §6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.domain.calendar import SEOUL, WorkingCalendar
from bot.domain.keeping.cards import Contact
from bot.domain.notices import NoticeKind, OfDay
from bot.domain.station import Station

COIN_RANGE = 2**32
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=15), timedelta(minutes=10)
TOLD_AFTER = timedelta(minutes=30)
"""A text that could not be sent for so long is told to supervisors."""


class Occasion(StrEnum):
    """What a text is sent for: each at most once for a call."""

    FIRST = "first"  # before the first attempt
    SUSPECTED = "suspected"  # after somebody took us for phishing


class TextState(StrEnum):
    """Where a text stands."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    UNSURE = "unsure"  # it was handed over and nobody said what became of it: it is not handed over again
    GIVEN_UP = "given_up"  # it could not be sent in time, or was refused
    DROPPED = "dropped"  # it must not, or need not be sent any more
    NOT_DRAWN = "not_drawn"  # the coin decided against it


class TextEnd(StrEnum):
    """Why a text was not sent."""

    CALLED = "called"  # somebody took the call, or phoned
    EXCLUDED = "excluded"
    NO_MOBILE = "no_mobile"
    SAME_NUMBER = "same_number"  # somebody else of the same number got one
    TAKEN_BACK = "taken_back"  # the result that said so
    SWITCHED_OFF = "switched_off"
    LATE = "late"
    REFUSED = "refused"


class TextFate(StrEnum):
    """What became of one try to send a text."""

    SENT = "sent"
    LATER = "later"  # it was surely not sent, or may be asked for again under the same key
    REFUSED = "refused"  # not to this number, however often
    UNSURE = "unsure"  # it may have been sent, and must not be tried again


ENDS: Mapping[TextFate, TextState] = {
    TextFate.SENT: TextState.SENT,
    TextFate.LATER: TextState.WAITING,
    TextFate.REFUSED: TextState.GIVEN_UP,
    TextFate.UNSURE: TextState.UNSURE,
}
"""Where a text stands after a try."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextsStuckNotice(OfDay):
    """Texts cannot be sent on a day, to supervisors."""

    kind = NoticeKind.TEXTS_STUCK


@dataclass(frozen=True, slots=True, kw_only=True)
class StuckTexts:
    """How many texts fail, and since when; none: they go again."""

    count: int
    since: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedText:
    """What became of a text that somebody asked for by a click."""

    call: int
    state: TextState
    at: datetime  # when it goes, or went


@dataclass(frozen=True, slots=True, kw_only=True)
class TextCard:
    """Whom to send a text by hand, for whoever took the task, and nobody else."""

    task: int
    call: int
    contact: Contact


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingText:
    """A text that is to be handed over. Its number is shown to nobody and stands in no log."""

    id: int
    of_try: int
    asked_as: str  # the key under which it may be asked for again
    number: str


def is_heads(hashed: str) -> bool:
    """Toss the coin of a call by the keyed hash (hex) of its number: the same however often one asks."""
    return int(hashed[:8], 16) < COIN_RANGE // 2


def sent_from(now: datetime, station: Station, calendar: WorkingCalendar) -> datetime:
    """Return the first moment from now on in which a text may go.

    From the morning board to the end of the calling hours of a working day: never at night, never on days off.
    """
    local = now.astimezone(SEOUL)
    opens, closes = _hours(station, local.date())
    if calendar.is_working_day(local.date()) and local <= closes:
        return max(local, opens)
    return _hours(station, calendar.next_working_day(local.date()))[0]


def pointless_from(now: datetime, station: Station, calendar: WorkingCalendar) -> datetime:
    """Return when a text that was decided on now is given up: at the end of the hours of the next working day."""
    day = sent_from(now, station, calendar).date()
    return _hours(station, calendar.next_working_day(day))[1]


def pause_after(tries: int) -> timedelta:
    """Return how long to wait after so many tries: longer each time."""
    doubled: int = 2 ** min(max(tries, 1) - 1, 10)
    return min(LONGEST_PAUSE, FIRST_PAUSE * doubled)


def _hours(station: Station, day: date) -> tuple[datetime, datetime]:
    opens, closes = station.morning_at, max(end for _, end in station.calling_hours)
    return _at(day, opens), _at(day, closes)


def _at(day: date, moment: time) -> datetime:
    return datetime.combine(day, moment, SEOUL)
