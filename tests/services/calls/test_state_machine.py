"""The desk under clicks, ticks and crashes in any order, on both databases.

It holds: one owner; every state legal; nothing lost; people told once; every look at a number logged.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import func, select

from bot.clock import MovableClock
from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.results import Result
from bot.domain.calls.states import CallState, Outcome
from bot.domain.refusals import FormRefused, Refused
from bot.services.calls import claiming, recording
from bot.services.calls.boards import post_morning_when_due
from bot.services.desk import Desk
from bot.services.unit import Unit
from bot.serving.jobs import JOBS
from storage.calls.tables import Attempt, Board, Call
from storage.chain_checks import verify_chain
from storage.chaining import CHAINS
from storage.lists.tables import Visit
from storage.outbox import NoticeState
from storage.people.tables import Petitioner
from storage.posts import Posted
from storage.tables import AccessLog, JobRun, Notice
from tests.steps.builders import KIM, LEE, MONDAY, PARK, seoul, visitor
from tests.steps.deliveries import note_sent, take_notice, take_up_stranded
from tests.steps.desks import bring_list, hire, make_desk, operator

OPERATORS = (KIM, LEE, PARK)
WHO = st.sampled_from(OPERATORS)
NUMBERS = st.integers(1, 9)


class CrashError(Exception):
    """The process dies in the middle of a transaction."""


class DeskMachine(RuleBasedStateMachine):
    """People, time and crashes against one desk."""

    open_desk: Callable[[], tuple[Desk, MovableClock]]

    @initialize()
    def open(self) -> None:
        """Open a fresh desk."""
        self.desk, self.clock = type(self).open_desk()
        self.clock.set(seoul(MONDAY, 8, 30))
        self.days: dict[int, str] = {}
        self.looks: Counter[str] = Counter()
        self.recorded = 0
        hire(self.desk, *(operator(who) for who in OPERATORS))
        self.a_list_comes(3)
        self.desk.do_now(post_morning_when_due)

    def teardown(self) -> None:
        """Close the desk."""
        if hasattr(self, "desk"):
            self.desk.close()

    def tries(self, work: Callable[..., Any], **asked: Any) -> bool:
        """Do something that may be refused, but never fail."""
        try:
            self.desk.do_now(work, **asked)
        except (Refused, FormRefused):
            return False
        return True

    @rule(count=st.integers(1, 3))
    def a_list_comes(self, count: int) -> None:
        """Some visitors of yesterday, and the last one of the list before."""
        yesterday = self.desk.today - timedelta(days=1)
        rows = range(max(len(self.days), 1), max(len(self.days), 1) + count)
        for number in rows:
            self.days.setdefault(number, yesterday.isoformat())
        bring_list(self.desk, [visitor(n, 방문일시=self.days[n], 담당부서="수사과", 담당자="") for n in rows])

    @rule(who=WHO, number=NUMBERS)
    def claims(self, who: str, number: int) -> None:
        """Somebody claims a call."""
        self.looks[who] += self.tries(claiming.claim_call, by=who, number=number)

    @rule(who=WHO)
    def claims_next(self, who: str) -> None:
        """Somebody claims what comes next."""
        self.looks[who] += self.tries(claiming.claim_next, by=who)

    @rule(who=WHO, number=NUMBERS)
    def releases(self, who: str, number: int) -> None:
        """Somebody lays a call down."""
        self.tries(claiming.release_call, by=who, number=number)

    @rule(who=WHO, number=NUMBERS, how=st.sampled_from(Disposition), minutes=st.integers(-60, 3 * 24 * 60))
    def records(self, who: str, number: int, how: Disposition, minutes: int) -> None:
        """Somebody records a result."""
        at = self.clock() + timedelta(minutes=minutes)
        result = Result(disposition=how, outcome=Outcome.SATISFIED, callback_at=at, warned=True)
        self.recorded += self.tries(recording.record_result, by=who, number=number, result=result)

    @rule(minutes=st.integers(1, 26 * 60))
    def time_passes(self, minutes: int) -> None:
        """The clock moves and every job ticks."""
        self.clock.advance(timedelta(minutes=minutes))
        for job in JOBS:
            self.desk.do_now(job)

    @rule(who=WHO, number=NUMBERS)
    def the_process_dies_while_claiming(self, who: str, number: int) -> None:
        """A claim that is done but never committed."""

        def claim_and_die(unit: Unit) -> None:
            claiming.claim_call(unit, by=who, number=number)
            raise CrashError

        with pytest.raises((CrashError, Refused)):
            self.desk.do_now(claim_and_die)

    @rule(sends=st.integers(1, 4), dies=st.booleans())
    def delivery_works(self, sends: int, *, dies: bool) -> None:
        """Notices are taken and sent; the process may die before it says so."""
        for _ in range(sends):
            sending = take_notice(self.desk)
            if sending is None or dies:
                return
            posted = Posted(channel="C", ts=f"{sending.id}.000001", digest="x")
            note_sent(self.desk, sending, posted)

    @rule()
    def delivery_restarts(self) -> None:
        """What was being sent is taken up again."""
        take_up_stranded(self.desk)

    @invariant()
    def every_call_is_in_a_legal_state_with_one_owner(self) -> None:
        """A claim has its claimant and only a claim has one; closed calls have an outcome and only they."""
        if hasattr(self, "desk"):
            self.desk.do_now(_check_calls)

    @invariant()
    def nothing_is_lost(self) -> None:
        """Every visit leads to a call, every recorded result is there, every look is logged, the chains hold."""
        if hasattr(self, "desk"):
            found = self.desk.do_now(_counts)
            assert found["visits"] == len(self.days)
            assert found["calls"] == found["petitioners"] <= max(len(self.days), 0)
            assert found["attempts"] == self.recorded
            assert found["looks"] == dict(+self.looks)
            assert found["chained"]

    @invariant()
    def everybody_is_told_once(self) -> None:
        """One morning and one end a day, one message waiting of each kind, at most one being sent."""
        if hasattr(self, "desk"):
            self.desk.do_now(_check_notices)


def _check_calls(unit: Unit) -> None:
    for call in unit.session.execute(select(Call)).scalars():
        state = CallState(call.state)
        assert (call.claimed_by is not None) == (state is CallState.CLAIMED)
        assert (call.claimed_at is not None) == (state is CallState.CLAIMED)
        assert (call.outcome is not None) == (state is CallState.CLOSED) == (call.closed_at is not None)
        assert state is not CallState.SCHEDULED or call.due_at is not None
        assert (call.board_id is None) == (call.slot is None)
        assert call.attempts <= unit.station.most_attempts


def _counts(unit: Unit) -> dict[str, Any]:
    def count(table: type) -> int:
        return int(unit.session.execute(select(func.count()).select_from(table)).scalar_one())

    looks = unit.session.execute(select(AccessLog.actor, func.count()).group_by(AccessLog.actor))  # type: ignore[call-overload]
    return {
        "visits": count(Visit),
        "calls": count(Call),
        "petitioners": count(Petitioner),
        "attempts": count(Attempt),
        "looks": {actor: number for actor, number in looks},  # noqa: C416 — rows are no pairs to mypy
        "chained": all(verify_chain(unit.session, chain).is_sound for chain in CHAINS),
    }


def _check_notices(unit: Unit) -> None:
    runs = Counter((run.job, run.day) for run in unit.session.execute(select(JobRun)).scalars())
    boards = Counter(board.day for board in unit.session.execute(select(Board)).scalars())
    states = Counter((row.message, row.state) for row in unit.session.execute(select(Notice)).scalars())
    assert all(count == 1 for count in (*runs.values(), *boards.values()))
    under_way: Counter[str] = Counter()
    for (message, state), count in states.items():
        assert state != NoticeState.PENDING or count == 1
        under_way[message] += count if state in {NoticeState.SENDING, NoticeState.AMBIGUOUS} else 0
    assert all(count <= 1 for count in under_way.values())


def _machine(open_desk: Callable[[], tuple[Desk, MovableClock]], *, examples: int, steps: int) -> None:
    class Machine(DeskMachine):
        pass

    Machine.open_desk = staticmethod(open_desk)
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
    chosen = settings(max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=checks)
    run_state_machine_as_test(Machine, settings=chosen)


_names: Iterator[int] = iter(range(1_000_000))


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_the_desk_holds_on_sqlite(sqlite_url: str, tmp_path: Path) -> None:
    empty = Path(sqlite_url.removeprefix("sqlite:///")).read_bytes()

    def open_desk() -> tuple[Desk, MovableClock]:
        path = tmp_path / f"machine{next(_names)}.db"
        path.write_bytes(empty)
        clock = MovableClock()
        return make_desk(f"sqlite:///{path}", clock), clock

    _machine(open_desk, examples=10, steps=40)


@pytest.mark.timeout(300)
def test_the_desk_holds_on_postgresql(new_postgres: Callable[[], str]) -> None:
    def open_desk() -> tuple[Desk, MovableClock]:
        clock = MovableClock()
        return make_desk(new_postgres(), clock), clock

    _machine(open_desk, examples=3, steps=40)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_the_desk_holds_for_long(new_postgres: Callable[[], str]) -> None:
    def open_desk() -> tuple[Desk, MovableClock]:
        clock = MovableClock()
        return make_desk(new_postgres(), clock), clock

    _machine(open_desk, examples=150, steps=80)
