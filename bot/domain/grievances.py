"""Grievances: their words, the three lanes by rule, and who may move them where (DOMAIN §5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.calendar import WorkingCalendar
from bot.domain.calls import Outcome
from bot.domain.grievance_fields import ReplyField
from bot.domain.refusals import Reason
from bot.domain.results import MoneyAnswer, Result
from bot.domain.sensitive import holds_number


class Kind(StrEnum):
    """What a petitioner brings."""

    INQUIRY = "inquiry"
    COMPLAINT_HANDLING = "complaint_handling"
    COMPLAINT_MANNER = "complaint_manner"
    SUGGESTION = "suggestion"
    ALLEGATION = "allegation"


class Category(StrEnum):
    """What it is about."""

    DELAY = "delay"
    NO_PROGRESS_NOTICE = "no_progress_notice"
    RUDENESS = "rudeness"
    INTIMIDATION = "intimidation"
    UNFAIR_HANDLING = "unfair_handling"
    WRONG_INFORMATION = "wrong_information"
    REFUSAL_TO_ACCEPT = "refusal_to_accept"
    PROCEDURE_VIOLATION = "procedure_violation"
    RESULT_DISPUTE = "result_dispute"
    FACILITY_ACCESS = "facility_access"
    PRIVACY = "privacy"
    BRIBERY_FAVOUR = "bribery_favour"
    OTHER = "other"


class RootCause(StrEnum):
    """Why it came to that, as found at the end."""

    EXPLANATION_MISSING = "explanation_missing"
    WORKLOAD_STAFFING = "workload_staffing"
    HANDOVER_GAP = "handover_gap"
    TRAINING_GAP = "training_gap"
    INDIVIDUAL_CONDUCT = "individual_conduct"
    RULE_OR_SYSTEM = "rule_or_system"
    EXPECTATION_MISMATCH = "expectation_mismatch"
    EXTERNAL_BODY = "external_body"
    FACILITY = "facility"
    UNFOUNDED = "unfounded"


class Severity(StrEnum):
    """S1 rights, safety, corruption; S2 wrong or late with harm; S3 courtesy; S4 question."""

    S1 = "s1"
    S2 = "s2"
    S3 = "s3"
    S4 = "s4"


class Track(StrEnum):
    """Who may know of it: everybody concerned, or audit alone."""

    ORDINARY = "ordinary"
    AUDIT = "audit"


class GrievanceLane(StrEnum):
    """To whom it goes: the responsible officer, the head, or audit."""

    OFFICER = "officer"
    HEAD = "head"
    AUDIT = "audit"


class GrievanceState(StrEnum):
    """Where it stands. Answered by the officer is not yet told to the petitioner."""

    ROUTED = "routed"
    ACKNOWLEDGED = "acknowledged"
    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


class CloseResult(StrEnum):
    """What the petitioner was told."""

    RESOLVED = "resolved"
    EXPLAINED = "explained"
    MISUNDERSTANDING_CLEARED = "misunderstanding_cleared"
    REJECTED = "rejected"
    NOT_PROCESSABLE = "not_processable"
    TRANSFERRED = "transferred"
    WITHDRAWN = "withdrawn"


TOLD_RESULTS = tuple(result for result in CloseResult if result is not CloseResult.WITHDRAWN)
"""What a reply may say; a withdrawal is the petitioner's own words."""


class StandIn(StrEnum):
    """Why somebody else than the usual recipient gets a grievance."""

    AWAY = "away"
    UNREACHABLE = "unreachable"


class GrievanceMove(StrEnum):
    """Everything that can happen to a grievance."""

    ACKNOWLEDGE = "acknowledge"
    ANSWER = "answer"
    DECLINE = "decline"
    ROUTE = "route"
    REROUTE = "reroute"
    DELAY = "delay"
    CLOSE = "close"
    WITHDRAW = "withdraw"


class GrievanceEvent(StrEnum):
    """What stands in a grievance's history."""

    FILED = "filed"
    AGAIN = "again"
    ROUTED = "routed"
    ACKNOWLEDGED = "acknowledge"
    DECLINED = "declined"
    DIRECT_CALL = "direct_call"
    EXTENDED = "extension"
    PAUSED = "site_visit"
    ANSWERED = "answer"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Step:
    """The states a move may start from and the one it ends in."""

    sources: frozenset[GrievanceState]
    target: GrievanceState


_WITH_RECIPIENT = frozenset({GrievanceState.ROUTED, GrievanceState.ACKNOWLEDGED})
_NOT_CLOSED = frozenset(GrievanceState) - {GrievanceState.CLOSED}

STEPS: Mapping[GrievanceMove, Step] = {
    GrievanceMove.ACKNOWLEDGE: Step(frozenset({GrievanceState.ROUTED}), GrievanceState.ACKNOWLEDGED),
    GrievanceMove.ANSWER: Step(_WITH_RECIPIENT, GrievanceState.ANSWERED),
    GrievanceMove.DECLINE: Step(_WITH_RECIPIENT, GrievanceState.OPEN),
    GrievanceMove.ROUTE: Step(frozenset({GrievanceState.OPEN}), GrievanceState.ROUTED),
    GrievanceMove.REROUTE: Step(_WITH_RECIPIENT, GrievanceState.ROUTED),
    GrievanceMove.DELAY: Step(frozenset({GrievanceState.ACKNOWLEDGED}), GrievanceState.ACKNOWLEDGED),
    GrievanceMove.CLOSE: Step(frozenset({GrievanceState.ANSWERED}), GrievanceState.CLOSED),
    GrievanceMove.WITHDRAW: Step(_NOT_CLOSED, GrievanceState.CLOSED),
}


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
    officer_id: int | None = None
    recipient_id: int | None = None  # chosen among those allowed; None: the first of them
    is_same_again: bool = False  # the same matter as an earlier grievance (민원처리법 시행령 §17②)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the petitioner was told, when, by whom and how. Only this closes a grievance."""

    result: CloseResult
    method: str
    words: str
    told_on: date
    handler: str  # unit and name of whoever handled it, as the petitioner was told
    contact: str  # where the handler can be reached
    remedy: str = ""
    root_causes: tuple[RootCause, ...] = ()
    improvement: str = ""
    petitioner_view: str = ""
    officer_view: str = ""
    complaint: str = ""  # what the petitioner still complains of: the next round, on the audit track


DAYS: Mapping[Kind, int] = {
    Kind.INQUIRY: 7,
    Kind.COMPLAINT_HANDLING: 7,
    Kind.COMPLAINT_MANNER: 7,
    Kind.SUGGESTION: 14,
    Kind.ALLEGATION: 7,
}
"""Working days until a grievance is due (DOMAIN §5, clock)."""
DAYS_ABOUT_LAW = 14


def period_of(filing: Filing) -> int:
    """Give the length of a grievance's period in working days."""
    return DAYS_ABOUT_LAW if filing.kind is Kind.INQUIRY and filing.about_law else DAYS[filing.kind]


def due_on(filing: Filing, received: date, calendar: WorkingCalendar) -> date:
    """Give the last day of the period, the first day included (민원처리법 §19)."""
    return calendar.due_in_days(received, period_of(filing))


def lane_of(filing: Filing, result: Result) -> GrievanceLane:
    """Choose the lane. An accusation, a "yes" to the money question, or the same again goes to audit, wished or not."""
    accuses = filing.kind is Kind.ALLEGATION or filing.category is Category.BRIBERY_FAVOUR
    if accuses or filing.severity is Severity.S1 or filing.is_same_again or result.money is MoneyAnswer.YES:
        return GrievanceLane.AUDIT
    if filing.kind is Kind.COMPLAINT_MANNER and not filing.may_tell_officer:
        return GrievanceLane.HEAD
    return GrievanceLane.OFFICER


def track_of(lane: GrievanceLane) -> Track:
    """Give the track of a lane."""
    return Track.AUDIT if lane is GrievanceLane.AUDIT else Track.ORDINARY


def problems_with_reply(reply: Reply, filed_on: date, today: date) -> Mapping[str, Reason]:
    """List what keeps a reply from closing: field → reason. A rejection tells why and what can be done against it."""
    problems: dict[str, Reason] = {}
    if reply.result not in TOLD_RESULTS:
        problems[ReplyField.RESULT] = Reason.BROKEN_FORM
    if not filed_on <= reply.told_on <= today:
        problems[ReplyField.TOLD_ON] = Reason.TOLD_ON_WRONG
    texts = {
        ReplyField.WORDS: reply.words,
        ReplyField.REMEDY: reply.remedy,
        ReplyField.IMPROVEMENT: reply.improvement,
        ReplyField.PETITIONER_VIEW: reply.petitioner_view,
        ReplyField.OFFICER_VIEW: reply.officer_view,
        ReplyField.COMPLAINT: reply.complaint,
    }
    problems |= {field: Reason.PERSONAL_NUMBER for field, words in texts.items() if holds_number(words)}
    needed = {ReplyField.WORDS: reply.words, ReplyField.HANDLER: reply.handler, ReplyField.CONTACT: reply.contact}
    problems |= {field: Reason.REPLY_WORDS_MISSING for field, words in needed.items() if not words.strip()}
    if not reply.root_causes:
        problems[ReplyField.ROOT_CAUSES] = Reason.ROOT_CAUSE_MISSING
    if reply.result is CloseResult.REJECTED and not reply.remedy.strip():
        problems[ReplyField.REMEDY] = Reason.REMEDY_MISSING
    if reply.result is CloseResult.MISUNDERSTANDING_CLEARED:
        views = {
            ReplyField.PETITIONER_VIEW: reply.petitioner_view,
            ReplyField.OFFICER_VIEW: reply.officer_view,
        }
        problems |= {field: Reason.VIEWS_MISSING for field, words in views.items() if not words.strip()}
    return problems


def first_filing(result: Result) -> Filing:
    """Give the choices that the filing form starts with: an accusation of money, or a plain question."""
    if result.money is MoneyAnswer.YES:
        return Filing(kind=Kind.ALLEGATION, category=Category.BRIBERY_FAVOUR, severity=Severity.S1)
    return Filing(kind=Kind.INQUIRY, category=Category.OTHER, severity=Severity.S4)


def needs_filing(result: Result) -> bool:
    """Tell whether a result leads to the second page of the form."""
    return result.outcome is Outcome.GRIEVANCE_FILED
