"""What the database can raise, by our own names: nobody above storage knows SQLAlchemy's."""

import contextlib
from collections.abc import Callable, Iterator

from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError


class DatabaseError(Exception):
    """The database failed. The message is the driver's name for it ("SQLITE_CANTOPEN"): its words may be personal."""


class DatabaseBusy(DatabaseError):
    """The database is locked, full or away: nothing was changed, and the same may succeed in a moment."""


class DatabaseFull(DatabaseBusy):
    """There is no room on the database's disk: nothing was changed, and nothing will be until somebody makes room."""


class DatabaseCopied(DatabaseError):
    """The database is a copy of one that a bot works on: it may be read, and nothing was changed."""


class DatabaseDamaged(DatabaseError):
    """The file is no database, or a broken one: a backup has to take its place."""


class DatabaseInDoubt(DatabaseError):
    """The connection was lost while the database committed: nobody knows whether it did."""


READ_ONLY = "SQLITE_READONLY"
LOCKED = {"SQLITE_BUSY", "SQLITE_LOCKED"}
DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
"""How such a name begins."""
DEADLOCK = "DeadlockDetected"
MOST_TURNS = 5
FULL = {"SQLITE_FULL", "SQLITE_IOERR_SHMSIZE", "DiskFull"}


@contextlib.contextmanager
def database_errors() -> Iterator[None]:
    """Raise what SQLAlchemy raises in the block as errors of our own.

    They keep its traceback and leave out its message, which quotes the statement and its parameters.

    Raises:
        DatabaseFull: there is no room.
        DatabaseBusy: it may succeed in a moment.
        DatabaseDamaged: the file is broken.
        DatabaseError: anything else.
    """
    try:
        yield
    except SQLAlchemyError as error:
        name = name_of(getattr(error, "orig", None) or error)
        busy = DatabaseBusy if isinstance(error, OperationalError) else DatabaseError
        kind = DatabaseFull if name in FULL else DatabaseDamaged if name.startswith(DAMAGED) else busy
        raise kind(name).with_traceback(error.__traceback__) from None


def beside_others(work: Callable[[], None]) -> None:
    """Do work that may be begun again as a whole: PostgreSQL ends one of two that wait for each other."""
    for _ in range(MOST_TURNS - 1):
        try:
            return work()
        except DatabaseBusy as error:
            if str(error) != DEADLOCK:
                raise
    return work()


@contextlib.contextmanager
def commit_errors() -> Iterator[None]:
    """Raise what SQLAlchemy raises in a commit.

    Raises:
        DatabaseInDoubt: the connection is gone.
    """
    try:
        yield
    except DBAPIError as error:
        if error.connection_invalidated:
            raise DatabaseInDoubt(name_of(error.orig or error)) from None
        raise


def name_of(error: BaseException) -> str:
    """Return the driver's name for an error: SQLite's own, or that of the class."""
    return getattr(error, "sqlite_errorname", None) or type(error).__name__
