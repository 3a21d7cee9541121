"""The event trail and the access log: append-only rows, each hashed with the one before; reasons beside them."""

import hashlib
import hmac
import itertools
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, func, select, update
from sqlmodel import Session, col

from bot.domain.trail import Event, Purpose, Subject
from storage.columns import table_of
from storage.statements import batches
from storage.tables import AccessLog, ChainHead, Remark, SealedFacts, Trail

Chain = type[Trail] | type[AccessLog]
CHAINS: Mapping[str, Chain] = {"trail": Trail, "access_log": AccessLog}
VERIFIED_AT_ONCE = 1000

_HEADS = table_of(ChainHead)
END = select(_HEADS.c.rows, _HEADS.c.hash).where(_HEADS.c.chain == bindparam("of")).with_for_update()
ADD = {name: table_of(table).insert() for name, table in CHAINS.items()}
MOVE_END = (
    _HEADS.update()
    .where(_HEADS.c.chain == bindparam("of"))
    .values(rows=bindparam("now_rows"), hash=bindparam("now_hash"))
)
"""Built once: every use case writes the trail."""

_FACTS = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode
_LINK = json.JSONEncoder(ensure_ascii=False).encode

Facts = Mapping[str, str | int | bool | None]
Recorded = tuple[Event, object, Facts]
"""(event, key of its subject, facts)"""


def record(
    session: Session, event: Event, key: object | None = None, *, actor: str, at: datetime, facts: Facts
) -> None:
    """Add an event to the trail. Facts are ids, states and counts: never names, numbers or words of people."""
    _append(session, Trail, event.value, event.subject.of(key), actor=actor, at=at, facts=facts)


def record_all(session: Session, events: Iterable[Recorded], *, actor: str, at: datetime) -> None:
    """Add many events of one moment to the trail, in one go."""
    rows, link = session.execute(END, {"of": "trail"}).one()
    for part in batches(events):
        added = []
        for event, key, facts in part:
            subject = event.subject.of(key)
            row = {"at": at, "actor": actor, "event": event.value, "subject": subject, "facts": facts_to_text(facts)}
            link = link_hash(link, row)
            added.append({**row, "hash": link})
        session.execute(ADD["trail"], added)
        rows += len(added)
    session.execute(MOVE_END, {"of": "trail", "now_rows": rows, "now_hash": link})


def record_access(session: Session, call: int, purpose: Purpose, *, actor: str, at: datetime) -> None:
    """Write down that contact data was shown: to whom, whose, what for."""
    _append(session, AccessLog, purpose.value, Subject.CALL.of(call), actor=actor, at=at, facts={})


def record_words_read(session: Session, *, visits: int, actor: str, at: datetime) -> None:
    """Write down that the sealed words of so many visits were read, to find words that many lists have."""
    _append(
        session, AccessLog, Purpose.WORDS.value, Subject.LISTS.of(None), actor=actor, at=at, facts={"visits": visits}
    )


def _append(  # noqa: PLR0913 — the columns of the row
    session: Session,
    chain: Chain,
    event: str,
    subject: str,
    *,
    actor: str,
    at: datetime,
    facts: Facts,
) -> None:
    """Add a row after the last one. Whoever holds the chain's head, in the database, writes next."""
    name = next(each for each, table in CHAINS.items() if table is chain)
    rows, last = session.execute(END, {"of": name}).one()
    row = {
        "at": at,
        "actor": actor,
        "event": event,
        "subject": subject,
        "facts": facts_to_text(facts),
    }
    link = link_hash(last, row)
    session.execute(ADD[name], {**row, "hash": link})
    session.execute(MOVE_END, {"of": name, "now_rows": rows + 1, "now_hash": link})


def facts_to_text(facts: Facts) -> str:
    """Write facts down as they are hashed into the chain."""
    return _FACTS(facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainReport:
    """What checking a chain found: how many rows are sound, and the id of the first that is not."""

    chain: str
    rows: int
    broken_at: int | None  # a row that was changed, or before which one is missing or moved
    cut_off: int  # rows missing at the end


def verify_chain(session: Session, name: str) -> ChainReport:
    """Hash a chain anew from its beginning, and compare its end with what was noted of it."""
    table = table_of(CHAINS[name])
    head = session.execute(select(ChainHead).where(col(ChainHead.chain) == name)).scalar_one()
    noted_rows, noted_hash = head.rows, head.hash  # read first: what is written meanwhile only makes the chain longer
    last, rows, last_id = head.dropped_hash, head.dropped_rows, head.dropped_to
    while True:
        query = select(table).where(table.c.id > last_id).order_by(table.c.id).limit(VERIFIED_AT_ONCE)
        found = session.execute(query).mappings().all()
        for row in found:
            link = link_hash(last, {**row})
            is_sound = hmac.compare_digest(link, row["hash"]) and (rows + 1 != noted_rows or link == noted_hash)
            if not is_sound:
                return ChainReport(chain=name, rows=rows - head.dropped_rows, broken_at=row["id"], cut_off=0)
            last, rows, last_id = link, rows + 1, row["id"]
        if len(found) < VERIFIED_AT_ONCE:
            break
    return ChainReport(chain=name, rows=rows - head.dropped_rows, broken_at=None, cut_off=max(0, noted_rows - rows))


def drop_before(session: Session, name: str, moment: datetime, *, most: int) -> int:
    """Drop rows from a chain's beginning that are older than a moment, at most so many. Returns how many.

    The chain then begins with the hash of the last one dropped; the database itself refuses to delete any other row.
    The row that stands before older ones since they were chained anew holds none of them back.
    """
    table = CHAINS[name]
    head = session.execute(select(ChainHead).where(col(ChainHead.chain) == name).with_for_update()).scalar_one()
    columns = (col(table.id), col(table.hash), col(table.at), col(table.event))
    oldest = session.execute(select(*columns).order_by(col(table.id)).limit(most))
    old = list(itertools.takewhile(lambda row: row.at < moment or row.event == Event.TRAIL_RESEALED, oldest))
    while old and old[-1].at >= moment:
        old.pop()
    if not old:
        return 0
    beginning = {"dropped_rows": head.dropped_rows + len(old), "dropped_to": old[-1].id, "dropped_hash": old[-1].hash}
    session.execute(update(ChainHead).where(col(ChainHead.chain) == name).values(**beginning))
    session.execute(delete(table).where(col(table.id) <= old[-1].id))
    if table is Trail:
        session.execute(delete(SealedFacts).where(col(SealedFacts.id) <= old[-1].id))
    return len(old)


def events_of(session: Session, subject: Subject, key: object) -> Sequence[Trail]:
    """Read what happened to a subject, oldest first."""
    query = select(Trail).where(col(Trail.subject) == subject.of(key)).order_by(col(Trail.id))
    return session.execute(query).scalars().all()


def looks_between(session: Session, start: datetime, end: datetime) -> Sequence[AccessLog]:
    """Read who was shown contact data in a stretch of time."""
    query = select(AccessLog).where(col(AccessLog.at) >= start, col(AccessLog.at) < end).order_by(col(AccessLog.id))
    return session.execute(query).scalars().all()


def looks_at(session: Session, calls: Sequence[int]) -> Sequence[AccessLog]:
    """Read how often, by whom and for what the contact data of some calls were shown."""
    subjects = [Subject.CALL.of(each) for each in calls]
    query = select(AccessLog).where(col(AccessLog.subject).in_(subjects)).order_by(col(AccessLog.id))
    return session.execute(query).scalars().all()


def count_events(session: Session, event: Event, start: datetime, end: datetime) -> int:
    """Count the events of one kind in a stretch of time."""
    query = select(func.count()).where(col(Trail.event) == event.value, col(Trail.at) >= start, col(Trail.at) < end)
    count: int = session.execute(query).scalar_one()
    return count


def link_hash(before: str, row: Mapping[str, object]) -> str:
    """Hash a row together with the hash before it (SHA-256, hex)."""
    at = row["at"]
    moment = at.timestamp() if isinstance(at, datetime) else at
    words = _LINK([before, moment, row["actor"], row["event"], row["subject"], row["facts"]])
    return hashlib.sha256(words.encode()).hexdigest()


def add_remark(session: Session, event: Event, key: object, *, by: str, at: datetime, sealed_words: bytes) -> None:
    """Keep somebody's words about what they did."""
    subject = event.subject.of(key)
    session.add(Remark(subject=subject, event=event.value, by=by, at=at, sealed_words=sealed_words))


def remarks_on(session: Session, subject: Subject, key: object) -> Sequence[Remark]:
    """Read what was said about a subject, oldest first."""
    query = select(Remark).where(col(Remark.subject) == subject.of(key)).order_by(col(Remark.id))
    return session.execute(query).scalars().all()
