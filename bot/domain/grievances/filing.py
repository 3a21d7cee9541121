"""Filing a grievance: its lane by rule, its due date, and what the form must say (rule book §5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.calendar import WorkingCalendar
from bot.domain.calls.results import MoneyAnswer, Result
from bot.domain.calls.states import Outcome
from bot.domain.grievances.kinds import Category, GrievanceLane, Kind, Severity, Track


class StandIn(StrEnum):
    """Why somebody else than the usual recipient gets a grievance."""

    AWAY = "away"
    UNREACHABLE = "unreachable"
    SUBJECT = "subject"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """What the operator adds to a result when a grievance is filed."""

    kind: Kind
    category: Category
    severity: Severity
    about_law: bool = False
    may_tell_officer: bool = False
    direct_consent: bool = False
    wish: str = ""
    officers: tuple[int, ...] = ()  # whom it is about, as chosen; empty: all whom the list names
    officer_unknown: bool = False  # it is (also) about somebody whom nobody knows yet, or the directory does not
    recipient_id: int | None = None  # chosen among those allowed; None: the first of them
    is_same_again: bool = False  # the same matter as an earlier grievance (민원처리법 시행령 §17②)


DAYS: Mapping[Kind, int] = {
    Kind.INQUIRY: 7,
    Kind.COMPLAINT_HANDLING: 7,
    Kind.COMPLAINT_MANNER: 7,
    Kind.SUGGESTION: 14,
    Kind.ALLEGATION: 7,
}
"""Working days until a grievance is due (rule book §5, clock)."""

DAYS_ABOUT_LAW = 14


def period_days_of(filing: Filing) -> int:
    """Return the length of a grievance's period in working days."""
    return DAYS_ABOUT_LAW if filing.kind is Kind.INQUIRY and filing.about_law else DAYS[filing.kind]


def due_on(filing: Filing, received: date, calendar: WorkingCalendar) -> date:
    """Return the last day of the period, the first day included (민원처리법 §19)."""
    return calendar.due_in_days(received, period_days_of(filing))


def lane_of(filing: Filing, result: Result) -> GrievanceLane:
    """Choose the lane. An accusation, a "yes" to the money question, or the same again goes to audit, wished or not."""
    accuses = filing.kind is Kind.ALLEGATION or filing.category is Category.BRIBERY_FAVOUR
    if accuses or filing.severity is Severity.S1 or filing.is_same_again or result.money is MoneyAnswer.YES:
        return GrievanceLane.AUDIT
    if filing.kind is Kind.COMPLAINT_MANNER and not filing.may_tell_officer:
        return GrievanceLane.HEAD
    return GrievanceLane.OFFICER


def track_of(lane: GrievanceLane) -> Track:
    """Return the track of a lane."""
    return Track.AUDIT if lane is GrievanceLane.AUDIT else Track.ORDINARY


def first_filing(result: Result) -> Filing:
    """Return the choices that the filing form starts with: an accusation of money, or a plain question."""
    if result.money is MoneyAnswer.YES:
        return Filing(kind=Kind.ALLEGATION, category=Category.BRIBERY_FAVOUR, severity=Severity.S1)
    return Filing(kind=Kind.INQUIRY, category=Category.OTHER, severity=Severity.S4)


def needs_filing(result: Result) -> bool:
    """Check whether a result leads to the second page of the form."""
    return result.outcome is Outcome.GRIEVANCE_FILED


UNKNOWN_OFFICER = "unknown"
"""What is chosen in the field of officers for somebody who does not stand in the directory, or is not known yet."""


class FilingField(StrEnum):
    """The fields of the filing form."""

    KIND = "filing_kind"
    CATEGORY = "filing_category"
    SEVERITY = "filing_severity"
    ABOUT_LAW = "filing_about_law"
    MAY_TELL = "filing_may_tell"
    DIRECT = "filing_direct"
    WISH = "filing_wish"
    OFFICER = "filing_officer"
    RECIPIENT = "filing_recipient"
    SAME_AGAIN = "filing_same_again"
