"""The tables of keeping: pages that open once, what audit still holds, the sealing of what was kept in the open."""

from datetime import datetime

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field

from storage.columns import Moment, Row


class RevealTicket(Row, table=True):
    """A page that shows contact data once: to whom, whose, what for, until when. The token itself is not stored."""

    token_hash: str = Field(primary_key=True)
    call_id: int = Field(foreign_key="call.id")
    by: str
    purpose: str
    pin: str
    tries: int = 0
    expires_at: datetime = Field(sa_type=Moment)
    used_at: datetime | None = Field(default=None, sa_type=Moment)


class AuditHold(Row, table=True):
    """A petitioner's contact data that audit still needs, when for everybody else they were destroyed."""

    id: int | None = Field(default=None, primary_key=True)
    petitioner_id: int = Field(foreign_key="petitioner.id", unique=True)
    at: datetime = Field(sa_type=Moment)
    sealed_name: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    sealed_phone: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    sealed_alternates: bytes | None = Field(default=None, sa_column=Column(LargeBinary))


class Deletion(Row, table=True):
    """A petitioner asked to have their data destroyed: what audit decided of its own, and whether they were told."""

    id: int | None = Field(default=None, primary_key=True)
    petitioner_id: int = Field(foreign_key="petitioner.id", index=True)
    call_id: int = Field(foreign_key="call.id")
    at: datetime = Field(sa_type=Moment)
    decided_by: str | None = None
    is_kept: bool | None = None  # of what audit holds; None: not decided
    told_at: datetime | None = Field(default=None, sa_type=Moment)
    told_by: str | None = None


class Resealing(Row, table=True):
    """How far the sealing of what older versions kept in the open has come: one row, none in a younger database.

    `step` and `after`: what is being done, and the last row it is done with. `link`, `rows`: how the new chain of the
    trail ends so far. Then what was found of the old one: how it ended, what was wrong, whether it holds words.
    `posts_before`: messages with a lower id stand in Slack as an older version drew them; None: none does.
    """

    id: int | None = Field(default=None, primary_key=True)
    step: str
    after: int | None = None
    link: str = ""
    rows: int = 0
    old_head: str = ""
    old_rows: int = 0
    broken_at: int | None = None
    cut_off: int = 0
    holds_words: bool = False
    finished_at: datetime | None = Field(default=None, sa_type=Moment)
    posts_before: int | None = None


class WorkPlace(Row, table=True):
    """Where a bot last worked on this database: a copy of the file lies elsewhere (SQLite; at most one row)."""

    id: int | None = Field(default=None, primary_key=True)
    volume: str
    file: str
    path: str
    machine: str
    since: datetime = Field(sa_type=Moment)


class Replica(Row, table=True):
    """A bot that runs on this database. `beats` goes up as long as it does; `strangers`: since when, and how many."""

    id: str = Field(primary_key=True)
    beats: int
    at: datetime = Field(sa_type=Moment)
    connections: int = 0
    strangers: int = 0
