"""Connections to PostgreSQL that are given up when the network falls silent, or when there is no more time to wait.

Keepalives find out that the other end of a line is gone, but not that something on the way takes everything and passes
nothing on. So every wait for an answer has an end here.
"""

import contextlib
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextvars import ContextVar
from typing import Any, TypeVar

from sqlalchemy import URL, Engine, create_engine, event

from storage.errors import DatabaseBusy

T = TypeVar("T")

SILENCE = 30.0
"""Seconds without a byte from the server, in the middle of a question, after which a connection is given up."""
CONNECTING = 5
IDLE_TRANSACTION = 60
"""Seconds after which the server ends a transaction in which nothing is asked any more: its rows are locked."""
LINE = {
    "connect_timeout": CONNECTING,
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
"""What libpq and the system do to notice that a line is dead. An address may say otherwise."""
SERVER = f"""
SET idle_in_transaction_session_timeout = '{IDLE_TRANSACTION}s';
SET tcp_keepalives_idle = 15; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3
"""

_may_be_silent: ContextVar[bool] = ContextVar("may_be_silent", default=False)
_heard_until: ContextVar[float] = ContextVar("heard_until", default=0.0)


@contextlib.contextmanager
def silent_work() -> Iterator[None]:
    """Wait as long as it takes: of a statement on whole tables the server says nothing until it is done."""
    token = _may_be_silent.set(True)
    try:
        yield
    finally:
        _may_be_silent.reset(token)


@contextlib.contextmanager
def last_words(seconds: float) -> Iterator[None]:
    """Be heard for some seconds though patience is over: to note what was broken off."""
    token = _heard_until.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _heard_until.reset(token)


class Patience:
    """How long one process waits for the database. When it is over nothing is waited for, and nothing new begun."""

    def __init__(self, silence: float = SILENCE) -> None:
        self._silence = silence
        self._is_over = threading.Event()

    def end(self) -> None:
        """Wait no more: whatever is under way is broken off, and nothing of it stays."""
        self._is_over.set()

    def check(self) -> None:
        """Refuse to begin anything when it is over.

        Raises:
            DatabaseBusy: it is.
        """
        if self._is_over.is_set() and time.monotonic() > _heard_until.get():
            raise DatabaseBusy("Stopping")

    def watched(self, answer: Generator[T, int, Any]) -> Generator[T, int, Any]:
        """Wait for an answer as psycopg does, by steps, each of which brings something or tells that nothing came.

        Raises:
            DatabaseBusy: nothing came for too long.
        """
        heard_at, may_be_silent = time.monotonic(), _may_be_silent.get()
        try:
            wanted = next(answer)
            while True:
                something = yield wanted
                now = time.monotonic()
                heard_at = now if something else heard_at
                self.check()
                if now - heard_at > self._silence and not may_be_silent:
                    raise DatabaseBusy("Silent")
                wanted = answer.send(something)
        except StopIteration as done:
            return done.value


def postgres_engine(url: URL, patience: Patience, **options: Any) -> Engine:
    """Make an engine for PostgreSQL whose connections notice dead lines and wait with patience."""

    def connect() -> Any:
        args, known = engine.dialect.create_connect_args(url)
        return connection_of(*args, **{**LINE, **known})

    engine = create_engine(url, creator=connect, **options)
    connection_of = _watched(engine.dialect.loaded_dbapi, patience)

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: object) -> None:
        connection.execute(SERVER)
        connection.commit()

    return engine


def _watched(psycopg: Any, patience: Patience) -> Callable[..., Any]:
    """Return how to make connections that wait with patience, and are closed when it is over."""

    class WatchedConnection(psycopg.Connection):  # type: ignore[misc]  # the driver is an extra
        def wait(self, answer: Generator[Any, int, Any], *args: Any, **options: Any) -> Any:
            try:
                return super().wait(patience.watched(answer), *args, **options)
            except DatabaseBusy as error:
                self.pgconn.finish()
                raise psycopg.OperationalError(str(error)) from None

    connect: Callable[..., Any] = WatchedConnection.connect
    return connect


def stop_with(patience: Patience, engine: Engine) -> None:
    """Begin no statement when patience is over."""

    @event.listens_for(engine, "before_cursor_execute")
    def _on_statement(*_about: object) -> None:
        patience.check()
