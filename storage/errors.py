"""What the database can raise, by our own names: nobody above storage knows SQLAlchemy's."""

import contextlib
from collections.abc import Iterator

from sqlalchemy.exc import OperationalError, SQLAlchemyError


class DatabaseError(Exception):
    """The database failed. The message is the driver's name for it ("SQLITE_CANTOPEN"): its words may be personal."""


class DatabaseBusy(DatabaseError):
    """The database is locked, full or away: nothing was changed, and the same may succeed in a moment."""


@contextlib.contextmanager
def database_errors() -> Iterator[None]:
    """Raise what SQLAlchemy raises in the block as errors of our own.

    They keep its traceback and leave out its message, which quotes the statement and its parameters.

    Raises:
        DatabaseBusy: it may succeed in a moment.
        DatabaseError: anything else.
    """
    try:
        yield
    except SQLAlchemyError as error:
        cause = getattr(error, "orig", None)
        kind = DatabaseBusy if isinstance(error, OperationalError) else DatabaseError
        raise kind(name_of(cause or error)).with_traceback(error.__traceback__) from None


def name_of(error: Exception) -> str:
    """Return the driver's name for an error: SQLite's own, or that of the class."""
    return getattr(error, "sqlite_errorname", None) or type(error).__name__
