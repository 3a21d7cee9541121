"""The table of people: the directory of the station."""

from datetime import date, datetime

from sqlalchemy import JSON, Column, LargeBinary
from sqlmodel import Field

from storage.columns import Moment, Row

PastPosting = dict[str, str | None]
"""A department that somebody left, with their first and last day there (ISO 8601) where these are known."""


class Staff(Row, table=True):
    """One member of the station, from `cleancall staff`."""

    id: int | None = Field(default=None, primary_key=True)
    staff_no: str = Field(unique=True)
    slack_id: str | None = Field(default=None, unique=True)
    name: str = Field(index=True)
    rank: str
    department: str
    roles: list[str] = Field(sa_column=Column(JSON, nullable=False))
    moved_on: date | None = None  # since when they are in this department
    postings: list[PastPosting] = Field(
        default_factory=list, sa_column=Column(JSON, nullable=False, server_default="[]")
    )
    active: bool = True
    home_opened: bool = False
    locale: str | None = None  # as their Slack had it when they last acted
    extension: str | None = None
    break_until: datetime | None = Field(default=None, sa_type=Moment)  # no call is offered to them before


class NotedDuty(Row, table=True):
    """What somebody noted of some days: here, away, or half a day off; and who stands in. No two are of one day."""

    id: int | None = Field(default=None, primary_key=True)
    staff_id: int = Field(foreign_key="staff.id", index=True)
    first: date
    last: date = Field(index=True)
    duty: str
    deputy_id: int | None = Field(default=None, foreign_key="staff.id")


class StaffOrder(Row, table=True):
    """A list of staff that holds from a day to come; it is gone once it was applied."""

    id: int | None = Field(default=None, primary_key=True)
    day: date = Field(unique=True)
    sealed_people: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    is_complete: bool
    by: str
    at: datetime = Field(sa_type=Moment)


class Petitioner(Row, table=True):
    """A person to phone. `phone_hash` is how the same number is recognised without reading it."""

    id: int | None = Field(default=None, primary_key=True)
    masked_name: str
    sealed_name: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    sealed_phone: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    sealed_alternates: bytes | None = Field(default=None, sa_column=Column(LargeBinary))  # with spaces between
    phone_hash: str = Field(index=True)
    sealed_flags: bytes | None = Field(default=None, sa_column=Column(LargeBinary))  # how to talk with them
    purge_asked_at: datetime | None = Field(default=None, sa_type=Moment)
    purged_at: datetime | None = Field(default=None, sa_type=Moment)


class OtherNumber(Row, table=True):
    """Another number of a petitioner. `by` None: the list named it; else who wrote it down, and whose it is."""

    id: int | None = Field(default=None, primary_key=True)
    petitioner_id: int = Field(foreign_key="petitioner.id", index=True)
    phone_hash: str = Field(index=True)
    sealed_phone: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    whose: str | None = None
    by: str | None = None
    at: datetime | None = Field(default=None, sa_type=Moment)
