"""Somebody who is on no list, as whoever took the call wrote it down (rule book §4, Inbound)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.calls.inbound import HowCame
from bot.domain.keeping.names import clean_name, marks_in
from bot.domain.keeping.personal_numbers import holds_number
from bot.domain.keeping.phones import read_phones
from bot.domain.lists.corrections import PROTECTED
from bot.domain.lists.rows import ExclusionReason, ListedVisit
from bot.domain.refusals import Reason
from bot.domain.station import Station

KEPT_FROM_CALLS = PROTECTED | {ExclusionReason.REFUSED_CONTACT}
"""What a list says of a person and not of one visit: whoever has that name and came lately is not to be phoned."""


class CallerField(StrEnum):
    """The fields of the form."""

    NAME = "caller_name"
    PHONE = "caller_phone"
    HOW = "caller_how"
    VISITED_ON = "caller_visited_on"
    DEPARTMENT = "caller_department"
    ABOUT = "caller_about"


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who it is, how they came, and what about. `visited_on` None: they had not been here."""

    name: str
    phone: str
    how: HowCame | None
    visited_on: date | None = None
    department: str = ""
    about: str = ""


def caller_problems(caller: Caller, today: date) -> Mapping[str, Reason]:
    """Say what is wrong with what was written down, by field."""
    is_ahead = caller.visited_on is not None and caller.visited_on > today
    problems: dict[str, Reason | None] = {
        CallerField.NAME: None if clean_name(caller.name) else Reason.NAME_MISSING,
        CallerField.PHONE: None if read_phones(caller.phone).phone else Reason.PHONE_UNREADABLE,
        CallerField.HOW: None if caller.how else Reason.HOW_MISSING,
        CallerField.VISITED_ON: Reason.VISIT_AHEAD if is_ahead else None,
        CallerField.ABOUT: Reason.PERSONAL_NUMBER if holds_number(caller.about) else None,
    }
    return {field: reason for field, reason in problems.items() if reason is not None}


def visit_of_caller(caller: Caller, today: date) -> ListedVisit:
    """Make of it what a row of a list would say; of no visit, the day on which they came to us."""
    phones = read_phones(caller.phone)
    about = " ".join(caller.about.split())
    return ListedVisit(
        row_no=0,
        receipt_no=None,
        petitioner_name=clean_name(caller.name),
        phone=phones.phone or "",
        alternates=phones.alternates,
        phone_repaired=phones.repaired,
        visited_on=caller.visited_on or today,
        visited_at=None,
        petition_type=about,
        department=caller.department,
        rank="",
        note=phones.remark,
        types=(about,) if about else (),
        marks=marks_in(caller.name),
    )


def days_looked_at(visits: Iterable[date], today: date, station: Station) -> set[date]:
    """Return the days of which exclusions of a name count: lately, and around the visits, for people err in days."""
    reach, last = station.inbound_within.days, today.toordinal()
    middles = {each.toordinal() for each in (*visits, today)}
    around = (range(max(1, middle - reach), min(middle + reach, last) + 1) for middle in middles)
    return {date.fromordinal(day) for days in around for day in days}
