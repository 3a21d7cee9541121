"""The tables of lists: what was imported, what was excluded, and who is not to be called."""

from datetime import date, datetime
from typing import Any, TypedDict

from sqlalchemy import JSON, Column, LargeBinary, false
from sqlmodel import Field

from storage.columns import Moment, Row


class Visit(Row, table=True):
    """One line of a visitor list that led to a call, or what a petitioner said who came to us by themselves.

    `is_inbound`: the latter. `no_visit`: they had not been here; the day is the one on which they came to us.
    """

    id: int | None = Field(default=None, primary_key=True)
    call_id: int = Field(foreign_key="call.id", index=True)
    known_as: str = Field(unique=True)
    receipt_no: str | None = None
    visited_on: date = Field(index=True)
    visited_at: datetime | None = Field(default=None, sa_type=Moment)
    petition_type: str
    department: str
    officer_name: str = ""  # of visits from before 0.9: what lists say stands in `sealed_listed` since
    officer_rank: str = ""
    sealed_note: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    sealed_listed: bytes | None = Field(default=None, sa_column=Column(LargeBinary))  # purpose, department, officer
    row_hash: str | None = None  # of all that the row said; None before 0.9
    is_included: bool = Field(default=False, sa_column_kwargs={"server_default": false()})  # by a supervisor
    is_inbound: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    no_visit: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    import_id: int | None = Field(default=None, foreign_key="importfile.id")


class Exclusion(Row, table=True):
    """A visitor who is not called: the reason and the day, of the person keyed hashes alone.

    `said_in`: the column that said so. `call_id`: the call that left the queue for it. `lifted_at`: when a supervisor
    let the person be called after all.
    """

    id: int | None = Field(default=None, primary_key=True)
    known_as: str = Field(unique=True)
    name_and_day: str | None = None  # hashed; None before 0.9
    has_receipt: bool | None = None
    reason: str
    said_in: str | None = None
    visited_on: date = Field(index=True)
    call_id: int | None = Field(default=None, foreign_key="call.id", index=True)
    lifted_at: datetime | None = Field(default=None, sa_type=Moment)
    import_id: int = Field(foreign_key="importfile.id")


class NewExclusion(TypedDict):
    """A visitor to be counted as not called."""

    known_as: str
    name_and_day: str
    has_receipt: bool
    reason: str
    said_in: str | None
    visited_on: date
    call_id: int | None


class ImportFile(Row, table=True):
    """One visitor list that was read: who brought it, when, and its report, without the names of file and sheets.

    `as_of`: the day of the list. `edition`: the first import of a file with the same content, by which an older list
    of the same day is known.
    """

    id: int | None = Field(default=None, primary_key=True)
    source: str = Field(unique=True)
    brought_by: str
    at: datetime = Field(sa_type=Moment, index=True)
    as_of: date | None = None
    content_hash: str | None = Field(default=None, index=True)
    edition: int | None = None
    report: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    sealed_names: bytes | None = Field(default=None, sa_column=Column(LargeBinary))


class DoNotCall(Row, table=True):
    """The station's register of numbers that asked not to be called."""

    id: int | None = Field(default=None, primary_key=True)
    phone_hash: str = Field(unique=True)
    at: datetime = Field(sa_type=Moment)
    added_by: str
    until: date | None = None


class Upload(Row, table=True):
    """A file that somebody dropped where the bot is: noted before Slack hears that we know of it.

    `tries`: how often it was taken for reading. `remind_at`: while it stands in the call channel, when its uploader is
    next asked to delete it; None elsewhere.
    """

    source: str = Field(primary_key=True)
    file_id: str = Field(index=True)
    by: str
    noted_at: datetime = Field(sa_type=Moment)
    problem: str | None = None  # known when it was noted: it is not read
    tries: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    taken_at: datetime | None = Field(default=None, sa_type=Moment)
    done_at: datetime | None = Field(default=None, sa_type=Moment, index=True)
    remind_at: datetime | None = Field(default=None, sa_type=Moment, index=True)
    gone_at: datetime | None = Field(default=None, sa_type=Moment)


class WaitingList(Row, table=True):
    """A list that waits until somebody says that it is meant so; its file is destroyed when that is decided."""

    id: int | None = Field(default=None, primary_key=True)
    source: str = Field(unique=True)
    brought_by: str
    at: datetime = Field(sa_type=Moment, index=True)
    sealed_name: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    sealed_file: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
