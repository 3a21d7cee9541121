"""Grievances: their words, the three lanes by rule, and who may move them where (DOMAIN §5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.calendar import WorkingCalendar
from bot.domain.calls import Outcome
from bot.domain.refusals import Reason
from bot.domain.results import MoneyAnswer, Result


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


class GrievanceMove(StrEnum):
    """Everything that can happen to a grievance."""

    ACKNOWLEDGE = "acknowledge"
    ANSWER = "answer"
    DECLINE = "decline"
    ROUTE = "route"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Step:
    """The states a move may start from and the one it ends in."""

    sources: frozenset[GrievanceState]
    target: GrievanceState


_WITH_RECIPIENT = frozenset({GrievanceState.ROUTED, GrievanceState.ACKNOWLEDGED})

STEPS: Mapping[GrievanceMove, Step] = {
    GrievanceMove.ACKNOWLEDGE: Step(frozenset({GrievanceState.ROUTED}), GrievanceState.ACKNOWLEDGED),
    GrievanceMove.ANSWER: Step(_WITH_RECIPIENT, GrievanceState.ANSWERED),
    GrievanceMove.DECLINE: Step(_WITH_RECIPIENT, GrievanceState.OPEN),
    GrievanceMove.ROUTE: Step(frozenset({GrievanceState.OPEN}), GrievanceState.ROUTED),
    GrievanceMove.CLOSE: Step(frozenset({GrievanceState.ANSWERED}), GrievanceState.CLOSED),
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the petitioner was told, by whom and how. Only this closes a grievance."""

    result: CloseResult
    method: str
    words: str
    remedy: str = ""
    root_causes: tuple[RootCause, ...] = ()


DAYS: Mapping[Kind, int] = {
    Kind.INQUIRY: 7,
    Kind.COMPLAINT_HANDLING: 7,
    Kind.COMPLAINT_MANNER: 7,
    Kind.SUGGESTION: 14,
    Kind.ALLEGATION: 7,
}
"""Working days until a grievance is due (DOMAIN §5, clock)."""
DAYS_ABOUT_LAW = 14


def due_on(filing: Filing, received: date, calendar: WorkingCalendar) -> date:
    """Give the last day of the period, the first day included (민원처리법 §19)."""
    about_law = filing.kind is Kind.INQUIRY and filing.about_law
    return calendar.due_in_days(received, DAYS_ABOUT_LAW if about_law else DAYS[filing.kind])


def lane_of(filing: Filing, result: Result) -> GrievanceLane:
    """Choose the lane. An allegation, or a "yes" to the money question, goes to audit whatever was wished."""
    if filing.kind is Kind.ALLEGATION or result.money is MoneyAnswer.YES or filing.category is Category.BRIBERY_FAVOUR:
        return GrievanceLane.AUDIT
    if filing.kind is Kind.COMPLAINT_MANNER and not filing.may_tell_officer:
        return GrievanceLane.HEAD
    return GrievanceLane.OFFICER


def track_of(lane: GrievanceLane) -> Track:
    """Give the track of a lane."""
    return Track.AUDIT if lane is GrievanceLane.AUDIT else Track.ORDINARY


def problems_with_reply(reply: Reply) -> Mapping[str, Reason]:
    """List what keeps a reply from closing: field → reason. A rejection tells why and what can be done against it."""
    problems: dict[str, Reason] = {}
    if not reply.words.strip():
        problems[ReplyField.WORDS] = Reason.REPLY_WORDS_MISSING
    if not reply.root_causes:
        problems[ReplyField.ROOT_CAUSES] = Reason.ROOT_CAUSE_MISSING
    if reply.result is CloseResult.REJECTED and not reply.remedy.strip():
        problems[ReplyField.REMEDY] = Reason.REMEDY_MISSING
    return problems


class ReplyField(StrEnum):
    """The fields of the reply form."""

    RESULT = "reply_result"
    METHOD = "reply_method"
    WORDS = "reply_words"
    REMEDY = "reply_remedy"
    ROOT_CAUSES = "reply_root_causes"


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


def first_filing(result: Result) -> Filing:
    """Give the choices that the filing form starts with: an accusation of money, or a plain question."""
    if result.money is MoneyAnswer.YES:
        return Filing(kind=Kind.ALLEGATION, category=Category.BRIBERY_FAVOUR, severity=Severity.S1)
    return Filing(kind=Kind.INQUIRY, category=Category.OTHER, severity=Severity.S4)


def needs_filing(result: Result) -> bool:
    """Tell whether a result leads to the second page of the form."""
    return result.outcome is Outcome.GRIEVANCE_FILED
