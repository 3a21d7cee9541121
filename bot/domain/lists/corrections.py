"""What a list that comes again changes of what is known (rule book §3, Import again)."""

from dataclasses import dataclass, fields, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.keeping.names import NameMark
from bot.domain.lists.rows import ExclusionReason, ListedVisit, SaidIn

LIFTED_BY_HAND = {
    ExclusionReason.VICTIM_PROTECTION,
    ExclusionReason.INFORMANT,
    ExclusionReason.MINOR,
    ExclusionReason.DO_NOT_CALL,
}
"""No list takes these back: a supervisor does."""
PROTECTED = LIFTED_BY_HAND - {ExclusionReason.DO_NOT_CALL}
"""Of these a list alone says who they are; the register goes by numbers."""
NOT_OF_THE_LIST = {ExclusionReason.RECENTLY_CALLED, ExclusionReason.WINDOW_OVER}
"""No column said these: none can take them back."""
SEPARATOR = ", "


class Corrected(StrEnum):
    """What a row may correct. Each has a word `corrected.<member>`."""

    PHONE = "phone"
    NAME = "name"
    TYPE = "petition_type"
    DEPARTMENT = "department"
    OFFICER = "officer"
    NOTE = "note"
    TIME = "time"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldFacts:
    """What a list said of a visit, as far as it may be corrected; empty where it said nothing."""

    phone: str
    alternates: tuple[str, ...]
    name: str
    marks: tuple[NameMark, ...]
    purpose: str
    department: str
    officer: str
    rank: str
    note: str
    visited_at: datetime | None


WHAT_CHANGED = {
    "phone": Corrected.PHONE,
    "alternates": Corrected.PHONE,
    "name": Corrected.NAME,
    "marks": Corrected.NAME,
    "purpose": Corrected.TYPE,
    "department": Corrected.DEPARTMENT,
    "officer": Corrected.OFFICER,
    "rank": Corrected.OFFICER,
    "note": Corrected.NOTE,
    "visited_at": Corrected.TIME,
}


def told_facts(visit: ListedVisit) -> ToldFacts:
    """Return what a row says that may correct what is known."""
    return ToldFacts(
        phone=visit.phone,
        alternates=visit.alternates,
        name=visit.petitioner_name,
        marks=visit.marks,
        purpose=SEPARATOR.join(visit.types),
        department=visit.department,
        officer=SEPARATOR.join(visit.officers),
        rank=visit.rank,
        note=visit.note,
        visited_at=visit.visited_at,
    )


def correct(known: ToldFacts, told: ToldFacts) -> tuple[ToldFacts, tuple[Corrected, ...]]:
    """Take over what a row says. An empty cell corrects nothing.

    Returns:
        what is known then, and what of it was changed.
    """
    changed = {
        each.name: value
        for each in fields(ToldFacts)
        if (value := getattr(told, each.name)) and value != getattr(known, each.name)
    }
    return replace(known, **changed), tuple(dict.fromkeys(WHAT_CHANGED[name] for name in changed))


def may_lift(reason: ExclusionReason, said_in: SaidIn | None, visit: ListedVisit) -> bool:
    """Check whether a row says otherwise in the very column for which the visit was excluded.

    `said_in` None: it was excluded before the column was kept.
    """
    if reason in LIFTED_BY_HAND | NOT_OF_THE_LIST:
        return False
    said = {
        SaidIn.PHONE: bool(visit.phone),
        SaidIn.TYPE: bool(visit.types),
        SaidIn.NOTE: bool(visit.note),
        SaidIn.CONSENT: visit.answers_consent,
        SaidIn.ELSEWHERE: False,
    }
    if said_in is not None:
        return said[said_in]
    if reason in {ExclusionReason.NO_PHONE, ExclusionReason.THIRD_PARTY_PHONE, ExclusionReason.FOREIGN_PHONE}:
        return said[SaidIn.PHONE]
    return said[SaidIn.NOTE] or said[SaidIn.CONSENT]


def must_leave(reason: ExclusionReason) -> bool:
    """Check whether a visit that stands in the queue leaves it for this: a missing number corrects nothing."""
    return reason is not ExclusionReason.NO_PHONE
