"""Who is here: what people note of their days, and what that says of a moment (rule book §4, Who is here)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.calendar import SEOUL, WorkingCalendar
from bot.domain.station import DayPart, day_part

DAY = timedelta(days=1)


class Duty(StrEnum):
    """What somebody is on a day."""

    HERE = "here"
    AWAY = "away"
    MORNING_OFF = "morning_off"
    AFTERNOON_OFF = "afternoon_off"


OFF: Mapping[Duty, frozenset[DayPart]] = {
    Duty.HERE: frozenset(),
    Duty.AWAY: frozenset(DayPart),
    Duty.MORNING_OFF: frozenset({DayPart.MORNING}),
    Duty.AFTERNOON_OFF: frozenset({DayPart.AFTERNOON}),
}
"""The halves of a day on which somebody is not here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyNote:
    """What somebody noted of some days, and who stands in for them (their number in the directory)."""

    first: date
    last: date
    duty: Duty
    deputy_id: int | None = None

    def covers(self, day: date) -> bool:
        """Check whether it is about a day."""
        return self.first <= day <= self.last


def noted_over(notes: Iterable[DutyNote], first: date, last: date, new: DutyNote | None) -> tuple[DutyNote, ...]:
    """Return what holds once something was said of some days: of each day the last word counts."""
    kept = [
        part
        for note in notes
        for part in (
            replace(note, last=min(note.last, first - DAY)),
            replace(note, first=max(note.first, last + DAY)),
        )
        if part.first <= part.last
    ]
    return tuple(sorted([*kept, *([new] if new else [])], key=lambda note: note.first))


def note_of(notes: Iterable[DutyNote], day: date) -> DutyNote | None:
    """Return what somebody noted of a day; None: nothing."""
    return next((note for note in notes if note.covers(day)), None)


def is_away(notes: Iterable[DutyNote], at: datetime) -> bool:
    """Check whether somebody said that they are away at a moment."""
    note = note_of(notes, at.astimezone(SEOUL).date())
    return note is not None and day_part(at) in OFF[note.duty]


def is_off(notes: Iterable[DutyNote], day: date) -> bool:
    """Check whether somebody is away for the whole of a day."""
    note = note_of(notes, day)
    return note is not None and note.duty is Duty.AWAY


def is_here(notes: Iterable[DutyNote], at: datetime, calendar: WorkingCalendar) -> bool:
    """Check whether somebody is at work at a moment: on days off only who said so."""
    day = at.astimezone(SEOUL).date()
    note = note_of(notes, day)
    if not calendar.is_working_day(day):
        return note is not None and note.duty is Duty.HERE
    return note is None or day_part(at) not in OFF[note.duty]
