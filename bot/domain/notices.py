"""Notices: what somebody is to be shown. An intent of kind and reference, drawn when it is sent (decision 4).

Each kind has a class of its own in `announcements`, whose fields are its reference: written and read back here alone.
"""

from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any, ClassVar, Self


class NoticeKind(StrEnum):
    """What a notice shows."""

    BOARD_PAGE = "board.page"
    DAY_SUMMARY = "day.summary"
    CLAIM_IDLE = "claim.idle"
    CLAIM_RELEASED = "claim.released"
    CALL_DUE = "call.due"
    HANDED_OVER = "duty.handed_over"
    NOBODY_HERE = "duty.nobody_here"
    CALLED_IN = "call.called_in"
    CAME_IN = "call.came_in"
    CALL_CORRECTED = "call.corrected"
    CALL_WITHDRAWN = "call.withdrawn"
    PRAISE = "praise.received"
    PRAISE_HELD = "praise.held"
    ACCUSATION = "accusation.noticed"
    REASON_ACCUSES = "reason.accuses"
    GRIEVANCE = "grievance.routed"
    GRIEVANCE_REMINDER = "grievance.reminder"
    GRIEVANCE_TASK = "grievance.task"
    GRIEVANCE_PASSED = "grievance.passed"
    GRIEVANCE_DELAYED = "grievance.delayed"
    GRIEVANCE_CALLED_IN = "grievance.called_in"
    LETTER = "grievance.letter"
    CONFLICT_LIFTED = "conflict.lifted"
    DELETION = "subject.deletion"
    OWN_OVERRIDE = "conflict.own"
    ACCESS_REVIEW = "access.review"
    PRAISE_LIST = "praise.list"
    ABUSE = "abuse.recorded"
    IMPORT_REPORT = "import.report"
    IMPORT_FAILED = "import.failed"
    LIST_WAITS = "list.waits"
    LIST_MISSING = "list.missing"
    LIST_STILL_MISSING = "list.still_missing"
    FILES_STAND = "files.stand"
    FILES_LEFT = "files.left"
    FILES_DELAYED = "files.delayed"
    UNDELIVERED = "outbox.failed"
    TEXTS_STUCK = "texts.stuck"
    CHANNEL_REFUSED = "channel.refused"
    STATS_CHARTS = "stats.charts"
    STATS_TREND = "stats.trend"
    STATS_SHEET = "stats.sheet"
    SIGNAL = "signal.raised"
    IMPROVEMENT = "improvement.made"
    IMPROVEMENT_REMINDER = "improvement.reminder"
    IMPROVEMENT_EFFECT = "improvement.effect"
    WEEKLY_DIGEST = "report.week"
    MONTHLY_REPORT = "report.month"
    AUDIT_SHEET = "report.audit"
    DEPARTMENT_REPORT = "report.department"
    HOME = "home"


CALL_CHANNEL = "call-channel"
"""The recipient of what everybody in the centre sees; delivery knows which channel it is."""

POSTED_ANEW = timedelta(days=7)
"""A message that is gone from Slack after it stood for longer was taken away for its age: nobody needs it again."""
FIRST = 1
URGENCY = {
    NoticeKind.HOME: 2,
    NoticeKind.BOARD_PAGE: 3,
}
"""Direct messages go first, then Home, then board refreshes."""
LAST = 4
"""What is drawn anew for a number alone goes after all of these."""


WITH_FILES = frozenset(
    {
        NoticeKind.STATS_CHARTS,
        NoticeKind.STATS_TREND,
        NoticeKind.STATS_SHEET,
        NoticeKind.MONTHLY_REPORT,
        NoticeKind.AUDIT_SHEET,
        NoticeKind.LETTER,
    }
)
"""Notices that bring files: posted once, never updated."""
TAKEN_OUT = frozenset({NoticeKind.LETTER})
"""Those whose file names a petitioner: it is deleted from Slack when the words in it are destroyed."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Outbox:
    """How the outbox stands: what waits, since when, and what failed."""

    waiting: int
    oldest_due: datetime | None
    failed: int
    listed: tuple[FailedNotice, ...]


MOMENT = "%Y%m%d%H%M%S"


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """What is left in the outbox of a notice: its kind, and in its fields which one it is.

    Two with the same fields, to the same person, are the same message: the later one updates it.
    """

    kind: ClassVar[NoticeKind]
    separator: ClassVar[str] = ":"

    @property
    def urgency(self) -> int:
        """Its place in the line: lower goes first."""
        return URGENCY.get(self.kind, FIRST)

    @property
    def ref(self) -> str:
        """The reference as it stands in the outbox; of a notice without fields its kind."""
        written = [_written(getattr(self, field.name)) for field in fields(self)]
        return self.separator.join(written) if written else self.kind.value

    @classmethod
    def read(cls, ref: str) -> Self:
        """Read a reference back. A separator within words belongs to the last field that holds words."""
        shape = fields(cls)
        if not shape:
            return cls()
        parts = ref.split(cls.separator)
        surplus = len(parts) - len(shape)
        if surplus > 0:
            at = max((n for n, field in enumerate(shape) if field.type is str), default=0)
            parts[at : at + surplus + 1] = [cls.separator.join(parts[at : at + surplus + 1])]
        return cls(**{field.name: _read(field.type, part) for field, part in zip(shape, parts, strict=True)})


def _written(value: Any) -> str:
    match value:
        case datetime():
            return value.astimezone(UTC).strftime(MOMENT)
        case date():
            return value.isoformat()
        case _:
            return str(value)


def _read(kind: Any, part: str) -> Any:
    if kind is datetime:
        return datetime.strptime(part, MOMENT).replace(tzinfo=UTC)
    if kind is date:
        return date.fromisoformat(part)
    return kind(part)


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutCall(Announcement):
    """About a call, as it stands."""

    call: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CallHappening(Announcement):
    """About one happening of a call: the next one is a message of its own."""

    call: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OfDay(Announcement):
    """About a day, or about the week or month that begins with it."""

    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OfMonth(Announcement):
    """About a month, given by its first day."""

    month: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutPraise(Announcement):
    """About praise."""

    praise: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Routing(Announcement):
    """About a grievance in the hands of one recipient: with the next one it is another message."""

    grievance: int
    routings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FromList(Announcement):
    """About a list that was brought, by its source."""

    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutImprovement(Announcement):
    """About an improvement."""

    improvement: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesAsked(Announcement):
    """About files that somebody asked for: a period as `periods.text_of` writes it, and a word that narrows it."""

    separator: ClassVar[str] = "|"
    period: str
    word: str
    at: datetime
