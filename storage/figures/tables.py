"""The tables of figures: signals, improvements, closed periods, tallies that are kept."""

from datetime import date, datetime

from sqlalchemy import Column, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field

from storage.columns import Moment, Row


class Signal(Row, table=True):
    """A week in which a department was complained of for one thing more often than its own past explains.

    `mean` and `limit` are those of the `weeks` weeks before. `state`: new, dismissed, improving. `part`: 0, but for
    departments that older versions told apart and the station's table does not.
    """

    __table_args__ = (UniqueConstraint("week", "department", "category", "part"),)

    id: int | None = Field(default=None, primary_key=True)
    week: date
    department: str
    category: str
    part: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    count: int
    mean: float
    limit: float
    weeks: int
    state: str = Field(index=True)
    decided_by: str | None = None
    decided_at: datetime | None = Field(default=None, sa_type=Moment)


class Improvement(Row, table=True):
    """What somebody was asked to do about a signal, by when. The words are sealed."""

    id: int | None = Field(default=None, primary_key=True)
    signal_id: int = Field(foreign_key="signal.id", unique=True)
    owner_id: int = Field(foreign_key="staff.id")
    due_on: date
    made_by: str
    made_at: datetime = Field(sa_type=Moment)
    done_at: datetime | None = Field(default=None, sa_type=Moment)
    sealed_words: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class ClosedPeriod(Row, table=True):
    """A month, quarter or year that is over: what people said in it, and which of that is hidden. Never changed."""

    kind: str = Field(primary_key=True)
    first: date = Field(primary_key=True)
    closed_at: datetime = Field(sa_type=Moment)
    figures: str  # JSON: counts and working hours by department and by petition type


class KeptTally(Row, table=True):
    """What was counted of a day, or of a month, that is over: so that nobody waits until years are counted again.

    It holds as long as none of its days stands among those that were changed. `counted_by`: the calendar and the names
    of departments by which it was counted. `hours`: floats of 8 bytes, in the order in which `figures` names them.
    """

    kind: str = Field(primary_key=True)
    first: date = Field(primary_key=True)
    counted_by: str
    figures: str  # JSON, by the names of departments as they are stored
    hours: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class ChangedDay(Row, table=True):
    """A day of which something that is counted was changed. Triggers of the database write it, whoever changes it."""

    __table_args__ = (Index("ix_changedday_day", "day", "id"), {"sqlite_autoincrement": True})  # no id comes twice

    id: int | None = Field(default=None, primary_key=True)
    day: date
