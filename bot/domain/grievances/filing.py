"""Filing a grievance: its lane by rule, its due date, and what the form must say (rule book §5)."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.calendar import SEOUL, WorkingCalendar
from bot.domain.calls.results import MoneyAnswer, Result, words_of
from bot.domain.calls.states import Outcome
from bot.domain.grievances.accusations.kinds import Accusation
from bot.domain.grievances.accusations.reading import accusations_in
from bot.domain.grievances.kinds import ACCUSING, GRAVITY, Category, GrievanceLane, Kind, Severity, Track, severity_of


class StandIn(StrEnum):
    """Why somebody else than the usual recipient gets a grievance."""

    AWAY = "away"
    UNREACHABLE = "unreachable"
    SUBJECT = "subject"


class AuditReason(StrEnum):
    """Why a grievance goes to audit."""

    KIND = "kind"
    SEVERITY = "severity"
    MONEY = "money"
    SAME_AGAIN = "same_again"
    WORDS = "words"  # they sound like an accusation, and nothing that was chosen says so


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """What the operator adds to a result when a grievance is filed."""

    kind: Kind | None = None  # None: not chosen yet
    category: Category | None = None
    severity: Severity | None = None  # as the operator raised it; what kind and category say is the least
    about_law: bool = False
    at_once: bool = False  # a plain question (시행령 §14)
    may_tell_officer: bool = False
    direct_consent: bool = False
    wish: str = ""
    officers: tuple[int, ...] = ()  # whom it is about, as chosen; empty: all whom the list names
    officer_unknown: bool = False  # it is (also) about somebody whom nobody knows yet, or the directory does not
    recipient_id: int | None = None  # chosen among those allowed; None: the first of them
    is_same_again: bool = False  # the same matter as an earlier grievance (민원처리법 시행령 §17②)

    @property
    def gravity(self) -> Severity:
        """How grave it is: by kind and category, or graver."""
        least = severity_of(self.kind, self.category)
        return max(least, self.severity or least, key=GRAVITY.index)


def filing_to_text(filing: Filing) -> str:
    """Write down what was entered, so that it can be kept sealed."""
    return json.dumps(asdict(filing), ensure_ascii=False)


def filing_from_text(text: str) -> Filing:
    """Read what `filing_to_text` wrote; nothing entered, where there is no text."""
    facts = json.loads(text or "{}")
    enums = {"kind": Kind, "category": Category, "severity": Severity}
    facts |= {name: enum(facts[name]) for name, enum in enums.items() if facts.get(name)}
    return Filing(**{**facts, "officers": tuple(facts.get("officers", ()))})


DAYS: Mapping[Kind, int] = {
    Kind.INQUIRY: 7,
    Kind.COMPLAINT_HANDLING: 7,
    Kind.COMPLAINT_MANNER: 7,
    Kind.SUGGESTION: 14,
    Kind.ALLEGATION: 7,
}
"""Working days until a grievance is due (rule book §5, clock)."""

DAYS_ABOUT_LAW = 14
HOURS_AT_ONCE = 3
"""Working hours: what can be answered at once has a period of its own (민원처리법 시행령 §14, §15)."""


def period_days_of(filing: Filing) -> int:
    """Return the length of a grievance's period in working days; as long as no kind is chosen, that of a question."""
    kind = filing.kind or Kind.INQUIRY
    if is_at_once(filing):
        return 1
    return DAYS_ABOUT_LAW if kind is Kind.INQUIRY and filing.about_law else DAYS[kind]


def is_at_once(filing: Filing) -> bool:
    """Check whether it is a plain question that can be answered at once; none about law is."""
    return filing.kind is Kind.INQUIRY and filing.at_once and not filing.about_law


def due_at(filing: Filing, received: datetime, calendar: WorkingCalendar) -> datetime | None:
    """Return until when a plain question is to be answered; None: by a day."""
    return calendar.add_working_hours(received, HOURS_AT_ONCE) if is_at_once(filing) else None


def due_on(filing: Filing, received: datetime, calendar: WorkingCalendar) -> date:
    """Return the last day of the period, the first day included (민원처리법 §19)."""
    moment = due_at(filing, received, calendar)
    if moment is not None:
        return moment.astimezone(SEOUL).date()
    return calendar.due_in_days(received.astimezone(SEOUL).date(), period_days_of(filing))


def audit_reason(filing: Filing, result: Result) -> AuditReason | None:
    """Return why it goes to audit, wished or not; None: it does not. When in doubt, audit first (rule book §5)."""
    if filing.kind is Kind.ALLEGATION or filing.category in ACCUSING:
        return AuditReason.KIND
    if result.money is MoneyAnswer.YES:
        return AuditReason.MONEY
    if filing.gravity is Severity.S1:
        return AuditReason.SEVERITY
    if filing.is_same_again:
        return AuditReason.SAME_AGAIN
    return AuditReason.WORDS if noticed_in(filing, result) else None


def noticed_in(filing: Filing, result: Result) -> frozenset[Accusation]:
    """Return of what the words of both pages accuse the police."""
    return accusations_in(*words_of(result), filing.wish)


def lane_of(filing: Filing, result: Result) -> GrievanceLane:
    """Choose the lane. An accusation goes to audit, whether it was chosen or only sounds like one."""
    return GrievanceLane.AUDIT if audit_reason(filing, result) else plain_lane_of(filing)


def plain_lane_of(filing: Filing) -> GrievanceLane:
    """Choose the lane of what is no matter of audit's."""
    is_for_head = filing.kind is Kind.COMPLAINT_MANNER and not filing.may_tell_officer
    return GrievanceLane.HEAD if is_for_head else GrievanceLane.OFFICER


def track_of(lane: GrievanceLane) -> Track:
    """Return the track of a lane."""
    return Track.AUDIT if lane is GrievanceLane.AUDIT else Track.ORDINARY


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
    AT_ONCE = "filing_at_once"
    MAY_TELL = "filing_may_tell"
    DIRECT = "filing_direct"
    WISH = "filing_wish"
    OFFICER = "filing_officer"
    RECIPIENT = "filing_recipient"
    SAME_AGAIN = "filing_same_again"
