"""How rows of the trail and the access log are chained: each is signed together with the one before, under a key.

The noted end of a chain is signed too, so that rows taken off the end are missed. Rows of before chains had keys are
hashed without one; the first row under a key stands behind them and holds their end.
"""

import hashlib
import itertools
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, select
from sqlmodel import Session, col

from bot.domain.keeping.key_checks import KeyKind
from bot.domain.trail import SYSTEM, Event
from storage.chain_keys import ChainKeys
from storage.columns import table_of
from storage.errors import DatabaseError
from storage.statements import BATCH, batches, insert_or_ignore
from storage.tables import AccessLog, ChainHead, KeyCheck, SealedFacts, Trail

Chain = type[Trail] | type[AccessLog]
CHAINS: Mapping[str, Chain] = {"trail": Trail, "access_log": AccessLog}
TRAIL, ACCESS_LOG = CHAINS
LETTERS = {TRAIL: "t", ACCESS_LOG: "a"}
"""With which the hash of a row begins, before its number."""
KEYS = "chain_keys"
"""Under which name a session holds the keys of the chains: it is opened with them."""

PENDING = "pending_entries"
"""Under which name a session keeps the rows that are written at its end."""

_HEADS = table_of(ChainHead)
ENDS = select(_HEADS).order_by(_HEADS.c.chain).with_for_update()
ADD = {name: table_of(table).insert() for name, table in CHAINS.items()}
MOVE_END = (
    _HEADS.update()
    .where(_HEADS.c.chain == bindparam("of"))
    .values(rows=bindparam("rows_now"), hash=bindparam("end"), key_id=bindparam("key"), mac=bindparam("signature"))
)
"""Built once: every use case writes the trail."""

_FACTS = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode
_LINK = json.JSONEncoder(ensure_ascii=False).encode

Facts = Mapping[str, str | int | bool | None]
Entry = dict[str, Any]
"""A row to be: at, actor, event, subject, facts; in the access log from where, too."""


class ChainWithoutKey(DatabaseError):
    """A chain has rows and no key: only the opening of a database may go on with it, after verifying it."""


def chain_keys(session: Session) -> ChainKeys:
    """Return the keys that a session was opened with."""
    keys: ChainKeys = session.info[KEYS]
    return keys


def facts_to_text(facts: Facts) -> str:
    """Write facts down as they are chained."""
    return _FACTS(facts)


def append(session: Session, chain: str, entries: Iterable[Entry]) -> None:
    """Add rows to a chain: written when the transaction ends (`settle`), in their order; very many sooner."""
    pending: dict[str, list[Entry]] = session.info.setdefault(PENDING, {})
    kept = pending.setdefault(chain, [])
    for part in batches(entries):
        kept.extend(part)
        if len(kept) >= BATCH:
            settle(session)
            kept = session.info.setdefault(PENDING, {}).setdefault(chain, [])


def settle(session: Session) -> None:
    """Write the rows that were added, all behind one look at the chains' ends.

    Whoever holds the ends writes next, until its transaction is over: at the end of one nobody waits long for them.

    Raises:
        ChainKeyMissing: a chain goes on under a key that this process does not have.
        ChainWithoutKey: it was never verified and put under a key.
    """
    pending: dict[str, list[Entry]] = session.info.pop(PENDING, {})
    added = {chain: entries for chain, entries in pending.items() if entries}
    if not added:
        return
    keys, heads = chain_keys(session), hold_ends(session)
    if unsigned := [heads[chain] for chain in added if not heads[chain].key_id]:
        if any(head.rows for head in unsigned) or had_key(session):
            raise ChainWithoutKey("ChainWithoutKey")
        _begin(session, keys, heads, at=next(iter(added.values()))[0]["at"])
    moved = [
        _extended(session, keys, heads[chain], entries, key=heads[chain].key_id or keys.newest)
        for chain, entries in added.items()
    ]
    session.execute(MOVE_END, moved)


def hold_ends(session: Session) -> Mapping[str, Row[Any]]:
    """Hold the ends of all chains, in one order: nobody else writes to them until this transaction is over."""
    return {head.chain: head for head in session.execute(ENDS)}


def had_key(session: Session) -> bool:
    """Check whether chains were ever written under a key."""
    used = select(col(KeyCheck.id)).where(col(KeyCheck.kind) == KeyKind.TRAIL.value)
    return session.execute(used.limit(1)).first() is not None


def _begin(session: Session, keys: ChainKeys, heads: Mapping[str, Row[Any]], at: datetime) -> None:
    """Sign the ends of chains without rows, all at once: from then on an end without signature is false."""
    unsigned = [head for head in heads.values() if not head.key_id and not head.rows]
    session.execute(MOVE_END, [_end(keys, head, rows=0, link=head.hash, key=keys.newest) for head in unsigned])
    note_chain_key(session, keys.newest, at)


def _extended(
    session: Session, keys: ChainKeys, head: Row[Any], entries: Sequence[Entry], *, key: str
) -> dict[str, Any]:
    """Write rows behind a chain's end. Returns how it ends then."""
    number, link = head.rows, head.hash
    added = []
    for entry in entries:
        number += 1
        link = signed_link(keys, key, head.chain, number, link, entry)
        added.append({**entry, "key_id": key, "hash": link})
    if added:
        session.execute(ADD[head.chain], added)
    return _end(keys, head, rows=number, link=link, key=key)


def _end(keys: ChainKeys, head: Any, *, rows: int, link: str, key: str) -> dict[str, Any]:
    """Return how a chain ends, signed."""
    mac = keys.sign(key, head_words(head, rows=rows, link=link))
    return {"of": head.chain, "rows_now": rows, "end": link, "key": key, "signature": mac}


def chains_without_key(session: Session) -> Sequence[Row[Any]]:
    """Hold the ends of chains that no key has signed yet: chain, rows, hash."""
    return [head for head in hold_ends(session).values() if not head.key_id]


def put_under_key(session: Session, chain: str, facts: Facts | None, at: datetime, *, rows: int) -> None:
    """Go on with a verified chain of so many rows under the newest key, behind a row that says what was found of it.

    Without anything to say the end alone is signed: of a chain that never had a row.
    """
    keys = chain_keys(session)
    settle(session)
    hold_ends(session)
    table = table_of(CHAINS[chain])
    last = session.execute(select(table.c.hash).order_by(table.c.id.desc()).limit(1)).scalar()
    end = {"rows": rows, "hash": _HEADS.c.dropped_hash if last is None else last}
    session.execute(_HEADS.update().where(_HEADS.c.chain == chain).values(**end))
    entries = [] if facts is None else [_entry_of_key(chain, facts, at)]
    moved = _extended(session, keys, hold_ends(session)[chain], entries, key=keys.newest)
    session.execute(MOVE_END, moved)
    note_chain_key(session, keys.newest, at)


def turn_to_newest_key(session: Session, chain: str, at: datetime) -> bool:
    """Go on with a chain under the newest key, behind a row that is signed with the key before too.

    Returns whether it went on under an older one.
    """
    keys = chain_keys(session)
    settle(session)
    head = hold_ends(session)[chain]
    if head.key_id == keys.newest:
        return False
    proof = keys.sign(head.key_id, turn_words(chain, head.rows + 1, head.hash, keys.newest))
    entry = _entry_of_key(chain, {"was": head.key_id, "proof": proof}, at)
    session.execute(MOVE_END, _extended(session, keys, head, [entry], key=keys.newest))
    note_chain_key(session, keys.newest, at)
    return True


def note_chain_key(session: Session, key_id: str, at: datetime) -> None:
    """Remember that chains have been written under a key."""
    insert_or_ignore(session, KeyCheck, {"kind": KeyKind.TRAIL.value, "key_id": key_id, "since": at, "is_needed": True})


def _entry_of_key(chain: str, facts: Facts, at: datetime) -> Entry:
    event = Event.CHAIN_KEYED
    entry = {"at": at, "actor": SYSTEM, "event": event.value, "subject": event.subject.of(chain)}
    origin = {"door": "", "place": ""} if chain == ACCESS_LOG else {}
    return {**entry, "facts": facts_to_text(facts), **origin}


def drop_before(session: Session, name: str, moment: datetime, *, most: int) -> int:
    """Drop rows from a chain's beginning that are older than a moment, at most so many. Returns how many.

    The chain then begins with the hash of the last one dropped; the database itself refuses to delete any other row.
    The row that stands before older ones since they were chained anew holds none of them back.
    """
    settle(session)
    hold_ends(session)
    table = CHAINS[name]
    head = session.execute(select(ChainHead).where(col(ChainHead.chain) == name)).scalar_one()
    columns = (col(table.id), col(table.hash), col(table.at), col(table.event))
    oldest = session.execute(select(*columns).order_by(col(table.id)).limit(most))
    old = list(itertools.takewhile(lambda row: row.at < moment or row.event == Event.TRAIL_RESEALED, oldest))
    while old and old[-1].at >= moment:
        old.pop()
    if not old:
        return 0
    head.dropped_rows, head.dropped_to, head.dropped_hash = head.dropped_rows + len(old), old[-1].id, old[-1].hash
    if head.key_id:
        head.mac = chain_keys(session).sign(head.key_id, head_words(head, rows=head.rows, link=head.hash))
    session.flush()
    session.execute(delete(table).where(col(table.id) <= old[-1].id))
    if table is Trail:
        session.execute(delete(SealedFacts).where(col(SealedFacts.id) <= old[-1].id))
    return len(old)


def signed_link(keys: ChainKeys, key: str, chain: str, number: int, before: str, row: Mapping[str, Any]) -> str:
    """Sign a row together with the hash before it: the letter of its chain, its number, HMAC-SHA256 (hex)."""
    return f"{LETTERS[chain]}{number}-{keys.sign(key, row_words(key, chain, number, before, row))}"


def row_words(key: str, chain: str, number: int, before: str, row: Mapping[str, Any]) -> Sequence[object]:
    """Return what is signed of a row."""
    said = row["actor"], row["event"], row["subject"], row["facts"]
    return [chain, number, key, before, _moment(row["at"]), *said, row.get("door", ""), row.get("place", "")]


def turn_words(chain: str, number: int, before: str, new: str) -> Sequence[object]:
    """Return what the key before signs when a newer one takes its place."""
    return ["turn", chain, number, before, new]


def head_words(head: Any, *, rows: int, link: str) -> Sequence[object]:
    """Return what is signed of a chain's noted end, and of where it begins."""
    return ["head", head.chain, rows, link, head.dropped_rows, head.dropped_to, head.dropped_hash]


def link_hash(before: str, row: Mapping[str, object]) -> str:
    """Hash a row together with the hash before it (SHA-256, hex), as before chains had keys."""
    words = _LINK([before, _moment(row["at"]), row["actor"], row["event"], row["subject"], row["facts"]])
    return hashlib.sha256(words.encode()).hexdigest()


def _moment(at: object) -> object:
    return at.timestamp() if isinstance(at, datetime) else at
