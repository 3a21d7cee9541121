"""The tables.

Names, numbers and free text of petitioners stand only in `sealed_*` columns (encrypted) and `*_hash` columns (keyed);
everything else is safe to read (DOMAIN §7).
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, LargeBinary, MetaData, UniqueConstraint, false, text
from sqlmodel import Field, SQLModel

from storage.columns import Moment

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Row(SQLModel):
    """The base of every table: constraint names that are the same on every database."""

    metadata = MetaData(naming_convention=NAMING)


class Staff(Row, table=True):
    """One member of the station, from `cleancall staff`."""

    id: int | None = Field(default=None, primary_key=True)
    staff_no: str = Field(unique=True)
    slack_id: str | None = Field(default=None, unique=True)
    name: str = Field(index=True)
    rank: str
    unit: str
    roles: list[str] = Field(sa_column=Column(JSON, nullable=False))
    former_unit: str | None = None
    moved_on: date | None = None
    active: bool = True
    home_opened: bool = False
    locale: str | None = None  # as their Slack had it when they last acted
    away_from: date | None = None
    away_until: date | None = None
    deputy_id: int | None = Field(default=None, foreign_key="staff.id")


class Petitioner(Row, table=True):
    """A person to phone. `phone_hash` is how the same number is recognised without reading it."""

    id: int | None = Field(default=None, primary_key=True)
    masked_name: str
    sealed_name: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    sealed_phone: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    sealed_alternate: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    phone_hash: str = Field(index=True)
    purge_asked_at: datetime | None = Field(default=None, sa_type=Moment)
    purged_at: datetime | None = Field(default=None, sa_type=Moment)


class Call(Row, table=True):
    """One call to make: a petitioner, whatever the number of visits. `id` is the number people say.

    `is_repeat`: the same number was known from an earlier call when the list came in.
    """

    __table_args__ = (
        Index("ix_call_order", "state", "board_id", "lane", "priority", "visited_on", "id"),
        Index("ix_call_board", "board_id", "slot"),
        Index("ix_call_due", "state", "due_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    petitioner_id: int = Field(foreign_key="petitioner.id", index=True)
    state: str
    lane: str
    priority: int = 0
    masked_name: str
    petition_type: str
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
    code: str | None = Field(default=None, unique=True)
    outcome: str | None = None
    closed_at: datetime | None = Field(default=None, sa_type=Moment, index=True)


class Visit(Row, table=True):
    """One line of a visitor list that led to a call."""

    id: int | None = Field(default=None, primary_key=True)
    call_id: int = Field(foreign_key="call.id", index=True)
    known_as: str = Field(unique=True)
    receipt_no: str | None = None
    visited_on: date = Field(index=True)
    visited_at: datetime | None = Field(default=None, sa_type=Moment)
    petition_type: str
    department: str
    officer_name: str
    officer_rank: str
    sealed_note: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    import_id: int = Field(foreign_key="importfile.id")


class Exclusion(Row, table=True):
    """A visitor who is not called: the reason and the day, nothing of the person."""

    id: int | None = Field(default=None, primary_key=True)
    known_as: str = Field(unique=True)
    reason: str
    visited_on: date = Field(index=True)
    import_id: int = Field(foreign_key="importfile.id")


class ImportFile(Row, table=True):
    """One visitor list that was read: who brought it, when, and its report."""

    id: int | None = Field(default=None, primary_key=True)
    source: str = Field(unique=True)
    brought_by: str
    at: datetime = Field(sa_type=Moment)
    report: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))


class DoNotCall(Row, table=True):
    """The station's register of numbers that asked not to be called."""

    id: int | None = Field(default=None, primary_key=True)
    phone_hash: str = Field(unique=True)
    at: datetime = Field(sa_type=Moment)
    added_by: str
    until: date | None = None


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

    id: int | None = Field(default=None, primary_key=True)
    call_id: int = Field(foreign_key="call.id", index=True)
    at: datetime = Field(sa_type=Moment, index=True)
    started_at: datetime | None = Field(default=None, sa_type=Moment)
    by: str
    disposition: str
    warned: bool | None = None


class Survey(Row, table=True):
    """What an answered call brought: scores from 1 to 5 (None: skipped), words sealed."""

    id: int | None = Field(default=None, primary_key=True)
    call_id: int = Field(foreign_key="call.id", unique=True)
    overall: int | None = None
    kindness: int | None = None
    promptness: int | None = None
    fairness: int | None = None
    explanation: int | None = None
    money: str | None = None
    no_follow_up: bool = False
    sealed_words: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    sealed_petitioner_view: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    sealed_officer_view: bytes | None = Field(default=None, sa_column=Column(LargeBinary))


class Praise(Row, table=True):
    """Praise for an officer. `standing`: sent; held (gift words, to audit); kept (declined, or nobody to send to)."""

    id: int | None = Field(default=None, primary_key=True)
    call_id: int = Field(foreign_key="call.id", index=True)
    officer_id: int | None = Field(default=None, foreign_key="staff.id", index=True)
    standing: str
    sealed_words: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    at: datetime = Field(sa_type=Moment, index=True)


class Task(Row, table=True):
    """Something an operator still has to do by hand."""

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    call_id: int = Field(foreign_key="call.id", index=True)
    assignee: str | None = None
    created_at: datetime = Field(sa_type=Moment)
    done_at: datetime | None = Field(default=None, sa_type=Moment, index=True)
    done_by: str | None = None


class Trail(Row, table=True):
    """The event trail: append-only, each row chained to the one before by its hash."""

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=Moment)
    actor: str
    event: str
    subject: str = Field(index=True)
    facts: str
    hash: str


class AccessLog(Row, table=True):
    """Every time contact data was shown: who, when, whose, what for. Append-only and chained like the trail."""

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=Moment)
    actor: str
    event: str
    subject: str = Field(index=True)
    facts: str
    hash: str


class Notice(Row, table=True):
    """An outbox row: an intent to show something to somebody. At most one of a message waits at a time."""

    __table_args__ = (
        Index("ix_notice_line", "state", "due_at", "urgency", "id"),
        Index(
            "uq_notice_waiting",
            "message",
            unique=True,
            sqlite_where=text("state = 'pending'"),
            postgresql_where=text("state = 'pending'"),
        ),
        Index("ix_notice_message", "message", "state"),
    )

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    ref: str
    recipient: str
    message: str
    urgency: int
    state: str
    created_at: datetime = Field(sa_type=Moment)
    due_at: datetime = Field(sa_type=Moment)
    taken_at: datetime | None = Field(default=None, sa_type=Moment)
    tries: int = 0
    opaque_id: str = Field(unique=True)
    error: str | None = None


class Post(Row, table=True):
    """A message of ours that stands in Slack, so that it can be updated. `ts` is text: Slack's own id."""

    __table_args__ = (UniqueConstraint("kind", "ref", "recipient"),)

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    ref: str
    recipient: str
    channel: str
    ts: str
    digest: str


class JobRun(Row, table=True):
    """Work that is done once a day, whatever restarts or replicas do: the row is never released."""

    __table_args__ = (UniqueConstraint("job", "day"),)

    id: int | None = Field(default=None, primary_key=True)
    job: str
    day: date
    at: datetime = Field(sa_type=Moment)
