"""What people are shown: facts for the views, already masked.

Only a `Contact` carries a name or a number, and only services/privacy.py makes one (DESIGN §1).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.calls import CallState, Lane, Outcome
from bot.domain.dispositions import Disposition
from bot.domain.figure_cards import Dashboard
from bot.domain.grievance_cards import GrievanceLine, OfficerChoice
from bot.domain.rechecks import RecheckLine
from bot.domain.results import Result
from bot.domain.roles import Role
from bot.domain.tasks import TaskKind


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitLine:
    """One visit of a petitioner. `visited_at` has a time only when the list gave one."""

    visited_on: date
    visited_at: datetime | None
    petition_type: str
    department: str
    officer: str  # "경위 홍길동", empty when the list named nobody
    receipt_no: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueLine:
    """One call as everybody in the centre may see it: masked (DOMAIN §7)."""

    number: int
    masked_name: str
    petition_type: str
    department: str
    visited_on: date
    visits: int
    state: CallState
    lane: Lane
    attempts: int
    claimed_by: str | None  # Slack id
    claimed_at: datetime | None
    due_at: datetime | None  # when scheduled: the next attempt
    promised: bool  # the petitioner asked for that time


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
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
    tally: Tally
    carried_over: int  # calls of this board that moved on to a later day's board
    excluded: Mapping[str, int]  # reason → visits kept out of the queue
    is_current: bool  # False once a later board exists: no buttons on old boards
    lines: tuple[QueueLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """`/queue`: the asker's own calls, what comes next, and how the day stands."""

    rechecks: int  # calls that the asker may phone again for quality
    mine: tuple[QueueLine, ...]
    next: tuple[QueueLine, ...]
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Who to phone. Made by services/privacy.py alone, which logs every one."""

    name: str
    phone: str  # formatted for reading aloud: "010-0000-1234"; empty when there is a link
    alternate: str | None
    link: str = ""  # the one-time page, where the station wants it instead of the number
    pin: str = ""  # what must be typed there


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """The operator as the petitioner hears of them."""

    station: str
    office: str
    unit: str
    rank: str
    name: str
    main_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PastAttempt:
    """One earlier attempt on the claimant's card."""

    at: datetime
    disposition: Disposition
    by: str  # Slack id


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimCard:
    """What the claimant alone sees: contact, script facts, code, history."""

    line: QueueLine
    contact: Contact
    caller: Caller
    code: str  # four digits
    visits: tuple[VisitLine, ...]
    attempts: tuple[PastAttempt, ...]
    most_attempts: int
    window_ends_on: date
    inside_calling_hours: bool
    phishing_before: bool  # an earlier attempt ended as suspected phishing


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultCard:
    """What the result form shows about its call; no name, no number."""

    line: QueueLine
    visits: tuple[VisitLine, ...]
    attempts: int
    most_attempts: int
    earliest_callback: datetime
    officer: OfficerChoice | None  # the visit's officer, when the directory knows exactly one
    half_entered: Result | None  # what the claimant began to enter before


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What came of recording a result, told to the operator who did it."""

    line: QueueLine
    disposition: Disposition
    outcome: Outcome | None  # set when the call closed
    next_at: datetime | None  # set when it is tried again
    task: TaskKind | None
    praise: str | None  # "sent" | "held" | "kept" (nobody to send it to, or declined)
    recovered: bool  # a success after suspected phishing
    told_audit: bool  # the money question was answered yes: audit was told, and nobody else


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """What came of laying a call down."""

    line: QueueLine


@dataclass(frozen=True, slots=True, kw_only=True)
class PraiseCard:
    """Praise on its way: to the officer (the words) or, held back, to audit (the words and for whom)."""

    number: int
    words: str
    petition_type: str
    visited_on: date
    officer: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectCard:
    """What is kept of a petitioner, for their right of access: kinds and counts; of audit's matters audit tells."""

    number: int
    visits: int
    attempts: int
    surveys: int
    praise: int
    grievances: int
    looks: int
    is_excluded: bool
    is_purged: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened:
    """A closed call that is in the queue again, or one whose conflict was lifted for an operator."""

    line: QueueLine
    operator: str | None = None  # Slack id, where a conflict was lifted


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """The answer to `/lookup`: was it one of us who phoned, and when. Nothing of the petitioner (DOMAIN §6)."""

    genuine: bool
    rank: str = ""
    name: str = ""
    at: datetime | None = None
    put_through: str | None = None  # Slack id of the operator who expects the call


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskLine:
    """Something still to be done by hand."""

    id: int
    kind: TaskKind
    call: int
    masked_name: str
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """From when to when somebody is away, and who stands in. Without days they are here."""

    first: date | None = None
    last: date | None = None
    deputy: OfficerChoice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """App Home of one person: their calls, their tasks, the day's figures."""

    roles: frozenset[Role]
    station: str
    office: str
    main_number: str
    mine: tuple[QueueLine, ...]
    callbacks: tuple[QueueLine, ...]  # scheduled calls this person talked to last
    tasks: tuple[TaskLine, ...]
    waiting: tuple[GrievanceLine, ...]  # grievances that wait for this person's acknowledgement or answer
    to_reply: tuple[GrievanceLine, ...]  # grievances that wait for this person's reply to the petitioner
    absence: Absence | None  # what this person noted of being away; None outside the directory
    tally: Tally
    rechecks: tuple[RecheckLine, ...]  # calls that this operator may phone again
    own_rechecks: tuple[RecheckLine, ...]  # those that they have claimed
    dashboard: Dashboard | None  # for supervisors


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySummary:
    """The end-of-day line in the channel: counts only."""

    day: date
    tally: Tally
    attempts: int
    contacts: int
    closed_today: int
    unreached_today: int
    released: int
    carried_over: int
    phishing_suspected: int
    recovered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RowNote:
    """A row the import could not take: its number in the file and why."""

    row_no: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did. Counts and row numbers only: never personal data."""

    file_name: str
    dry_run: bool
    rows: int
    added: int
    known: int
    merged: int
    excluded: Mapping[str, int]  # reason → rows
    rejected: tuple[RowNote, ...]
    repaired: int
    dropped_values: int  # ID-like values thrown away
    dropped_columns: tuple[str, ...]
    queued_today: int  # calls that joined the board already posted today
