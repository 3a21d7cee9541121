"""What people are shown: facts for the views, already masked.

Only a `Contact` carries a name or a number, and only services/keeping/contact_data.py makes one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.domain.calls.dispositions import Disposition, TaskKind
from bot.domain.calls.flags import Flags
from bot.domain.calls.inbound import HowCame
from bot.domain.calls.missing_lists import ListState
from bot.domain.calls.results import Result
from bot.domain.calls.states import CallState, Outcome, QueueLane
from bot.domain.calls.surveys import Question
from bot.domain.keeping.cards import Contact
from bot.domain.keeping.names import NameMark
from bot.domain.people.cards import OfficerChoice, UnclearOfficer
from bot.domain.station_tables import SurveyItem
from bot.domain.trail import Purpose

NO_FLAGS = Flags()


@dataclass(frozen=True, slots=True, kw_only=True)
class AbuseLine:
    """A petitioner with whom several conversations were ended for abuse: how often, and how often after a warning."""

    masked_name: str
    calls: tuple[int, ...]
    times: int
    warned: int
    last_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitLine:
    """One visit of a petitioner. `visited_at` has a time only when the list gave one."""

    visited_on: date
    visited_at: datetime | None
    petition_type: str
    department: str
    officers: tuple[str, ...]  # "경위 홍길동": all whom the list names and the directory knows
    no_visit: bool = False  # they had not been here; the day is that on which they came to us
    receipt_no: str | None
    listed: str = ""  # purpose, department and officer in the list's own words: for the claimant alone
    remarks: str = ""  # of the list, for the claimant alone
    marks: tuple[NameMark, ...] = ()
    unclear: UnclearOfficer | None = None  # where the directory does not know who is named


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueLine:
    """One call as everybody in the centre may see it: masked (rule book §7)."""

    number: int
    masked_name: str
    petition_type: str
    department: str
    visited_on: date
    visits: int
    state: CallState
    lane: QueueLane
    attempts: int
    claimed_by: str | None  # Slack id
    claimed_at: datetime | None
    due_at: datetime | None  # when scheduled: the next attempt
    promised: bool  # the petitioner asked for that time
    kept_for: str | None = None  # Slack id of who promised it, and is away: somebody else keeps it


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardCounts:
    """How a day's queue stands. The four states add up to `total`."""

    total: int
    queued: int
    claimed: int
    scheduled: int
    closed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPage:
    """One message of the morning board. `page` counts from 1; the first page carries the day's tally."""

    board: int
    day: date
    visits_from: date
    visits_to: date
    posted_late: bool
    page: int
    pages: int
    tally: BoardCounts
    carried_over: int  # calls of this board that moved on to a later day's board
    excluded: Mapping[str, int]  # reason → visits kept out of the queue
    is_current: bool  # False once a later board exists: no buttons on old boards
    lines: tuple[QueueLine, ...]
    list_state: ListState


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """`/queue`: the asker's own calls, what comes next, and how the day stands."""

    may_claim: bool
    is_posted: bool  # today's board, whoever is on it
    rechecks: int  # calls that the asker may phone again for quality
    mine: tuple[QueueLine, ...]
    next: tuple[QueueLine, ...]
    tally: BoardCounts


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Whoever phones, as the petitioner hears of them."""

    station: str
    department: str
    rank: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneCard:
    """What whoever phones sees, and nobody else: whom, as who, the code that they say, and what for."""

    contact: Contact
    caller: Caller
    code: str  # six digits
    purpose: Purpose
    survey: tuple[SurveyItem, ...] = ()  # what is asked, where anything is


@dataclass(frozen=True, slots=True, kw_only=True)
class PastAttempt:
    """One earlier attempt on the claimant's card."""

    at: datetime
    disposition: Disposition
    by: str  # Slack id


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimCard(PhoneCard):
    """What the claimant alone sees: whom to phone, what to say, history."""

    line: QueueLine
    visits: tuple[VisitLine, ...]
    attempts: tuple[PastAttempt, ...]
    most_attempts: int
    window_ends_on: date
    inside_calling_hours: bool
    phishing_before: bool  # an earlier attempt ended as suspected phishing
    shares_number: bool = False  # the number is another petitioner's too
    came_in: HowCame | None = None  # they came to us by themselves
    inbound_only: bool = False  # and are not to be phoned unless they ask for it
    flags: Flags = NO_FLAGS
    help_lines: Mapping[str, str] = field(default_factory=dict)  # numbers that help to talk with them
    abuse_before: bool = False  # an earlier conversation was ended for abuse
    text_sent_at: datetime | None = None  # when they were sent the advance text last


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultCard:
    """What the result form shows about its call; no name, no number."""

    line: QueueLine
    visits: tuple[VisitLine, ...]
    attempts: int
    most_attempts: int
    earliest_callback: datetime
    officers: tuple[OfficerChoice, ...]  # whom the claimant chose, else all whom the list names
    half_entered: Result | None  # what the claimant began to enter before
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What came of recording a result, told to the operator who did it."""

    line: QueueLine
    disposition: Disposition
    outcome: Outcome | None  # set when the call closed
    next_at: datetime | None  # set when it is tried again
    task: TaskKind | None
    praise: str | None  # "sent" | "kept" (nobody to send it to, or declined); what is held back is told to audit alone
    recovered: bool  # a success after suspected phishing
    break_minutes: int = 0  # a break of so long is offered; 0: none
    undo_minutes: int = 0  # for so long it may be taken back; 0: somebody hears of it at once
    is_uncounted: bool = False  # it came too soon after the one before to be one of the attempts that there are


@dataclass(frozen=True, slots=True, kw_only=True)
class Undoable:
    """What somebody entered last and may still take back: by what they entered, whatever became of it."""

    line: QueueLine
    disposition: Disposition
    at: datetime
    until: datetime
    minutes: int  # that are left
    has_praise: bool
    is_filed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """What came of laying a call down."""

    line: QueueLine


@dataclass(frozen=True, slots=True, kw_only=True)
class AccusationCard:
    """What was written and sounds like an accusation, for audit. About which call: None of a reason without one."""

    number: int | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PraiseCard:
    """Praise on its way: to the officer (the words) or, held back, to audit (the words and for whom)."""

    number: int
    words: str
    petition_type: str
    visited_on: date
    officers: tuple[str, ...]
    accuses: bool = False  # it was held back for what it says of the police


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened:
    """A closed call that is in the queue again, or one whose conflict was lifted for an operator."""

    line: QueueLine
    operator: str | None = None  # Slack id, where a conflict was lifted


@dataclass(frozen=True, slots=True, kw_only=True)
class WhoPhoned:
    """Somebody of ours who phoned, or could have, and when last."""

    rank: str
    name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """The answer to `/lookup`: was it one of us, who and when. Nothing of the petitioner (rule book §6).

    Genuine without a name is a call of the centre of which no more is said.
    """

    genuine: bool
    works_here: bool = False  # a name was asked for, and somebody of that name works here: it proves nothing
    rank: str = ""
    name: str = ""
    at: datetime | None = None
    before: tuple[WhoPhoned, ...] = ()  # the others who phoned about it
    put_through: str | None = None  # Slack id of whoever expects the call; None: the centre
    extension: str = ""  # of them, else of the centre; empty where it is not known
    call: int | None = None  # for whoever may take the petitioner in


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskLine:
    """Something still to be done by hand."""

    id: int
    kind: TaskKind
    call: int
    grievance: int | None  # of which it is, where that is known
    masked_name: str
    created_at: datetime
    improvement: int | None = None  # what the petitioner is to be told of
    kept_for: str | None = None  # Slack id of whose it is, while they are away
    words: str = ""  # what was improved, where the petitioner is told that
    sends_text: bool = False  # a click sends the advance text
    by_hand: bool = False  # the advance text is to be sent by hand


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySummary:
    """The end-of-day line in the channel: counts only."""

    day: date
    tally: BoardCounts
    attempts: int
    contacts: int
    closed_today: int
    unreached_today: int
    released: int
    carried_over: int
    phishing_suspected: int
    recovered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """One call on the day's paper list, for when Slack is away."""

    number: int
    contact: Contact
    code: str  # six digits
    petition_type: str
    department: str
    visited_on: date
    due_at: datetime | None  # when it is to be tried again
    promised: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PraiseList:
    """The praise of a month that reached officers. It ranks nobody: names in their order, and none counted."""

    month: date  # its first day
    officers: tuple[str, ...]  # "교통과 경위 정교통", each once
    words: tuple[str, ...]  # what was said, by day; nothing of who said it
