"""Copying a database into an empty one, row by row, and comparing both: from SQLite to PostgreSQL, or back."""

import contextlib
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, func, inspect, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col

from bot.domain.refusals import Reason, Refused
from storage.chain_checks import ChainReport, verify_chain
from storage.chaining import CHAINS, KEYS
from storage.columns import table_of
from storage.database import (
    Database,
    holds_tables,
    is_sqlite,
    open_database,
    remove_sqlite,
    same_database,
    shown_url,
    sqlite_file,
)
from storage.errors import DatabaseError, name_of
from storage.figures.tables import ChangedDay, KeptTally
from storage.keeping.tables import Replica, Resealing, WorkPlace
from storage.key_checks import KeysAgainstData, keys_against_data
from storage.migrating import ALEMBIC, migrate_within, revision_unknown
from storage.schema import SCHEMA
from storage.secrets import Secrets
from storage.silence import silent_work
from storage.statements import BATCH, batches
from storage.tables import ChainHead, ChangeStamp, KeyCheck, OldestProgram

Row = Mapping[str, Any]
Progress = Callable[[str, int], None]
"""Told the table that is being copied, and the row it has come to."""

STAYS = (Replica, WorkPlace, KeptTally, ChangedDay, ChangeStamp)
"""Tables that are about an installation and not about its work: which bots run on it, where, what it counted."""
MADE_BY_MIGRATING = frozenset(
    table_of(each).name for each in (ChainHead, KeyCheck, OldestProgram, Replica, Resealing, WorkPlace)
)
"""Tables that may have rows in a database with which nobody has worked yet."""
SIZE = 2**256


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An empty database of this version, its transaction open: nothing of what is put in stays before the commit."""

    connection: Connection
    name: str  # its address, without password

    def commit(self) -> None:
        """Let what was put in stay.

        Raises:
            Refused: the connection is gone, or there is no room.
        """
        with errors_of_target(self.name):
            self.connection.commit()


@dataclass(slots=True)
class Sum:
    """How many rows were read, and the sum of their hashes: the same in whatever order they come."""

    rows: int = 0
    digest: int = 0

    def add(self, row: Iterable[object]) -> None:
        """Add a row."""
        words = json.dumps([*row], ensure_ascii=False, sort_keys=True, default=_as_words)
        self.rows += 1
        self.digest = (self.digest + int.from_bytes(hashlib.sha256(words.encode()).digest(), "big")) % SIZE


def _as_words(value: object) -> str:
    """Return what JSON does not know as text, each with its type: bytes, moments, days."""
    shown = value.hex() if isinstance(value, bytes | memoryview) else value.isoformat()  # type: ignore[attr-defined]
    return f"{'bytes' if isinstance(value, bytes | memoryview) else type(value).__name__}:{shown}"


@contextlib.contextmanager
def errors_of_target(name: str) -> Iterator[None]:
    """Tell what fails at the target from what fails at the source.

    Raises:
        Refused: something failed.
    """
    try:
        yield
    except SQLAlchemyError as error:
        raise Refused(Reason.TARGET_FAILED, target=name, error=name_of(getattr(error, "orig", None) or error)) from None
    except DatabaseError as error:
        raise Refused(Reason.TARGET_FAILED, target=name, error=str(error)) from None


@contextlib.contextmanager
def empty_target(url: str, *, source: str, bots_since: datetime) -> Iterator[Target]:
    """Open an empty database and give it the tables of this version, all in one transaction.

    `bots_since`: whoever has said since that they work there is at work.

    Raises:
        Refused: it is the source; it cannot be opened; it holds something, or a bot works there.
    """
    name = shown_url(url)
    if same_database(url, source):
        raise Refused(Reason.TARGET_IS_SOURCE)
    is_made = is_sqlite(url) and not sqlite_file(url).exists()
    with errors_of_target(name):
        database = open_database(url)
    try:
        with _connected(database, name) as connection:
            with errors_of_target(name), silent_work():
                _prepare(connection, name, bots_since)
            yield Target(connection=connection, name=name)
    finally:
        database.close()
        if is_made and not holds_tables(url):
            remove_sqlite(url)


@contextlib.contextmanager
def _connected(database: Database, name: str) -> Iterator[Connection]:
    with errors_of_target(name):
        connection = database.writes.connect()
    with connection:
        if connection.dialect.name == "sqlite" and connection.connection.driver_connection is not None:
            connection.connection.driver_connection.execute("PRAGMA foreign_keys = OFF")  # migrations copy tables
        yield connection


def _prepare(connection: Connection, name: str, bots_since: datetime) -> None:
    present = {*inspect(connection).get_table_names()} - {ALEMBIC}
    if present - SCHEMA.tables.keys():
        raise Refused(Reason.TARGET_NOT_EMPTY, target=name)
    if revision_unknown(connection):
        raise Refused(Reason.TARGET_NEWER, target=name)
    migrate_within(connection)
    for table in SCHEMA.sorted_tables:
        query = select(table).limit(1)
        if table.name not in MADE_BY_MIGRATING and connection.execute(query).first() is not None:
            raise Refused(Reason.TARGET_NOT_EMPTY, target=name)
    if connection.execute(select(col(Replica.id)).where(col(Replica.at) >= bots_since)).first() is not None:
        raise Refused(Reason.TARGET_AT_WORK, target=name)
    for table in reversed(SCHEMA.sorted_tables):
        if table.name in MADE_BY_MIGRATING:
            connection.execute(delete(table))


def hold_still(source: Connection) -> None:
    """Let nobody change anything until the transaction ends. SQLite's one writer is alone already.

    Raises:
        Refused: it has tables or columns that this program does not know.
    """
    if revision_unknown(source):
        raise Refused(Reason.SOURCE_NEWER)
    if source.dialect.name == "postgresql":
        names = ", ".join(f'"{table.name}"' for table in SCHEMA.sorted_tables)
        source.execute(text(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE"))


def copy_rows(source: Connection, target: Target, progress: Progress) -> Mapping[str, Sum]:
    """Copy every row of every table. Returns what was read of each.

    Raises:
        Refused: the target takes it no more; nothing of it stays there.
    """
    sums: dict[str, Sum] = {}
    for table in _moved_tables():
        sums[table.name] = read = Sum()
        later: list[Row] = []
        for part in batches(_rows_of(source, table, read)):
            with errors_of_target(target.name):
                target.connection.execute(table.insert(), [_for_now(table, row, later) for row in part])
            progress(table.name, read.rows)
        with errors_of_target(target.name):
            _refer_to_own(target.connection, table, later)
            _go_on_counting(target.connection, table)
    with errors_of_target(target.name):
        target.connection.execute(delete(table_of(ChangedDay)))  # nothing is kept there that it could change
    return sums


def differing_tables(target: Target, sums: Mapping[str, Sum], progress: Progress) -> Sequence[str]:
    """Read everything at the target again. Returns the tables of which it is not what was read at the source."""
    wrong = []
    for table in _moved_tables():
        with errors_of_target(target.name):
            found = Sum()
            for part in batches(_rows_of(target.connection, table, found)):
                progress(table.name, len(part))
        if found != sums[table.name]:
            wrong.append(table.name)
    return wrong


def chains_at(target: Target, secrets: Secrets) -> Sequence[ChainReport]:
    """Verify both chains at the target."""
    with errors_of_target(target.name), _session_at(target, secrets) as session:
        return [verify_chain(session, name) for name in CHAINS]


def keys_at(target: Target, secrets: Secrets) -> KeysAgainstData:
    """Try the keys on what stands at the target."""
    with errors_of_target(target.name), _session_at(target, secrets) as session:
        return keys_against_data(session, secrets)


def _session_at(target: Target, secrets: Secrets) -> Session:
    return Session(target.connection, info={KEYS: secrets.chain_keys})


def _moved_tables() -> Sequence[Table]:
    stays = {table_of(each) for each in STAYS}
    return [table for table in SCHEMA.sorted_tables if table not in stays]


def _rows_of(connection: Connection, table: Table, read: Sum) -> Iterator[Row]:
    query = select(table).order_by(*table.primary_key)
    for row in connection.execute(query, execution_options={"yield_per": BATCH}).mappings():
        read.add(row.values())
        yield {**row}


def _own_references(table: Table) -> list[str]:
    return [each.parent.name for each in table.foreign_keys if each.column.table is table]


def _for_now(table: Table, row: Row, later: list[Row]) -> Row:
    """Leave out references to other rows of the same table: they may not be there yet."""
    own = _own_references(table)
    if any(row[name] is not None for name in own):
        later.append({f"own_{name}": row[name] for name in own} | {"of": row["id"]})
    return {**row, **dict.fromkeys(own)}


def _refer_to_own(connection: Connection, table: Table, later: Sequence[Row]) -> None:
    names: Row = {name: bindparam(f"own_{name}") for name in _own_references(table)}
    for part in batches(later):
        connection.execute(table.update().where(table.c.id == bindparam("of")).values(**names), part)


def _go_on_counting(connection: Connection, table: Table) -> None:
    """Let PostgreSQL give new rows the ids after those that were brought. SQLite does by itself."""
    if connection.dialect.name != "postgresql" or "id" not in table.columns:
        return
    last = select(func.max(table.c.id)).scalar_subquery()
    sequence = func.pg_get_serial_sequence(f'"{table.name}"', "id")
    connection.execute(select(func.setval(sequence, func.greatest(last, 1), func.coalesce(last, 0) > 0)))
