"""The keys that a database knows by their ids, and, of one that knows none yet, whether they open what it holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import MetaData, bindparam, inspect, select, update
from sqlmodel import Session, col

from bot.domain.keeping.key_checks import KeyKind, KnownKey
from storage.columns import table_of
from storage.key_rotation import holds_marked, holds_unreadable, sealed_tables
from storage.people.tables import Staff
from storage.secrets import Secrets, UnreadableSecret
from storage.statements import insert_or_ignore
from storage.tables import KeyCheck

PETITIONERS = "petitioner"
KEYS = table_of(KeyCheck).c
KNOWN = select(KEYS.key_id, KEYS.is_needed).where(KEYS.kind == bindparam("of")).order_by(KEYS.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeysAgainstData:
    """How keys fit to what is stored, of whatever version: which tables they do not open, whether they know numbers."""

    unreadable: Sequence[str]
    numbers_are_known: bool
    is_marked: bool  # something was sealed since chains have keys


def has_key_checks(session: Session) -> bool:
    """Check whether the database is of a version that knows its keys."""
    return inspect(session.connection()).has_table(str(KeyCheck.__tablename__))


def known_keys(session: Session, kind: KeyKind) -> Sequence[KnownKey]:
    """Return the keys of a kind that were used, oldest first."""
    return [KnownKey(id=key, is_needed=needed) for key, needed in session.execute(KNOWN, {"of": kind.value})]


def hash_keys_held(session: Session, *, to_change: bool = False) -> Sequence[str]:
    """Return the hash keys that were used, oldest first: nobody hashes with one more until this is committed.

    To change them one waits until nobody holds them.
    """
    query = select(col(KeyCheck.key_id)).where(col(KeyCheck.kind) == KeyKind.HASH.value).order_by(col(KeyCheck.id))
    return session.execute(query.with_for_update(read=not to_change)).scalars().all()


def note_keys(session: Session, kind: KeyKind, ids: Sequence[str], at: datetime) -> None:
    """Remember keys, oldest first; those that are known stay as they are."""
    for key_id in ids:
        row = {"kind": kind.value, "key_id": key_id, "since": at, "is_needed": True}
        insert_or_ignore(session, KeyCheck, row)


def note_only_needed(session: Session, kind: KeyKind, key_id: str) -> None:
    """Remember that one key alone is needed: nothing is left under those before it."""
    others = update(KeyCheck).where(col(KeyCheck.kind) == kind.value, col(KeyCheck.key_id) != key_id)
    session.execute(others.values(is_needed=False))


def keys_against_data(session: Session, secrets: Secrets) -> KeysAgainstData:
    """Try the keys on what is stored, in the tables as they are by now."""
    schema = MetaData()
    schema.reflect(session.connection())
    unreadable = [name for name in sealed_tables(schema) if holds_unreadable(session, secrets, name, schema)]
    known = PETITIONERS not in schema.tables or _knows_oldest(session, secrets, schema)
    return KeysAgainstData(
        unreadable=unreadable,
        numbers_are_known=known,
        is_marked=not unreadable
        and any(holds_marked(session, secrets, name, schema) for name in sealed_tables(schema)),
    )


def has_staff(session: Session) -> bool:
    """Check whether anybody was ever put into the directory, which the trail tells."""
    return session.execute(select(col(Staff.id)).limit(1)).first() is not None


def _knows_oldest(session: Session, secrets: Secrets, schema: MetaData) -> bool:
    """Hash the number of the oldest petitioner who was not purged. What does not open is told elsewhere."""
    table = schema.tables[PETITIONERS]
    kept = select(table.c.sealed_phone, table.c.phone_hash).where(table.c.phone_hash.not_like("purged:%"))
    oldest = session.execute(kept.order_by(table.c.id).limit(1)).first()
    try:
        return oldest is None or secrets.keyed_hash(secrets.open(oldest.sealed_phone)) == oldest.phone_hash
    except UnreadableSecret:
        return True
