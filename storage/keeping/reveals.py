"""One-time pages for contact data: issued, tried, used up."""

import hashlib
from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlmodel import Session, col

from storage.keeping.tables import RevealTicket
from storage.statements import changed_rows

MOST_TRIES = 3


def add_ticket(session: Session, token: str, ticket: RevealTicket) -> None:
    """Store a ticket under the hash of its token."""
    ticket.token_hash = _hash(token)
    session.add(ticket)


def is_open(session: Session, token: str, now: datetime) -> bool:
    """Check whether a page can still be opened."""
    return session.execute(select(col(RevealTicket.by)).where(*_open(token, now))).first() is not None


def ticket_holder(session: Session, token: str) -> str | None:
    """Return the Slack id of whoever a page was made for, open or not; None: there is no such page."""
    return session.execute(select(col(RevealTicket.by)).where(col(RevealTicket.token_hash) == _hash(token))).scalar()


def use_ticket(session: Session, token: str, pin: str, now: datetime) -> RevealTicket | None:
    """Use a ticket up: once, in time, with its number. A wrong number counts as a try."""
    using = update(RevealTicket).where(*_open(token, now), col(RevealTicket.pin) == pin).values(used_at=now)
    if changed_rows(session, using):
        return session.get(RevealTicket, _hash(token), populate_existing=True)
    session.execute(update(RevealTicket).where(*_open(token, now)).values(tries=RevealTicket.tries + 1))
    return None


def _open(token: str, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        col(RevealTicket.token_hash) == _hash(token),
        col(RevealTicket.used_at).is_(None),
        col(RevealTicket.expires_at) > now,
        col(RevealTicket.tries) < MOST_TRIES,
    )


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
