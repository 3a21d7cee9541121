"""The tables of supervision: reasons, lifted conflicts, changed holidays, wrong codes, the ends of the chains."""

from datetime import date, datetime

from sqlalchemy import Column, LargeBinary, UniqueConstraint
from sqlmodel import Field

from storage.columns import Moment
from storage.tables import Row


class Remark(Row, table=True):
    """Why somebody did something, in their words: a reopening, an override, "not mine", an extension."""

    id: int | None = Field(default=None, primary_key=True)
    subject: str = Field(index=True)
    event: str
    by: str
    at: datetime = Field(sa_type=Moment, index=True)
    sealed_words: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class ConflictOverride(Row, table=True):
    """A supervisor lets one operator claim one call in spite of a conflict of interest."""

    __table_args__ = (UniqueConstraint("call_id", "operator"),)

    id: int | None = Field(default=None, primary_key=True)
    call_id: int = Field(foreign_key="call.id")
    operator: str
    by: str
    at: datetime = Field(sa_type=Moment)


class HolidayChange(Row, table=True):
    """A day that the station added to the holiday table, or took out of it."""

    day: date = Field(primary_key=True)
    is_holiday: bool
    by: str
    at: datetime = Field(sa_type=Moment)


class WrongCode(Row, table=True):
    """A verification code or number that did not fit: five in ten minutes are one too many."""

    id: int | None = Field(default=None, primary_key=True)
    by: str = Field(index=True)
    at: datetime = Field(sa_type=Moment)


class ChainHead(Row, table=True):
    """How long the trail (or the access log) is and how it ends, so that rows cut off at the end are missed.

    Where it begins, too: how many rows were dropped as too old, up to which id, and the hash of the last of them.
    """

    chain: str = Field(primary_key=True)
    rows: int
    hash: str
    dropped_rows: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    dropped_to: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    dropped_hash: str = Field(default="", sa_column_kwargs={"server_default": ""})


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
