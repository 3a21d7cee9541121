"""The event trail and the access log: what can stand in them, and of whom or what it is (rule book §7).

An event carries the kind of its subject, so that nobody writes a subject by hand. The texts are those of existing
databases: they are hashed into the chain and never change.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

SYSTEM = "system"
"""The actor of what nobody did: the clock, a rule, a lost account."""
NOBODY = "unknown"
"""The actor when it is not known who acted, at a page that opens once."""


class Subject(StrEnum):
    """What a row of the trail, the access log, a remark or a draft is about."""

    BOARD = "board"
    CALL = "call"
    CHAIN = "chain"
    CLOCK = "clock"
    DATABASE = "database"
    DAY = "day"
    EXCLUSION = "exclusion"
    GRIEVANCE = "grievance"
    IMPORT = "import"
    IMPROVEMENT = "improvement"
    LISTS = "lists"
    OUTBOX = "outbox"
    PERIOD = "period"
    PETITIONER = "petitioner"
    QUEUE = "queue"
    REVEAL = "reveal"
    SIGNAL = "signal"
    STAFF = "staff"
    SURVEY = "survey"

    def of(self, key: object | None) -> str:
        """Return the subject's name with its key, "call:17"; of what there is only one, its name alone."""
        return self.value if key is None else f"{self.value}:{key}"


def number_in(subject: str) -> int:
    """Return the number of a subject that has one, "call:17" → 17."""
    return int(subject.partition(":")[2])


class Event(StrEnum):
    """Everything that is recorded, with the kind of its subject."""

    subject: Subject

    def __new__(cls, value: str, subject: Subject) -> Self:
        """Make a member of its text and its subject."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.subject = subject
        return member

    BOARD_POSTED = "board.posted", Subject.BOARD
    CALL_ACCUSES = "call.accuses", Subject.CALL
    CALL_CALLED_IN = "call.called_in", Subject.CALL
    CALL_CAME_IN = "call.came_in", Subject.CALL
    CALL_CLAIMED = "call.claimed", Subject.CALL
    CALL_CLOSED = "call.closed", Subject.CALL
    CALL_CORRECTED = "call.corrected", Subject.CALL
    CALL_DUE = "call.due", Subject.CALL
    CALL_HANDED_OVER = "call.handed_over", Subject.CALL
    CALL_MADE = "call.made", Subject.CALL
    CALL_NUMBER_KEPT = "call.number_kept", Subject.CALL
    CALL_NUMBER_REPLACED = "call.number_replaced", Subject.CALL
    CALL_READMITTED = "call.readmitted", Subject.CALL
    CALL_RELEASED = "call.released", Subject.CALL
    CALL_REOPENED = "call.reopened", Subject.CALL
    CALL_SCHEDULED = "call.scheduled", Subject.CALL
    CALL_TAKEN_BACK = "call.taken_back", Subject.CALL
    CALL_UNDONE = "call.undone", Subject.CALL
    CALL_VISITED_AGAIN = "call.visited_again", Subject.CALL
    CHAIN_DROPPED = "chain.dropped", Subject.CHAIN
    CHAIN_KEYED = "chain.keyed", Subject.CHAIN
    CONFLICT_LIFTED = "conflict.lifted", Subject.CALL
    CONFLICT_REFUSED = "conflict.refused", Subject.CALL
    DATABASE_MOVED = "database.moved", Subject.DATABASE
    DATABASE_TAKEN_OVER = "database.taken_over", Subject.DATABASE
    DELETION_DESTROYED = "deletion.destroyed", Subject.PETITIONER
    DELETION_KEPT = "deletion.kept", Subject.PETITIONER
    DELETION_TOLD = "deletion.told", Subject.PETITIONER
    GRIEVANCE_ACKNOWLEDGED = "grievance.acknowledge", Subject.GRIEVANCE
    GRIEVANCE_ADDED = "grievance.added", Subject.GRIEVANCE
    GRIEVANCE_AGAIN = "grievance.again", Subject.GRIEVANCE
    GRIEVANCE_ANSWERED = "grievance.answer", Subject.GRIEVANCE
    GRIEVANCE_CLOSED = "grievance.closed", Subject.GRIEVANCE
    GRIEVANCE_DECLINED = "grievance.declined", Subject.GRIEVANCE
    GRIEVANCE_DIRECT_CALL = "grievance.direct_call", Subject.GRIEVANCE
    GRIEVANCE_EXTENDED = "grievance.extension", Subject.GRIEVANCE
    GRIEVANCE_FILED = "grievance.filed", Subject.GRIEVANCE
    GRIEVANCE_HANDED_ON = "grievance.handed_on", Subject.GRIEVANCE
    GRIEVANCE_HANDED_OVER = "grievance.handed_over", Subject.GRIEVANCE
    GRIEVANCE_LETTER = "grievance.letter", Subject.GRIEVANCE
    GRIEVANCE_PAUSED = "grievance.site_visit", Subject.GRIEVANCE
    GRIEVANCE_ROUTED = "grievance.routed", Subject.GRIEVANCE
    GRIEVANCE_TOLD_DELAY = "grievance.told_delay", Subject.GRIEVANCE
    GRIEVANCE_TOLD_PROGRESS = "grievance.told_progress", Subject.GRIEVANCE
    GRIEVANCE_TAKEN_BACK = "grievance.taken_back", Subject.GRIEVANCE
    GRIEVANCE_MISTAKEN = "grievance.mistaken", Subject.GRIEVANCE
    GRIEVANCE_UNDONE = "grievance.undone", Subject.GRIEVANCE
    CLOCK_STOPPED = "clock.stopped", Subject.CLOCK
    CLOCK_TAKEN_BACK = "clock.taken_back", Subject.CLOCK
    GRIEVANCE_STOPPED = "grievance.clock_stopped", Subject.GRIEVANCE
    GRIEVANCE_RESUMED = "grievance.clock_resumed", Subject.GRIEVANCE
    GRIEVANCE_URGED = "grievance.urged", Subject.GRIEVANCE
    HOLIDAY_ADDED = "holiday.added", Subject.DAY
    HOLIDAY_REMOVED = "holiday.removed", Subject.DAY
    IMPROVEMENT_DONE = "improvement.done", Subject.IMPROVEMENT
    IMPROVEMENT_MADE = "improvement.made", Subject.IMPROVEMENT
    LOOKUP_ANSWERED = "lookup.answered", Subject.CALL
    LOOKUP_MISSED = "lookup.missed", Subject.STAFF
    LOOKUP_REFUSED = "lookup.refused", Subject.STAFF
    OUTBOX_RETRIED = "outbox.retried", Subject.OUTBOX
    PETITIONER_DO_NOT_CALL = "petitioner.do_not_call", Subject.CALL
    PETITIONER_EXCLUDED = "petitioner.excluded", Subject.CALL
    PETITIONER_FLAGGED = "petitioner.flagged", Subject.CALL
    PETITIONER_INCLUDED = "petitioner.included", Subject.CALL
    PETITIONER_HOLD_ENDED = "petitioner.hold_ended", Subject.PETITIONER
    PETITIONER_PURGED = "petitioner.purged", Subject.PETITIONER
    PRAISE_HELD = "praise.held", Subject.CALL
    PRAISE_KEPT = "praise.kept", Subject.CALL
    PRAISE_SENT = "praise.sent", Subject.CALL
    PRAISE_UNDONE = "praise.undone", Subject.CALL
    QUEUE_PRINTED = "queue.printed", Subject.QUEUE
    RECHECK_ANSWERED = "recheck.answered", Subject.CALL
    RECHECK_CLAIMED = "recheck.claimed", Subject.CALL
    RECHECK_DRAWN = "recheck.drawn", Subject.CALL
    RECHECK_NOT_REACHED = "recheck.not_reached", Subject.CALL
    RECHECK_REFUSED = "recheck.refused", Subject.CALL
    REVEAL_REFUSED = "reveal.refused", Subject.REVEAL
    SIGNAL_DISMISSED = "signal.dismissed", Subject.SIGNAL
    SIGNAL_RAISED = "signal.raised", Subject.SIGNAL
    STAFF_ADDED = "staff.added", Subject.STAFF
    STAFF_AWAY = "staff.away", Subject.STAFF
    STAFF_BACK = "staff.back", Subject.STAFF
    STAFF_CHANGED = "staff.changed", Subject.STAFF
    STAFF_LEFT = "staff.left", Subject.STAFF
    STAFF_ORDERED = "staff.ordered", Subject.STAFF
    STAFF_RESTS = "staff.rests", Subject.STAFF
    STAFF_UNREACHABLE = "staff.unreachable", Subject.STAFF
    STATS_CHARTS_ASKED = "stats.charts", Subject.PERIOD
    STATS_SHEET_ASKED = "stats.sheet", Subject.PERIOD
    SUBJECT_ASKED = "subject.asked", Subject.PETITIONER
    SUBJECT_DELETION = "subject.deletion", Subject.PETITIONER
    SURVEY_BEGAN = "survey.began", Subject.SURVEY
    TASK_DONE = "task.done", Subject.CALL
    TASK_HANDED_OVER = "task.handed_over", Subject.CALL
    TASK_LEFT_AGAIN = "task.left_again", Subject.CALL
    TEXT_DECIDED = "text.decided", Subject.CALL
    TEXT_ENDED = "text.ended", Subject.CALL
    TEXT_SENT = "text.sent", Subject.CALL
    TRAIL_RESEALED = "trail.resealed", Subject.CHAIN
    VISITOR_INCLUDED = "visitor.included", Subject.EXCLUSION
    VISITS_IMPORTED = "visits.imported", Subject.IMPORT
    VISITS_WAITING = "visits.waiting", Subject.IMPORT

    @classmethod
    def read(cls, text: str) -> Self:
        """Return the event of a text that stands in a database.

        Raises:
            KeyError: there is no such event.
        """
        return {event.value: event for event in cls}[text]

    @property
    def happening(self) -> str:
        """The event without its subject: what a history of that subject calls it."""
        return self.value.partition(".")[2]


class Purpose(StrEnum):
    """What contact data was shown for, or sealed words were read for: what a row of the access log says."""

    CLAIMED_CALL = "call.claimed"
    INBOUND = "call.inbound"
    REPLY = "grievance.reply"
    PROGRESS = "grievance.progress"
    IMPROVED = "improvement.told"
    LETTER = "grievance.letter"
    DIRECT_CALL = "grievance.direct_call"
    AUDIT = "grievance.audit"
    RECHECK = "recheck"
    PAPER = "queue.paper"
    ADVANCE_TEXT = "call.advance_text"
    WORDS = "lists.words"


class Door(StrEnum):
    """By which way somebody came who was shown contact data."""

    COMMAND = "command"
    CLICK = "click"
    FORM = "form"
    COMMAND_LINE = "command_line"
    PAGE = "page"
    BOT = "bot"  # by itself
    UNKNOWN = "unknown"  # before this was written down


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """From where somebody acts: Slack tells no address; the command line a host and its user, a page an address."""

    door: Door
    place: str = ""


UNKNOWN_ORIGIN = Origin(door=Door.UNKNOWN)
