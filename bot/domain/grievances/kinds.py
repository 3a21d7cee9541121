"""What a grievance is about, how grave it is, and on which track and lane it goes (rule book §5)."""

from enum import StrEnum


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
    RIGHTS_DISCRIMINATION = "rights_discrimination"
    BRIBERY_FAVOUR = "bribery_favour"
    OTHER = "other"


ACCUSING = frozenset({Category.INTIMIDATION, Category.PRIVACY, Category.RIGHTS_DISCRIMINATION, Category.BRIBERY_FAVOUR})
"""Categories of which audit alone may know, whatever the kind."""

WRONG = frozenset(
    {
        Category.DELAY,
        Category.NO_PROGRESS_NOTICE,
        Category.UNFAIR_HANDLING,
        Category.WRONG_INFORMATION,
        Category.REFUSAL_TO_ACCEPT,
        Category.PROCEDURE_VIOLATION,
    }
)
"""Categories in which something was done wrong or late."""


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


GRAVITY = tuple(reversed(Severity))
"""From the lightest to the gravest."""


def severity_of(kind: Kind | None, category: Category | None) -> Severity:
    """Return how grave a matter of this kind and category is at least."""
    if kind is Kind.ALLEGATION or category in ACCUSING:
        return Severity.S1
    match kind:
        case Kind.COMPLAINT_HANDLING:
            return Severity.S2 if category in WRONG else Severity.S3
        case Kind.COMPLAINT_MANNER:
            return Severity.S3
        case _:
            return Severity.S4


class Track(StrEnum):
    """Who may know of it: everybody concerned, or audit alone."""

    ORDINARY = "ordinary"
    AUDIT = "audit"


class GrievanceLane(StrEnum):
    """To whom it goes: the responsible officer, the head, or audit."""

    OFFICER = "officer"
    HEAD = "head"
    AUDIT = "audit"
