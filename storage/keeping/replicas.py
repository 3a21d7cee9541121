"""The bots that run on this database: each says so again and again, in a row of its own."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlmodel import Session, col

from storage.keeping.tables import Replica
from storage.statements import insert_or_update


def beat(session: Session, replica: str, now: datetime, facts: Mapping[str, int]) -> None:
    """Say that a bot runs: its beats, how many connections Slack counted, and how many of them are strange."""
    insert_or_update(session, Replica, {"id": replica}, {"at": now, **facts})


def replicas(session: Session) -> Mapping[str, int]:
    """Read which bots there are, each with how often it has said so."""
    rows = session.execute(select(col(Replica.id), col(Replica.beats)))
    return {row.id: row.beats for row in rows}


def forget(session: Session, gone: Collection[str]) -> None:
    """Forget bots that died."""
    session.execute(delete(Replica).where(col(Replica.id).in_(gone)))


def leave(session: Session, replica: str) -> None:
    """Note that a bot has ended."""
    forget(session, [replica])


def bots_since(session: Session, moment: datetime) -> bool:
    """Check whether any bot has said since a moment that it runs."""
    return session.execute(select(col(Replica.id)).where(col(Replica.at) >= moment)).first() is not None


def strangers_seen(session: Session, since: datetime) -> int:
    """Read how many connections beyond our bots one of them has found, of those that have said anything lately."""
    query = select(func.max(Replica.strangers)).where(col(Replica.at) >= since)
    return session.execute(query).scalar() or 0
