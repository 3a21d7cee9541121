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
