"""What people are shown of grievances: facts for the views, and nothing of the petitioner's identity."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.domain.grievances.accusations.kinds import Accusation
from bot.domain.grievances.delays import DelayKind, DelayReason
from bot.domain.grievances.filing import AuditReason, Filing, StandIn
from bot.domain.grievances.kinds import Category, GrievanceLane, Kind, Severity, Track
from bot.domain.grievances.replies import CloseResult
from bot.domain.grievances.states import GrievanceState
from bot.domain.grievances.tellings import Method, TellingKind
from bot.domain.people.cards import OfficerChoice, UnclearOfficer
from bot.domain.trail import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Until when something is due: a day, or of a question that is answered at once a moment of it."""

    due_on: date
    due_at: datetime | None = None

    @property
    def due(self) -> date:
        """The moment, else the day."""
        return self.due_at or self.due_on


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingCard(Due):
    """The second page of the result form: where the grievance would go and when it is due, before it is filed."""

    number: int
    filed_as: int | None  # the number that the petitioner is told; None: the page was begun in an older version
    lane: GrievanceLane
    reason: AuditReason | None  # why it goes to audit
    noticed: tuple[Accusation, ...]  # what the words accuse of; empty where the operator could be concerned
    is_chosen: bool  # kind and category are, so that lane and due date are known
    recipients: tuple[OfficerChoice, ...]  # those allowed, the usual one first; empty on the audit track
    stand_in: StandIn | None  # why the usual recipient is not the first
    past_table: bool  # the holiday table ends before the due date
    officers: tuple[OfficerChoice, ...]  # all whom the list names
    unclear: tuple[UnclearOfficer, ...]  # the cells in which nobody was found, or one of several
    is_decided: bool  # it is known whom it is about, or that it is not: nothing is routed before
    is_readable: bool  # somebody may handle it: on the audit track all of audit may be its subjects
    earlier: tuple[Category, ...]  # what the same person brought before
    entered: Filing = field(default_factory=Filing)  # what was entered on the page so far
    chosen: tuple[OfficerChoice, ...] = ()  # whom it is about, as entered


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed(Due):
    """What the operator tells the petitioner before they hang up. Nothing of it where the matter came to audit."""

    number: int
    recipient: OfficerChoice


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierRound:
    """What came before a second round: what was brought, answered and told."""

    words: str
    answer: str
    reply: str


class GrievanceViewer(StrEnum):
    """What somebody is to a grievance that they look up."""

    RECIPIENT = "recipient"
    FILER = "filer"
    OVERSEER = "overseer"
    HEAD = "head"  # of an overdue one: number and age only


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What tells a grievance from others, for somebody who may see it: whose it is, of what, in which words."""

    call: int | None  # None: to a recipient, who is told nothing of whose it is
    masked_name: str
    petition_type: str
    visited_on: date
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GrievanceCard(Due):
    """A grievance as its recipient, its operator or audit may see it. Nothing of the petitioner's identity."""

    id: int
    call: int
    kind: Kind
    category: Category
    severity: Severity
    track: Track
    state: GrievanceState
    visited_on: date
    petition_type: str
    receipt_no: str | None
    words: str
    wish: str
    answer: str
    result: CloseResult | None
    recipient: str | None  # Slack id
    direct_consent: bool  # the petitioner agreed to be phoned by the officer
    delayed: int  # how often the due date was moved
    may_be_delayed: bool
    may_be_handed_on: bool  # by audit, as none of theirs
    is_mistaken: bool  # the operator says to audit that it was entered by mistake
    may_come_again: bool  # closed; on the audit track only while no next round has begun
    round: int
    before: EarlierRound | None
    matter: Matter


@dataclass(frozen=True, slots=True, kw_only=True)
class GrievanceLine(Due):
    """A grievance in a list, with as much of its matter as its reader may see."""

    id: int
    kind: Kind
    category: Category
    state: GrievanceState
    filed_on: date
    is_late: bool
    is_held: bool = False  # with audit for its words alone
    matter: Matter | None = None  # None for a head, and where nobody may know what it is about


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderCard:
    """A reminder for one reader. `viewer`: None where there is nothing to do about it any more, or not for them."""

    line: GrievanceLine
    viewer: GrievanceViewer | None
    is_audits: bool = False  # on the audit track, whose readers reply themselves


@dataclass(frozen=True, slots=True, kw_only=True)
class CalledInCard:
    """A petitioner called the main number to check. `matter`: None for who has no more to do with it."""

    id: int
    matter: Matter | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastStep:
    """One thing that happened to a grievance, with the reason where one was given."""

    at: datetime
    event: Event
    by: str  # Slack id, or "system"
    words: str
    method: Method | None = None  # how the petitioner was told, and on which day
    told_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GrievanceFile:
    """A grievance with its history, for whoever may look it up."""

    standing: GrievanceViewer
    line: GrievanceLine
    card: GrievanceCard | None  # None for a head
    history: tuple[PastStep, ...]
    may_delay: bool
    draft: str  # what this person wrote as an answer and could not send


@dataclass(frozen=True, slots=True, kw_only=True)
class DelayCard:
    """What the form for a later due date shows."""

    id: int
    due_on: date
    latest: Mapping[DelayKind, date]  # the kinds still possible → the latest day
    needs_consent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TellingCard:
    """What the form shows with which it is kept what a petitioner was told on the way."""

    id: int
    kind: TellingKind
    today: date
    due_on: date
    reason: DelayReason | None  # why the due date was moved
    words: str  # in which that was explained
    matter: Matter


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyCard:
    """What the reply form shows, and starts with."""

    id: int
    today: date
    filed_on: date
    handler: str
    contact: str
    extension: str  # of the handler; empty where it is not known
    matter: Matter
    answer: str
    result: CloseResult | None  # what the answer comes to, where that is plain
