"""Notices: what somebody is to be shown. An intent of kind + reference, rendered when it is sent (decision 4)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class NoticeKind(StrEnum):
    """What a notice shows. The reference of each is given beside it."""

    BOARD_PAGE = "board.page"  # "<board id>:<page>", to the call channel
    DAY_SUMMARY = "day.summary"  # "<date>", to the call channel
    CLAIM_IDLE = "claim.idle"  # "<call id>:<moment>", to the claimant
    CLAIM_RELEASED = "claim.released"  # the same, to the claimant
    CALL_DUE = "call.due"  # "<call id>:<moment>", to the operator who talked last
    CALLED_IN = "call.called_in"  # "<call id>:<moment>", to the operator who talked last
    PRAISE = "praise.received"  # "<praise id>", to the praised officer
    PRAISE_HELD = "praise.held"  # "<praise id>", to audit
    GRIEVANCE = "grievance.routed"  # "<grievance id>:<round of routing>", to the recipient
    GRIEVANCE_REMINDER = "grievance.reminder"  # "<grievance id>:<reminder>:<day>", to whom it concerns
    GRIEVANCE_TASK = "grievance.task"  # "<grievance id>", to the operator who filed it
    GRIEVANCE_PASSED = "grievance.passed"  # "<grievance id>:<round of routing>", to the operator who filed it
    GRIEVANCE_DELAYED = "grievance.delayed"  # "<grievance id>:<how often>", to the operator who filed it
    CONFLICT_LIFTED = "conflict.lifted"  # "<call id>", to the operator who may now claim it
    ACCESS_REVIEW = "access.review"  # "<first day of the month>", to audit
    PRAISE_LIST = "praise.list"  # "<first day of the month>", to the supervisors
    ABUSE = "abuse.recorded"  # "<call id>", to the supervisors
    IMPORT_REPORT = "import.report"  # "<source>", to the uploader
    IMPORT_FAILED = "import.failed"  # "<source>", to the uploader
    UNDELIVERED = "outbox.failed"  # "<day>", to the supervisors
    STATS_CHARTS = "stats.charts"  # "<period>|<department>|<petition type>|<moment>", to whoever asked
    STATS_SHEET = "stats.sheet"  # the same
    SIGNAL = "signal.raised"  # "<signal id>", to the supervisors
    IMPROVEMENT = "improvement.made"  # "<improvement id>", to its owner
    IMPROVEMENT_REMINDER = "improvement.reminder"  # "<improvement id>:<day>", to its owner, late to the supervisors
    IMPROVEMENT_EFFECT = "improvement.effect"  # "<improvement id>", to the supervisors, weeks after it was done
    WEEKLY_DIGEST = "report.week"  # "<Monday>", to the supervisors
    MONTHLY_REPORT = "report.month"  # "<first day of the month>", to supervisors and audit
    AUDIT_SHEET = "report.audit"  # the same, to audit
    HOME = "home"  # "home", published to a person


CALL_CHANNEL = "call-channel"
"""The recipient of what everybody in the centre sees; delivery knows which channel it is."""

URGENCY = {
    NoticeKind.HOME: 2,
    NoticeKind.BOARD_PAGE: 3,
}
"""Direct messages go first (1), then Home, then board refreshes ."""


WITH_FILES = frozenset(
    {NoticeKind.STATS_CHARTS, NoticeKind.STATS_SHEET, NoticeKind.MONTHLY_REPORT, NoticeKind.AUDIT_SHEET}
)
"""Notices that bring files: posted once, never updated."""


def urgency(kind: NoticeKind) -> int:
    """Give a notice's place in the line: lower goes first."""
    return URGENCY.get(kind, 1)


class Fate(StrEnum):
    """What became of one try to send a notice."""

    LATER = "later"  # it was surely not taken: try again
    UNSURE = "unsure"  # it may have been taken
    GONE = "gone"  # the message to update is no longer there
    NEVER = "never"  # it will not be taken however often it is tried


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedNotice:
    """A notice that could never be delivered: of what kind, to whom, and Slack's word for why."""

    kind: NoticeKind
    recipient: str
    error: str
    created_at: datetime
    is_for_audit: bool = False  # then nobody else is told what it was, or to whom


@dataclass(frozen=True, slots=True, kw_only=True)
class Outbox:
    """How the outbox stands: what waits, since when, and what failed."""

    waiting: int
    oldest_due: datetime | None
    failed: int
    listed: tuple[FailedNotice, ...]
