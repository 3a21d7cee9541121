"""The tables of grievances: drafts, grievances, replies. The same rules as in storage/tables.py."""

from datetime import date, datetime
from typing import TypedDict

from sqlalchemy import JSON, Column, Index, Integer, LargeBinary, false
from sqlmodel import Field

from storage.columns import Moment, Row


class DrawnNumber(Row, table=True):
    """A number that was drawn for a matter of a call: said on the phone before anything is decided, and kept.

    `is_spent`: what had it was taken back, and nothing else gets it.
    """

    number: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    call_id: int = Field(foreign_key="call.id", index=True)
    at: datetime = Field(sa_type=Moment)
    is_spent: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


class Grievance(Row, table=True):
    """What a petitioner brings beyond the call. `recipient` is who has it now; None on the audit track.

    `id` is the number that people say. It is drawn at random, so that a gap between two tells nothing: what is to stand
    in the order of filing is ordered by `IN_ORDER`, never by the id. `said_yes`: to the money question, when it
    was filed, whatever the call brings later. `unclear_departments`: where somebody served whom nobody knows,
    noted before the words of the list that name them are destroyed.

    A second round is a grievance of its own that names the `earlier_id`: the officer of the first learns nothing of it.
    """

    __table_args__ = (Index("ix_grievance_line", "state", "due_on"),)

    id: int | None = Field(default=None, primary_key=True)
    call_id: int = Field(foreign_key="call.id", index=True)
    kind: str
    category: str
    severity: str
    track: str
    lane: str
    plain_lane: str | None = None  # where it goes if audit finds that it is no matter of theirs
    held_by_words: bool = False  # it is with audit for what its words sound like, and for nothing that was chosen
    promised_on: date | None = None  # what the petitioner was told, where audit handed it on later; audit alone sees it
    brought_at: datetime | None = Field(default=None, sa_type=Moment)  # when it was filed before audit handed it on
    state: str
    due_on: date
    due_at: datetime | None = Field(default=None, sa_type=Moment)  # of a question that is answered at once
    period_days: int
    extensions: int = 0
    pauses: int = 0
    round: int = 1
    earlier_id: int | None = Field(default=None, foreign_key="grievance.id", unique=True)
    filed_by: str = Field(index=True)
    handed_to: str | None = Field(default=None, index=True)  # who tells the petitioner while who filed it is away
    filed_at: datetime = Field(sa_type=Moment, index=True)
    officer_unknown: bool = False  # it is (also) about somebody whom nobody knows yet, or the directory does not
    unclear_departments: list[str] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    said_yes: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    recipient: str | None = Field(default=None, index=True)
    direct_consent: bool = False
    routings: int = 1
    declines: int = 0
    routed_at: datetime = Field(sa_type=Moment)
    sealed_words: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    sealed_wish: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    sealed_answer: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    acknowledged_at: datetime | None = Field(default=None, sa_type=Moment, index=True)
    answered_by: str | None = None
    answered_at: datetime | None = Field(default=None, sa_type=Moment, index=True)
    closed_at: datetime | None = Field(default=None, sa_type=Moment, index=True)
    progress_told_at: datetime | None = Field(default=None, sa_type=Moment)  # the 30 days count from then

    @property
    def teller(self) -> str:
        """Who tells the petitioner of an ordinary one: the operator who filed it, or who stands in for them."""
        return self.handed_to or self.filed_by


class GrievanceSubject(Row, table=True):
    """A member of staff whom a grievance is about. `place` is whose turn it is; None: the list alone names them."""

    grievance_id: int = Field(foreign_key="grievance.id", primary_key=True)
    staff_id: int = Field(foreign_key="staff.id", primary_key=True)
    place: int | None = None


class GrievanceChange(TypedDict, total=False):
    """What a move may change of a grievance, beside its state."""

    due_on: date
    due_at: datetime | None
    extensions: int
    pauses: int
    recipient: str | None
    routings: int
    declines: int
    routed_at: datetime
    sealed_answer: bytes | None
    acknowledged_at: datetime | None
    answered_by: str | None
    answered_at: datetime | None
    closed_at: datetime | None
    kind: str
    category: str
    severity: str
    track: str
    lane: str
    period_days: int
    held_by_words: bool
    filed_at: datetime
    promised_on: date | None
    brought_at: datetime | None
    progress_told_at: datetime | None


class GrievanceReply(Row, table=True):
    """What the petitioner was told, or how they withdrew it. A closed grievance has one; its texts are sealed JSON."""

    id: int | None = Field(default=None, primary_key=True)
    grievance_id: int = Field(foreign_key="grievance.id", unique=True)
    at: datetime = Field(sa_type=Moment)
    by: str
    told_on: date
    method: str
    result: str
    root_causes: list[str] = Field(sa_column=Column(JSON, nullable=False))
    sealed_texts: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    consented: bool | None = None  # to be told by word of mouth; None: not asked, or told in writing
    satisfaction: int | None = None  # with the answer, 1 to 5; None: not asked


class GrievanceDelay(Row, table=True):
    """A due date that was moved, and why: what the petitioner is told of it."""

    id: int | None = Field(default=None, primary_key=True)
    grievance_id: int = Field(foreign_key="grievance.id", index=True)
    at: datetime = Field(sa_type=Moment)
    by: str
    kind: str
    reason: str | None = None
    due_before: date
    due_on: date
    sealed_words: bytes | None = Field(default=None, sa_column=Column(LargeBinary))


class GrievanceTelling(Row, table=True):
    """What a petitioner was told of a matter that goes on, when, how and by whom."""

    id: int | None = Field(default=None, primary_key=True)
    grievance_id: int = Field(foreign_key="grievance.id", index=True)
    at: datetime = Field(sa_type=Moment)
    by: str
    kind: str
    method: str
    told_on: date
    due_on: date
    was_asked: bool = False
    sealed_words: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
