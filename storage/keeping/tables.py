"""The tables of keeping: pages that open once."""

from datetime import datetime

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
