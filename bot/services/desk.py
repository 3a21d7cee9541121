"""The desk: runs each use case in a worker thread as one transaction (decision 1)."""

import asyncio
import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import ContextVar, copy_context
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any, Concatenate, Generic, NoReturn, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine
from sqlmodel import Session

from bot.domain.calendar import SEOUL, WorkingCalendar
from bot.domain.refusals import Reason, Refused
from bot.domain.station import Station
from bot.domain.trail import UNKNOWN_ORIGIN, Origin
from bot.services.unit import Unit
from storage.chaining import KEYS
from storage.compacting import write_anew
from storage.database import Database, savepoint, write_through
from storage.errors import (
    READ_ONLY,
    DatabaseBusy,
    DatabaseCopied,
    DatabaseDamaged,
    DatabaseError,
    DatabaseFull,
    DatabaseInDoubt,
    commit_errors,
    database_errors,
)
from storage.outbox import has_announced
from storage.requests import note_request
from storage.secrets import Secrets, random_number
from storage.silence import last_words
from storage.unwritten import Left, go_on_with, left_by

__all__ = [
    "ORIGIN",
    "REQUEST",
    "DatabaseBusy",
    "DatabaseCopied",
    "DatabaseDamaged",
    "DatabaseError",
    "DatabaseFull",
    "DatabaseInDoubt",
    "Desk",
    "Request",
]

P = ParamSpec("P")
T = TypeVar("T")
READERS = 4
MOST_TOGETHER = 20
"""How many turns share one commit: nobody waits longer for it than for so many."""
TAKERS = 2
"""How many take turns at once where several may write: one works while the other's commit is under way."""
FINISH_SECONDS = 1.0
"""How long use cases that are under way may go on when the desk is closed."""


@dataclass(slots=True)
class Request:
    """A request of Slack's, known by its own id, and how many turns it has had at the desk."""

    id: str
    turns: int = 0

    def take_turn(self) -> str:
        """Return the key of the next turn: the same again when the request comes again."""
        self.turns += 1
        return f"{self.id}:{self.turns}"


REQUEST: ContextVar[Request | None] = ContextVar("request", default=None)
"""The request that is being served: each turn of it is done once, in whatever process."""
ORIGIN: ContextVar[Origin] = ContextVar("origin", default=UNKNOWN_ORIGIN)
"""From where whoever is being served acts: the access log keeps it."""


class Turn(Generic[T]):
    """A use case that waits for its turn, in the context of whoever asked for it."""

    def __init__(self, use_case: Callable[[Unit], T]) -> None:
        self.use_case = use_case
        self.context = copy_context()
        self.result: Future[T] = Future()

    def settle(self, answer: Callable[[], T]) -> None:
        """Give the result, or what was raised, to whoever waits."""
        try:
            self.result.set_result(answer())
        except Exception as error:  # noqa: BLE001 — raised where somebody waits for it
            self.result.set_exception(error)


class Desk:
    """Where use cases are done. `do` may change things, `look` only reads; with `_now` they need no event loop.

    `write` and `read` are the same for a single function of storage, which needs no use case around it.
    """

    def __init__(
        self,
        database: Database,
        secrets: Secrets,
        station: Station,
        calendar: WorkingCalendar,
        now: Callable[[], datetime],
    ) -> None:
        self.station = station
        self.calendar = calendar
        self.secrets = secrets
        self.now = now
        self.draw_number = random_number
        self.is_copy = False  # of a database that a bot works on: it is only read
        self.is_full = False  # there was no room on the disk when somebody wanted to store something
        self._database = database
        self._waiting: deque[Turn[Any]] = deque()
        self._listeners: list[Callable[[], None]] = []
        self._writers = ThreadPoolExecutor(database.writers, thread_name_prefix="desk-write")
        self._takers = self._writers if self.is_alone else ThreadPoolExecutor(TAKERS, thread_name_prefix="desk-turn")
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="desk-read")

    @property
    def today(self) -> date:
        """The Seoul date of now."""
        return self.now().astimezone(SEOUL).date()

    @property
    def is_alone(self) -> bool:
        """Whether no other process can be running on this database: SQLite is for one bot."""
        return self._database.writers == 1

    async def do(self, use_case: Callable[Concatenate[Unit, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a use case and commit what it did; nothing of it stays when it raises.

        Raises:
            Refused: this turn of the request that is being served was done before.
            DatabaseBusy, DatabaseFull, DatabaseInDoubt, DatabaseError: as every way to change something here.
        """
        request = REQUEST.get()
        if request is None:
            work = partial(self.do_now, use_case, *args, **kwargs)
            return await asyncio.get_running_loop().run_in_executor(self._writers, copy_context().run, work)
        key = request.take_turn()
        turn = Turn(lambda unit: _once(key, use_case, unit, *args, **kwargs))
        self._waiting.append(turn)
        asyncio.get_running_loop().run_in_executor(self._takers, self._take_turns)
        return await asyncio.wrap_future(turn.result)

    async def do_last(self, use_case: Callable[Concatenate[Unit, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a use case although the last call was made: what was broken off is over, and may be noted."""
        await self.rest()
        with last_words(FINISH_SECONDS):
            return await self.do(use_case, *args, **kwargs)

    async def look(self, use_case: Callable[Concatenate[Unit, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a use case that only reads."""
        work = partial(self._look, use_case, *args, **kwargs)
        return await asyncio.get_running_loop().run_in_executor(self._readers, work)

    async def write(self, change: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a function of storage that changes rows, and commit."""
        work = partial(self._run, self._database.writes, lambda unit: change(unit.session, *args, **kwargs))
        return await asyncio.get_running_loop().run_in_executor(self._writers, work)

    async def read(self, query: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a function of storage that only reads."""
        work = partial(self._look, lambda unit: query(unit.session, *args, **kwargs))
        return await asyncio.get_running_loop().run_in_executor(self._readers, work)

    def do_now(self, use_case: Callable[Concatenate[Unit, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a use case in this thread."""
        return self._run(self._database.writes, use_case, *args, **kwargs)

    def look_now(self, use_case: Callable[Concatenate[Unit, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a use case that only reads in this thread."""
        return self._look(use_case, *args, **kwargs)

    def _take_turns(self) -> None:
        """Take the turns that wait: they share a commit."""
        taken = [self._waiting.popleft() for _ in range(min(len(self._waiting), MOST_TOGETHER))]
        turns = [turn for turn in taken if turn.result.set_running_or_notify_cancel()]
        if len(turns) > 1 and self._done_together(turns):
            return
        for turn in turns:
            turn.settle(partial(turn.context.run, self._run, self._database.writes, turn.use_case))

    def _done_together(self, turns: Sequence["Turn[Any]"]) -> bool:
        """Do turns in one transaction, each in a savepoint of its own, and answer nobody before it is committed.

        False: the database failed, and nothing of any of them stays.
        """
        try:
            with database_errors(), self._database.writes.connect() as connection:
                together = connection.begin()
                outcomes, has_announced = self._do_parts(connection, turns)
                with commit_errors():
                    together.commit()
        except DatabaseInDoubt as error:
            outcomes, has_announced = [partial(_raise, error)] * len(turns), False
        except DatabaseError:
            return False
        if has_announced:
            self._tell()
        for turn, answer in zip(turns, outcomes, strict=True):
            turn.settle(answer)
        return True

    def _do_parts(
        self, connection: Connection, turns: Sequence["Turn[Any]"]
    ) -> tuple[Sequence[Callable[[], Any]], bool]:
        """Do turns, then write what they left, all at once: the answer to each, and whether any announced."""
        left: Left = {}
        outcomes: list[Callable[[], Any]] = []
        for turn in turns:
            try:
                result, left = turn.context.run(self._part, connection, turn.use_case, left)
                outcomes.append(partial(_same, result))
            except DatabaseError:
                raise
            except Exception as error:  # noqa: BLE001 — of one turn alone: its savepoint is gone
                outcomes.append(partial(_raise, error))
        return outcomes, self._settle(connection, left)

    def _settle(self, connection: Connection, left: Left) -> bool:
        """Write what turns left. Returns whether any of them announced."""
        with database_errors(), self._session(connection) as session:
            go_on_with(session, left)
            self._unit(session).settle()
        return has_announced(session)

    def _part(self, connection: Connection, use_case: Callable[[Unit], T], left: Left) -> tuple[T, Left]:
        """Do a turn in a savepoint: its result, and what it and those before it leave to be written."""
        with database_errors(), savepoint(connection), self._session(connection) as session:
            go_on_with(session, left)
            result = use_case(self._unit(session))
            session.flush()
        return result, left_by(session)

    def _run(self, engine: Engine, use_case: Callable[Concatenate[Unit, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            result, has_announced = self._done(engine, use_case, *args, **kwargs)
        except DatabaseFull:
            self.is_full = True
            raise
        except DatabaseBusy as error:
            if self.is_copy and str(error) == READ_ONLY:
                raise DatabaseCopied(READ_ONLY) from None
            raise
        if has_announced:
            self._tell()
        return result

    def _done(
        self, bind: Engine | Connection, use_case: Callable[Concatenate[Unit, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> tuple[T, bool]:
        """Do a use case and commit it, on a connection in a savepoint: its result, and whether it announced."""
        with database_errors(), self._session(bind) as session:
            unit = self._unit(session)
            result = use_case(unit, *args, **kwargs)
            unit.settle()
            with commit_errors():
                session.commit()
        return result, has_announced(session)

    def _tell(self) -> None:
        self.is_full = False
        for listener in self._listeners:
            listener()

    def _look(self, use_case: Callable[Concatenate[Unit, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        with database_errors(), self._session(self._database.reads) as session, session.begin():
            unit = self._unit(session)
            result = use_case(unit, *args, **kwargs)
            unit.settle()
            return result

    def _unit(self, session: Session) -> Unit:
        return Unit(
            session=session,
            now=self.now(),
            station=self.station,
            shipped_calendar=self.calendar,
            secrets=self.secrets,
            draw_number=self.draw_number,
            origin=ORIGIN.get(),
        )

    def _session(self, bind: Engine | Connection) -> Session:
        options: dict[str, Any] = {"expire_on_commit": False, "join_transaction_mode": "rollback_only"}
        return Session(bind, info={KEYS: self.secrets.chain_keys}, **options)

    def write_anew(self, tables: tuple[str, ...]) -> None:
        """Write the database's files anew, so that nothing is left in them of what these tables held before.

        Raises:
            DatabaseBusy: somebody else is at work on it, or there is no room.
        """
        write_anew(self._database, tables)

    def write_through(self) -> None:
        """Let SQLite's file itself hold what was written, and not its log of writes alone."""
        write_through(self._database)

    async def rest(self) -> None:
        """Wait until the use cases that were begun are done."""
        loop = asyncio.get_running_loop()
        threads = [self._writers] * self._database.writers + [self._takers] * TAKERS
        await asyncio.gather(*(loop.run_in_executor(each, _nothing) for each in threads))

    def on_notice(self, listener: Callable[[], None]) -> None:
        """Call a listener, in the worker thread, after each commit that left a notice."""
        self._listeners.append(listener)

    def last_call(self, seconds: float) -> threading.Timer:
        """Return what breaks off, some seconds after it is started, all that is under way; nothing of that stays."""
        timer = threading.Timer(seconds, self._database.patience.end)
        timer.daemon = True
        return timer

    def close(self) -> None:
        """Let running use cases finish, but not for long, and close the database."""
        last_call = self.last_call(FINISH_SECONDS)
        last_call.start()
        self._takers.shutdown()
        self._writers.shutdown()
        self._readers.shutdown()
        last_call.cancel()
        self._database.close()


def _once(key: str, use_case: Callable[Concatenate[Unit, P], T], unit: Unit, /, *args: P.args, **kwargs: P.kwargs) -> T:
    if not note_request(unit.session, key, unit.now):
        raise Refused(Reason.REPEATED)
    return use_case(unit, *args, **kwargs)


def _same(result: T) -> T:
    return result


def _raise(error: Exception) -> NoReturn:
    raise error


def _nothing() -> None:
    """Take a writer's turn."""
