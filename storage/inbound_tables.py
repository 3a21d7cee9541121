"""The tables of what comes in from Slack: requests that were done, files that were dropped."""

from datetime import datetime

from sqlmodel import Field

from storage.columns import Moment
from storage.tables import Row


class DoneRequest(Row, table=True):
    """A request of Slack's that a use case has done: coming twice, it changes nothing."""

    key: str = Field(primary_key=True)
    at: datetime = Field(sa_type=Moment, index=True)


class Upload(Row, table=True):
    """A file that somebody dropped into the call channel: noted before Slack hears that we know of it."""

    source: str = Field(primary_key=True)
    file_id: str
    by: str
    noted_at: datetime = Field(sa_type=Moment)
    taken_at: datetime | None = Field(default=None, sa_type=Moment)
    done_at: datetime | None = Field(default=None, sa_type=Moment, index=True)
