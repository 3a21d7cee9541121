"""The tables of grievances: drafts, grievances, replies. The same rules as in storage/tables.py."""

from datetime import date, datetime

from sqlalchemy import JSON, Column, Index, LargeBinary
from sqlmodel import Field

from storage.columns import Moment
from storage.tables import Row


class Draft(Row, table=True):
    """A half-entered result: kept sealed until the form is finished, so that a lost click loses nothing."""

    id: int | None = Field(default=None, primary_key=True)
    call_id: int = Field(foreign_key="call.id", unique=True)
    by: str
    at: datetime = Field(sa_type=Moment)
    sealed_result: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class Grievance(Row, table=True):
    """What a petitioner brings beyond the call. `recipient` is who has it now; None on the audit track."""

    __table_args__ = (Index("ix_grievance_line", "state", "due_on"),)

    id: int | None = Field(default=None, primary_key=True)
    call_id: int = Field(foreign_key="call.id", index=True)
    kind: str
    category: str
    severity: str
    track: str
    lane: str
    state: str
    due_on: date
    filed_by: str = Field(index=True)
    filed_at: datetime = Field(sa_type=Moment)
    officer_id: int | None = Field(default=None, foreign_key="staff.id")
    recipient: str | None = Field(default=None, index=True)
    direct_consent: bool = False
    routings: int = 1
    routed_at: datetime = Field(sa_type=Moment)
    sealed_words: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    sealed_wish: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    sealed_answer: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    answered_by: str | None = None
    closed_at: datetime | None = Field(default=None, sa_type=Moment)


class GrievanceReply(Row, table=True):
    """What the petitioner was told. A closed grievance has one."""

    id: int | None = Field(default=None, primary_key=True)
    grievance_id: int = Field(foreign_key="grievance.id", unique=True)
    at: datetime = Field(sa_type=Moment)
    by: str
    method: str
    result: str
    root_causes: list[str] = Field(sa_column=Column(JSON, nullable=False))
    sealed_words: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    sealed_remedy: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
