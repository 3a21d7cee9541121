"""Chaining the rows of the trail anew: once, when words that older versions kept in it are sealed (rule book §7)."""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, select, text
from sqlmodel import Session, col

from bot.domain.trail import SYSTEM, Event
from storage.chaining import Facts, facts_to_text, hold_ends, link_hash, settle
from storage.columns import table_of
from storage.tables import ChainHead, SealedFacts, Trail

TRAIL = "trail"
_TRAIL = table_of(Trail)
REWRITE = (
    _TRAIL.update()
    .where(_TRAIL.c.id == bindparam("of"))
    .values(facts=bindparam("new_facts"), hash=bindparam("new_hash"))
)
ROWS = (
    select(_TRAIL.c.id, _TRAIL.c.at, _TRAIL.c.actor, _TRAIL.c.event, _TRAIL.c.subject, _TRAIL.c.facts)
    .where(_TRAIL.c.id > bindparam("after"))
    .order_by(_TRAIL.c.id)
    .limit(bindparam("most"))
)


def end_of_trail(session: Session) -> tuple[int, str]:
    """Return how many rows the trail has, and the hash of its last one, as they were noted."""
    head = _head(session)
    return head.rows - head.dropped_rows, head.hash


def trail_rows(session: Session, *, after: int | None, most: int) -> Sequence[Mapping[str, Any]]:
    """Read rows of the trail in their order, from its beginning or after one of them."""
    beginning = _head(session).dropped_to if after is None else after
    rows = session.execute(ROWS, {"after": beginning, "most": most}).mappings()
    return [{**row} for row in rows]


def begin_new_chain(session: Session, facts: Facts, at: datetime) -> tuple[int, str]:
    """Put a first row before all rows of the trail: what was found of the old chain. Returns its id and hash.

    The rows after it belong to the old chain until each has been chained anew (`chain_anew`).
    """
    head = _head(session)
    oldest = session.execute(select(func.min(_TRAIL.c.id))).scalar()
    first = min(head.dropped_to, head.dropped_to if oldest is None else oldest - 1)
    event = Event.TRAIL_RESEALED
    row = {"at": at, "actor": SYSTEM, "event": event.value, "subject": event.subject.of(TRAIL)}
    row["facts"] = facts_to_text(facts)
    link = link_hash(head.dropped_hash, row)
    session.execute(_TRAIL.insert(), {**row, "id": first, "hash": link})
    head.dropped_to = first - 1
    session.flush()
    return first, link


def chain_anew(session: Session, rows: Sequence[Mapping[str, Any]], facts: Mapping[int, str], link: str) -> str:
    """Chain rows to the hash before them, some with other facts. Returns the hash of the last one."""
    changes = []
    for row in rows:
        now_said = facts.get(row["id"], row["facts"])
        link = link_hash(link, {**row, "facts": now_said})
        changes.append({"of": row["id"], "new_facts": now_said, "new_hash": link})
    with _unguarded(session):
        session.connection().execute(REWRITE, changes)
    return link


def end_new_chain(session: Session, rows: int, link: str) -> None:
    """Note how the new chain ends, and how many rows it has."""
    head = _head(session)
    head.rows, head.hash = head.dropped_rows + rows, link


def keep_sealed_facts(session: Session, sealed: Sequence[Mapping[str, object]]) -> None:
    """Keep, sealed, what rows of the trail once said: id, subject, sealed words."""
    if sealed:
        session.execute(table_of(SealedFacts).insert(), sealed)


def sealed_facts_with_rows(session: Session, *, after: int, most: int) -> Sequence[Row[Any]]:
    """Read what rows of the trail once said, sealed, beside what they say now."""
    query = (
        select(col(SealedFacts.id), col(SealedFacts.sealed_words), col(Trail.facts))
        .join(Trail, col(Trail.id) == col(SealedFacts.id), isouter=True)
        .where(col(SealedFacts.id) > after)
        .order_by(col(SealedFacts.id))
    )
    return session.execute(query.limit(most)).all()


def _head(session: Session) -> ChainHead:
    """Hold the end of the trail: nobody else writes to it until this is committed."""
    settle(session)
    hold_ends(session)
    return session.get_one(ChainHead, TRAIL, populate_existing=True)


@contextlib.contextmanager
def _unguarded(session: Session) -> Iterator[None]:
    """Take the database's own guard off the trail, within this transaction alone, and put it on again."""
    if session.get_bind().dialect.name == "sqlite":
        off, on = "DROP TRIGGER IF EXISTS trail_no_update", GUARD
    else:
        off, on = (f"ALTER TABLE trail {verb} TRIGGER trail_append_only" for verb in ("DISABLE", "ENABLE"))
    session.execute(text(off))
    yield
    session.execute(text(on))


GUARD = "CREATE TRIGGER trail_no_update BEFORE UPDATE ON trail BEGIN SELECT RAISE(ABORT, 'trail is append-only'); END"
"""As migration 0003 made it."""
