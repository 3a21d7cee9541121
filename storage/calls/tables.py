"""The tables of calls: calls, boards, attempts, surveys, praise, tasks, re-checks, drafts."""

from datetime import date, datetime
from typing import TypedDict

from sqlalchemy import Column, Index, LargeBinary, UniqueConstraint, false
from sqlmodel import Field

from storage.columns import Moment, Row


class Call(Row, table=True):
    """One call to make: a petitioner, whatever the number of visits. `id` is the number people say.

    `is_repeat`: the same number was known from an earlier call when the list came in. `came_in`, `came_at`: how and
    when the petitioner last came to us by themselves. `inbound_only`: they are not to be phoned unless they ask for it.
    `list_outcome`, `list_closed_at`: how the call of a list had ended when it was opened again for that.
    """

    __table_args__ = (
        Index("ix_call_order", "state", "board_id", "lane", "priority", "visited_on", "id"),
        Index("ix_call_board", "board_id", "slot"),
        Index("ix_call_due", "state", "due_at"),
        Index("ix_call_department", "department", "visited_on"),
    )

    id: int | None = Field(default=None, primary_key=True)
    petitioner_id: int = Field(foreign_key="petitioner.id", index=True)
    state: str
    lane: str
    priority: int = 0
    masked_name: str = Field(index=True)
    petition_type: str = Field(index=True)
    department: str
    visited_on: date = Field(index=True)
    visits: int = 1
    is_repeat: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    attempts: int = 0
    board_id: int | None = Field(default=None, foreign_key="board.id")
    slot: int | None = None
    claimed_by: str | None = Field(default=None, index=True)
    claimed_at: datetime | None = Field(default=None, sa_type=Moment)
    touched_at: datetime | None = Field(default=None, sa_type=Moment)
    nudged_at: datetime | None = Field(default=None, sa_type=Moment)
    due_at: datetime | None = Field(default=None, sa_type=Moment)
    promised: bool = False
    first_tried_at: datetime | None = Field(default=None, sa_type=Moment, index=True)
    last_operator: str | None = None
    handed_to: str | None = Field(default=None, index=True)  # who keeps the promise while whoever made it is away
    code: str | None = Field(default=None, unique=True)
    outcome: str | None = None
    closed_at: datetime | None = Field(default=None, sa_type=Moment, index=True)
    came_in: str | None = None
    came_at: datetime | None = Field(default=None, sa_type=Moment)
    inbound_only: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    list_outcome: str | None = None
    list_closed_at: datetime | None = Field(default=None, sa_type=Moment, index=True)


class CallChange(TypedDict, total=False):
    """What a move may change of a call, beside its state."""

    masked_name: str
    petition_type: str
    department: str
    lane: str
    priority: int
    promised: bool
    attempts: int
    claimed_by: str | None
    claimed_at: datetime | None
    touched_at: datetime | None
    nudged_at: datetime | None
    due_at: datetime | None
    first_tried_at: datetime | None
    last_operator: str | None
    handed_to: str | None
    outcome: str | None
    closed_at: datetime | None
    came_in: str | None
    came_at: datetime | None
    inbound_only: bool
    list_outcome: str | None
    list_closed_at: datetime | None


class Board(Row, table=True):
    """One day's morning post. `pages` only grows."""

    id: int | None = Field(default=None, primary_key=True)
    day: date = Field(unique=True)
    visits_from: date
    visits_to: date
    posted_late: bool
    carried_over: int = 0
    slots: int = 0


class Attempt(Row, table=True):
    """One attempt to reach a petitioner. `started_at`: when the call was claimed for it."""

    __table_args__ = (
        Index("ix_attempt_of_call", "call_id", "disposition", "at"),  # by how it ended alone SQLite finds thousands
        Index("ix_attempt_ended", "disposition", "at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    call_id: int = Field(foreign_key="call.id")
    at: datetime = Field(sa_type=Moment, index=True)
    started_at: datetime | None = Field(default=None, sa_type=Moment)
    by: str
    disposition: str
    warned: bool | None = None
    is_inbound: bool = Field(default=False, sa_column_kwargs={"server_default": false()})  # the petitioner came to us
    suspects_phishing: bool = Field(default=False, sa_column_kwargs={"server_default": false()})  # beside how it ended


class Inbound(Row, table=True):
    """A petitioner came to us by themselves: how, when, who took it. `again`: a closed call was opened for it."""

    id: int | None = Field(default=None, primary_key=True)
    call_id: int = Field(foreign_key="call.id", index=True)
    at: datetime = Field(sa_type=Moment, index=True)
    by: str
    how: str
    again: bool
    outcome_before: str | None = None
    closed_before: datetime | None = Field(default=None, sa_type=Moment)


class SurveyVersion(Row, table=True):
    """What a station's survey asks since a moment: its items in order, as JSON. It never changes."""

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    began_at: datetime = Field(sa_type=Moment)
    items: str


class Survey(Row, table=True):
    """What an answered call brought beside its scores, words sealed."""

    id: int | None = Field(default=None, primary_key=True)
    call_id: int = Field(foreign_key="call.id", unique=True)
    same_score: bool = False  # the operator entered one score for all
    money: str | None = None
    no_follow_up: bool = False
    sealed_words: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    sealed_petitioner_view: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    sealed_officer_view: bytes | None = Field(default=None, sa_column=Column(LargeBinary))


class SurveyScore(Row, table=True):
    """An answer of a petitioner to one question, from 1 to 5. Who skipped it has none."""

    call_id: int = Field(foreign_key="call.id", primary_key=True)
    question: str = Field(primary_key=True)
    score: int


class Praise(Row, table=True):
    """Praise for officers. `standing`: sent; held (gift words, to audit); kept (declined, or nobody to send to)."""

    id: int | None = Field(default=None, primary_key=True)
    call_id: int = Field(foreign_key="call.id", index=True)
    standing: str
    sealed_words: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    at: datetime = Field(sa_type=Moment, index=True)


class PraisedOfficer(Row, table=True):
    """An officer whom a praise is for."""

    praise_id: int = Field(foreign_key="praise.id", primary_key=True)
    staff_id: int = Field(foreign_key="staff.id", primary_key=True)


class Task(Row, table=True):
    """Something an operator still has to do by hand."""

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    call_id: int = Field(foreign_key="call.id", index=True)
    grievance_id: int | None = None  # of which it is; None: of the call, or left by an older version
    improvement_id: int | None = None  # what the petitioner is to be told of
    assignee: str | None = None
    handed_to: str | None = Field(default=None, index=True)  # who does it while the assignee is away
    created_at: datetime = Field(sa_type=Moment)
    done_at: datetime | None = Field(default=None, sa_type=Moment, index=True)
    done_by: str | None = None


class AdvanceText(Row, table=True):
    """A text that tells a petitioner that we will phone: on an occasion, for a call, at most one. No number, no words.

    `asked_as`: the key under which a gateway is asked for it, however often. `in_trial`: a coin decided. `task_id`: it
    was asked for to do this task. `failing_since`: when it was to go first, once a try has failed. `ended_at`: when it
    was sent, or ended otherwise (`why`).
    """

    __table_args__ = (
        UniqueConstraint("call_id", "occasion"),
        Index("ix_advancetext_line", "state", "due_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    call_id: int = Field(foreign_key="call.id")
    occasion: str
    asked_as: str = Field(unique=True)
    state: str
    in_trial: bool = False
    by: str
    task_id: int | None = None
    decided_at: datetime = Field(sa_type=Moment)
    due_at: datetime = Field(sa_type=Moment)
    expires_at: datetime = Field(sa_type=Moment)
    tries: int = 0
    failing_since: datetime | None = Field(default=None, sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)
    why: str | None = None


class ConflictOverride(Row, table=True):
    """A supervisor lets one operator claim one call in spite of a conflict of interest."""

    __table_args__ = (UniqueConstraint("call_id", "operator"),)

    id: int | None = Field(default=None, primary_key=True)
    call_id: int = Field(foreign_key="call.id")
    operator: str
    by: str
    at: datetime = Field(sa_type=Moment)


class LookupGuard(Row, table=True):
    """When a person's last misses at `/lookup` were, the oldest first: five in ten minutes are the most."""

    by: str = Field(primary_key=True)
    first: datetime | None = Field(default=None, sa_type=Moment)
    second: datetime | None = Field(default=None, sa_type=Moment)
    third: datetime | None = Field(default=None, sa_type=Moment)
    fourth: datetime | None = Field(default=None, sa_type=Moment)
    fifth: datetime | None = Field(default=None, sa_type=Moment)


class Phoning(Row, table=True):
    """Somebody of ours phoned about a call, or was shown whom to phone: who, and when last. Never audit's own.

    `staff_id` None: the day's list was printed, and nobody knows who phoned. `grievance_id`: what they phoned about,
    beside the call itself.
    """

    __table_args__ = (UniqueConstraint("call_id", "staff_id"),)

    id: int | None = Field(default=None, primary_key=True)
    call_id: int = Field(foreign_key="call.id")
    staff_id: int | None = Field(default=None, foreign_key="staff.id")
    grievance_id: int | None = Field(default=None, foreign_key="grievance.id")
    at: datetime = Field(sa_type=Moment)


class AuditCode(Row, table=True):
    """The code that audit says when it phones about one of its matters, who was shown it, and when last."""

    grievance_id: int = Field(foreign_key="grievance.id", primary_key=True)
    code: str = Field(unique=True)
    staff_id: int = Field(foreign_key="staff.id")
    at: datetime = Field(sa_type=Moment)


class Draft(Row, table=True):
    """What somebody entered and did not get through: kept sealed, so that a lost click loses nothing.

    `subject` is "call:17" (a result) or "grievance:3" (an answer).
    """

    __table_args__ = (UniqueConstraint("subject", "by"),)

    id: int | None = Field(default=None, primary_key=True)
    subject: str
    by: str
    at: datetime = Field(sa_type=Moment)
    sealed_words: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class LastResult(Row, table=True):
    """The last result of a call, while it may be taken back: what it left, and sealed how the call stood before."""

    id: int | None = Field(default=None, primary_key=True)
    call_id: int = Field(foreign_key="call.id", unique=True)
    by: str
    at: datetime = Field(sa_type=Moment, index=True)
    attempt_id: int
    task_id: int | None = None
    praise_id: int | None = None
    grievance_id: int | None = None
    sealed_before: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class Recheck(Row, table=True):
    """A closed call that a second operator phones again for quality. `state`: waiting, claimed, done, dropped."""

    id: int | None = Field(default=None, primary_key=True)
    call_id: int = Field(foreign_key="call.id", unique=True)
    first_operator: str
    drawn_at: datetime = Field(sa_type=Moment, index=True)
    state: str = Field(index=True)
    claimed_by: str | None = None
    claimed_at: datetime | None = Field(default=None, sa_type=Moment)
    done_by: str | None = None
    done_at: datetime | None = Field(default=None, sa_type=Moment, index=True)
    agrees: bool | None = None


class RecheckScore(Row, table=True):
    """What the second operator heard in answer to one question, from 1 to 5."""

    recheck_id: int = Field(foreign_key="recheck.id", primary_key=True)
    question: str = Field(primary_key=True)
    score: int


class RecheckChange(TypedDict, total=False):
    """What a move may change of a re-check, beside its state."""

    claimed_by: str | None
    claimed_at: datetime | None
    done_by: str | None
    done_at: datetime | None
    agrees: bool | None
