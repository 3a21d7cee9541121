"""The tables.

Names, numbers and free text of petitioners stand only in `sealed_*` columns (encrypted) and `*_hash` columns (keyed);
everything else is safe to read (rule book §7).
"""

from datetime import date, datetime
from typing import TypedDict

from sqlalchemy import BigInteger, Column, Index, LargeBinary, String, UniqueConstraint, false, text
from sqlmodel import Field

from storage.columns import Moment, Row


class Trail(Row, table=True):
    """The event trail: append-only, each row chained to the one before by a hash under a key, which it names.

    "": before chains had keys.
    """

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=Moment)
    actor: str
    event: str
    subject: str = Field(index=True)
    facts: str
    key_id: str = Field(default="", sa_column_kwargs={"server_default": ""})
    hash: str


class SealedFacts(Row, table=True):
    """What a row of the trail, by its id, said in a list's own words before they were sealed; with its digest's salt.

    Outside the chain, so that keys rotate and a purge destroys it.
    """

    id: int | None = Field(default=None, primary_key=True)
    subject: str = Field(index=True)
    sealed_words: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class AccessLog(Row, table=True):
    """Every time contact data was shown: who, when, whose, what for, from where. Append-only, chained as the trail."""

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=Moment)
    actor: str
    event: str
    subject: str = Field(index=True)
    facts: str
    door: str = Field(default="unknown", sa_column_kwargs={"server_default": "unknown"})
    place: str = Field(default="", sa_column_kwargs={"server_default": ""})
    key_id: str = Field(default="", sa_column_kwargs={"server_default": ""})
    hash: str


class Notice(Row, table=True):
    """An outbox row: an intent to show something to somebody. At most one of a message waits at a time.

    `for_audit`: it is for somebody of audit, or about a matter of theirs; lists and counts of others leave it out.
    """

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
    for_audit: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    error: str | None = None


class NoticeChange(TypedDict, total=False):
    """What is noted of a notice when it stops being sent, beside its state."""

    error: str
    due_at: datetime


class Post(Row, table=True):
    """A message of ours that stands in Slack, so that it can be updated. `ts` is text: Slack's own id.

    `cleaned_at`: since when nothing of a petitioner is to be taken out of it again.
    """

    __table_args__ = (UniqueConstraint("kind", "ref", "recipient"),)

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    ref: str
    recipient: str
    channel: str
    ts: str
    digest: str
    for_audit: bool = Field(default=False, sa_column_kwargs={"server_default": false()})  # nobody else is told of it
    cleaned_at: datetime | None = Field(default=None, sa_type=Moment)


class DirectChannel(Row, table=True):
    """Where somebody's direct messages with the app are: what stands there is found also when their account is gone."""

    slack_id: str = Field(primary_key=True)
    channel: str


class JobRun(Row, table=True):
    """Work that is done once a day, whatever restarts or replicas do: the row is never released."""

    __table_args__ = (UniqueConstraint("job", "day"),)

    id: int | None = Field(default=None, primary_key=True)
    job: str
    day: date
    at: datetime = Field(sa_type=Moment)


class DoneRequest(Row, table=True):
    """A turn of a request of Slack's that is done: coming twice, it changes nothing."""

    request: str = Field(sa_column=Column("key", String, primary_key=True))
    at: datetime = Field(sa_type=Moment, index=True)


class Remark(Row, table=True):
    """Why somebody did something, in their words: a reopening, an override, "not mine", an extension."""

    id: int | None = Field(default=None, primary_key=True)
    subject: str = Field(index=True)
    event: str
    by: str
    at: datetime = Field(sa_type=Moment, index=True)
    sealed_words: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class HolidayChange(Row, table=True):
    """A day that the station added to the holiday table, or took out of it."""

    day: date = Field(primary_key=True)
    is_holiday: bool
    name: str | None = None
    by: str
    at: datetime = Field(sa_type=Moment)


class Downtime(Row, table=True):
    """A stretch in which a system was down: none of it is working time."""

    id: int | None = Field(default=None, primary_key=True)
    began_at: datetime = Field(sa_type=Moment, unique=True)
    ended_at: datetime = Field(sa_type=Moment)
    by: str
    at: datetime = Field(sa_type=Moment)


class ChangeStamp(Row, table=True):
    """Another number after each change of the directory, holidays or down-times: triggers of the database draw it."""

    id: int | None = Field(default=None, primary_key=True)
    stamp: int = Field(sa_type=BigInteger)


class ChainHead(Row, table=True):
    """How long the trail (or the access log) is and how it ends, so that rows cut off at the end are missed.

    Where it begins, too: how many rows were dropped as too old, up to which id, and the hash of the last of them.
    All of this is signed with a key. "": nothing was written since chains have keys.
    """

    chain: str = Field(primary_key=True)
    rows: int
    hash: str
    dropped_rows: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    dropped_to: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    dropped_hash: str = Field(default="", sa_column_kwargs={"server_default": ""})
    key_id: str = Field(default="", sa_column_kwargs={"server_default": ""})
    mac: str = Field(default="", sa_column_kwargs={"server_default": ""})


class KeyCheck(Row, table=True):
    """A key that was used in this database, by its id, in the order of their first use: none tells what the key is."""

    __table_args__ = (UniqueConstraint("kind", "key_id"),)

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    key_id: str
    since: datetime = Field(sa_type=Moment)
    is_needed: bool = True


class OldestProgram(Row, table=True):
    """The oldest version of the program that may use these tables, as the last migration says: one row."""

    id: int | None = Field(default=None, primary_key=True)
    version: str
