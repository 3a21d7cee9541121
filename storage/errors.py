"""What the database can raise, by our own names: nobody above storage knows SQLAlchemy's."""

import contextlib
from collections.abc import Iterator

from sqlalchemy.exc import OperationalError, SQLAlchemyError


class DatabaseError(Exception):
    """The database failed. The message is the kind of failure alone, for the log.

    `told` is what the driver said, for whoever sits at the console: it may quote values, which may be personal.
    """

    def __init__(self, kind: str, told: str = "") -> None:
        super().__init__(kind)
        self.told = told or kind


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
        ours = kind(type(cause or error).__name__, str(cause or ""))
        raise ours.with_traceback(error.__traceback__) from None
