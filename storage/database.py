"""Opening the database: SQLite with WAL and one writer, PostgreSQL with a pool (decision 2)."""

import contextlib
import socket
import sqlite3
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Dialect, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.util import LRUCache

from storage.errors import DAMAGED, LOCKED, DatabaseDamaged, DatabaseError, database_errors, name_of
from storage.silence import SILENCE, Patience, postgres_engine, stop_with

BUSY_SECONDS = 5
BEGIN = "cleancall_begin"
"""The option of an engine that says how its transactions begin."""
ONLY_READS = "cleancall_only_reads"
"""Noted of a connection that may write nothing."""
POOL = 8
POSTGRESQL_PORT = 5432
OWNER_ALONE = 0o600
SUFFIXES = ("-wal", "-shm", ".lock")
"""Of files that stand beside a SQLite database."""


@dataclass(frozen=True, slots=True)
class Database:
    """Two doors to one database. On PostgreSQL they are the same."""

    writes: Engine
    reads: Engine
    writers: int  # how many transactions may write at once
    patience: Patience

    def only_read(self) -> None:
        """Let nothing be written to a SQLite database any more."""
        event.listen(self.reads, "connect", _refuse_writes)
        self.reads.dispose()  # connections are made anew

    def close(self) -> None:
        """Let go of every connection."""
        self.writes.dispose()
        self.reads.dispose()


def _refuse_writes(connection: Any, record: ConnectionPoolEntry) -> None:
    connection.execute("PRAGMA query_only = ON")
    record.info[ONLY_READS] = True


def is_sqlite(url: str) -> bool:
    """Check which of the two databases a URL names."""
    return url.partition(":")[0].partition("+")[0] == "sqlite"


def sqlite_file(url: str) -> Path:
    """Return the file behind the URL of a SQLite database."""
    return Path(make_url(url).database or "").absolute()


def shown_url(url: str) -> str:
    """Return a URL as it may be shown: without password, and without what follows a question mark."""
    parsed = _parsed(url)
    shown = URL.create(parsed.drivername, parsed.username, None, parsed.host, parsed.port, parsed.database)
    return shown.render_as_string()


def same_database(one: str, other: str) -> bool:
    """Check whether two URLs name the same database, as far as they tell."""
    if is_sqlite(one) != is_sqlite(other):
        return False
    if is_sqlite(one):
        return sqlite_file(one).resolve() == sqlite_file(other).resolve()
    return _server_place(_parsed(one)) == _server_place(_parsed(other))


def _server_place(url: URL) -> tuple[object, ...]:
    return url.host, url.port or POSTGRESQL_PORT, url.database, url.query.get("host")


def holds_tables(url: str) -> bool:
    """Check whether a SQLite file is there and holds any table."""
    file = sqlite_file(url)
    if not file.is_file():
        return False
    with contextlib.closing(sqlite3.connect(file)) as connection:
        return connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is not None


def is_open_elsewhere(url: str) -> bool:
    """Check whether any other process has a SQLite file open: it cannot leave its log of writes then.

    Raises:
        DatabaseDamaged: it is broken.
        DatabaseError: it cannot be opened.
    """
    try:
        with contextlib.closing(sqlite3.connect(sqlite_file(url), timeout=1, isolation_level=None)) as connection:
            mode: str = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
            return mode != "delete"
    except sqlite3.DatabaseError as error:
        name = name_of(error)
        if name in LOCKED:
            return True
        raise (DatabaseDamaged if name.startswith(DAMAGED) else DatabaseError)(name) from None


def remove_sqlite(url: str) -> None:
    """Remove a SQLite file with what stands beside it."""
    file = sqlite_file(url)
    for each in (file, *(file.with_name(f"{file.name}{suffix}") for suffix in SUFFIXES)):
        each.unlink(missing_ok=True)


@database_errors()
def open_database(url: str, *, silence: float = SILENCE) -> Database:
    """Open the database behind a URL. `postgresql://…` is taken to mean psycopg 3, the driver we ship.

    On SQLite a writing transaction takes the write lock when it begins, so that what it read is still true when it
    writes; the reading door never waits for it. A PostgreSQL that says nothing for some seconds is given up.

    Raises:
        DatabaseError: nothing can be opened by this URL.
        ModuleNotFoundError: the driver is not installed.
    """
    patience = Patience(silence)
    if is_sqlite(url):
        _keep_from_others(sqlite_file(url))
        engine = _open_sqlite(url)
        stop_with(patience, engine)
        return Database(engine.execution_options(**{BEGIN: "BEGIN IMMEDIATE"}), engine, writers=1, patience=patience)
    target = _parsed(url)
    if target.drivername == "postgresql":
        target = target.set(drivername="postgresql+psycopg")
    pool = {"pool_size": POOL, "max_overflow": POOL, "pool_pre_ping": True, "hide_parameters": True}
    engine = postgres_engine(target, patience, **pool)
    _share_statements(engine)
    stop_with(patience, engine)
    return Database(engine, engine, writers=POOL, patience=patience)


def _keep_from_others(file: Path) -> None:
    """Take from others than its owner what an older version left them of a database's files."""
    for each in (file, *(file.with_name(f"{file.name}{suffix}") for suffix in SUFFIXES)):
        with contextlib.suppress(OSError):  # not there, or somebody else's
            if stat.S_IMODE(each.stat().st_mode) & ~OWNER_ALONE:
                each.chmod(OWNER_ALONE)


def _parsed(url: str) -> URL:
    try:
        return make_url(url)
    except ValueError:  # its message may quote a part of the password
        raise DatabaseError("UnreadableUrl") from None


@database_errors()
def write_through(database: Database) -> None:
    """Let SQLite's file itself hold what was written, as far as nobody is reading what was there before."""
    with contextlib.closing(database.writes.raw_connection()) as connection:
        connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)")


@contextlib.contextmanager
def savepoint(connection: Connection) -> Iterator[None]:
    """Take back, when it raises, what is done within, and nothing of before.

    Of several the last one counts. SQLite keeps, of each that is open, what it would take back, in a file at last;
    PostgreSQL would be asked once more for nothing.
    """
    connection.exec_driver_sql("SAVEPOINT turn")
    try:
        yield
    except Exception:
        connection.exec_driver_sql("ROLLBACK TO SAVEPOINT turn")
        raise
    finally:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("RELEASE SAVEPOINT turn")


class AnotherProcess(Exception):
    """Another bot is running on this SQLite database."""


@contextlib.contextmanager
def one_process(url: str) -> Iterator[None]:
    """Be the only bot on a SQLite database. The locks are the system's: they go with the process, however that ends.

    One lies beside the file, by its real name; the other is a name that is made of the file itself, for a file may have
    several (hard links).

    Raises:
        AnotherProcess: there is one already.
    """
    path = make_url(url).database
    if not path or path == ":memory:":
        yield
        return
    real = Path(path).resolve()
    lock = FileLock(f"{real}.lock", timeout=0, mode=OWNER_ALONE)
    try:
        lock.acquire()
    except Timeout:
        raise AnotherProcess from None
    try:
        with _one_of_file(real):
            yield
    finally:
        lock.release()


@contextlib.contextmanager
def _one_of_file(file: Path) -> Iterator[None]:
    if not file.exists():
        yield
        return
    found = file.stat()
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as name:
        try:
            name.bind(f"\0cleancall-{found.st_dev}-{found.st_ino}")  # Linux: a name in memory, gone with the socket
        except OSError:
            raise AnotherProcess from None
        yield


_compiled: LRUCache[Any, Any] = LRUCache(2000)
_dialects: dict[URL, Dialect] = {}


def _share_statements(engine: Engine) -> None:
    """Share compiled statements among the databases of one server, and among those of SQLite.

    SQLAlchemy keeps them for each engine and for each dialect of its own; compiling takes longer than running them.
    """
    server = engine.url.set(database="")
    engine.update_execution_options(compiled_cache=_compiled)
    engine.dialect = _dialects.get(server, engine.dialect)

    @event.listens_for(engine, "connect")
    def _on_connect(_connection: Any, _record: object) -> None:
        _dialects.setdefault(server, engine.dialect)  # now it knows its server


def _open_sqlite(url: str) -> Engine:
    options = {"timeout": BUSY_SECONDS, "check_same_thread": False}
    engine = create_engine(url, connect_args=options, hide_parameters=True)
    _share_statements(engine)

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # sqlite3 must not begin transactions behind our back
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        options = {} if ONLY_READS in connection.info else connection.get_execution_options()
        connection.exec_driver_sql(options.get(BEGIN, "BEGIN"))

    return engine


PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    f"busy_timeout = {BUSY_SECONDS * 1000}",
    "secure_delete = ON",
)
