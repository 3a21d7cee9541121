"""A grievance under every role acting in any order, on both databases.

It holds: the accused is never told; closed means that a reply is recorded; every phone shown is logged; the due date
never moves by itself; a grievance under way always has somebody.
"""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import func, select

from bot.clock import MovableClock
from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.results import MoneyAnswer, Result
from bot.domain.calls.states import Outcome
from bot.domain.grievances.delays import Delay, DelayKind, DelayReason
from bot.domain.grievances.filing import Filing
from bot.domain.grievances.kinds import Category, Kind, RootCause, Severity, Track
from bot.domain.grievances.replies import CloseResult, Reply
from bot.domain.grievances.states import GrievanceState
from bot.domain.people.cards import Absence
from bot.domain.people.duty import Duty
from bot.domain.refusals import FormRefused, Refused
from bot.domain.roles import Role
from bot.services.calls import claiming
from bot.services.desk import Desk
from bot.services.grievances import delays, filing, handling, history, replying, rerouting
from bot.services.home import see_home
from bot.services.people import absences
from bot.services.people.directory import as_choice
from bot.services.unit import Unit
from bot.serving.jobs import JOBS
from storage.grievances.tables import Grievance, GrievanceReply
from storage.people.queries import staff_by_slack_id
from storage.people.tables import Staff
from storage.tables import AccessLog, Notice
from tests.steps.builders import KIM, LEE, MONDAY, seoul, visitor
from tests.steps.desks import bring_list, hire, make_desk, operator

ACCUSED, HEAD, OTHER_HEAD, AUDIT, SUPERVISOR = "U0JUNG", "U0YOON", "U0BAEK", "U0HAN", "U0OH"
EVERYBODY = (KIM, LEE, ACCUSED, HEAD, OTHER_HEAD, AUDIT, SUPERVISOR, "U0NOBODY")
WHO = st.sampled_from(EVERYBODY)
NUMBER = st.integers(1, 6)
REPLIES = st.builds(
    Reply,
    result=st.sampled_from(CloseResult),
    method=st.just("phone"),
    words=st.sampled_from(["", "설명함"]),
    remedy=st.sampled_from(["", "이의신청 안내"]),
    told_on=st.sampled_from([MONDAY, MONDAY + timedelta(days=400)]),
    handler=st.just("교통과 정교통"),
    contact=st.just("02-0000-0112"),
    root_causes=st.sampled_from([(), (RootCause.UNFOUNDED,)]),
    petitioner_view=st.just("안내를 받지 못했다"),
    officer_view=st.just("문자로 안내했다"),
    complaint=st.sampled_from(["", "여전히 설명이 없다"]),
)


class GrievanceMachine(RuleBasedStateMachine):
    """People of every role against a few grievances."""

    open_desk: Callable[[], tuple[Desk, MovableClock]]

    @initialize()
    def open(self) -> None:
        """Open a fresh desk with four calls about an officer of 교통과."""
        self.desk, self.clock = type(self).open_desk()
        self.clock.set(seoul(MONDAY, 9, 40))
        self.shown = 0
        self.is_changed = True  # since the grievances were last looked through
        self.due: dict[int, date] = {}
        hire(
            self.desk,
            operator(KIM),
            operator(LEE),
            operator(ACCUSED, name="정교통", department="교통과", roles=[Role.OFFICER.value, Role.SUPERVISOR.value]),
            operator(HEAD, name="윤과장", department="교통과", roles=[Role.HEAD.value]),
            operator(OTHER_HEAD, name="백과장", department="수사과", roles=[Role.HEAD.value]),
            operator(AUDIT, name="한감사", roles=[Role.AUDIT.value]),
            operator(SUPERVISOR, name="오감독", roles=[Role.SUPERVISOR.value]),
        )
        bring_list(self.desk, [visitor(number) for number in range(1, 5)])

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
        self.is_changed = True
        return True

    @rule(
        by=st.sampled_from([KIM, LEE]),
        number=NUMBER,
        kind=st.sampled_from(Kind),
        money=st.sampled_from(MoneyAnswer),
        may_tell=st.booleans(),
        direct=st.booleans(),
    )
    def files(self, by: str, number: int, kind: Kind, money: MoneyAnswer, *, may_tell: bool, direct: bool) -> None:
        """An operator claims a call and files a grievance."""
        chosen = Filing(
            kind=kind,
            category=Category.RUDENESS,
            severity=Severity.S3,
            may_tell_officer=may_tell,
            direct_consent=direct,
        )
        result = Result(
            disposition=Disposition.ANSWERED, outcome=Outcome.GRIEVANCE_FILED, words="설명이 없었다", money=money
        )
        self.shown += self.tries(claiming.claim_call, by=by, number=number)
        if self.tries(filing.begin_filing, by=by, number=number, result=result, filing=chosen):
            self.tries(filing.file_grievance, by=by, number=number, filing=chosen)

    @rule(by=WHO, number=NUMBER, words=st.sampled_from(["", "답변드립니다"]))
    def acts_as_recipient(self, by: str, number: int, words: str) -> None:
        """Somebody acknowledges, answers."""
        self.tries(handling.acknowledge, by=by, grievance_id=number)
        self.tries(handling.answer, by=by, grievance_id=number, words=words)

    @rule(by=WHO, number=NUMBER)
    def passes_on(self, by: str, number: int) -> None:
        """Somebody says that it is not theirs."""
        self.tries(rerouting.decline, by=by, grievance_id=number, reason="다른 부서 소관")

    @rule(by=WHO, number=NUMBER)
    def looks_for_the_number(self, by: str, number: int) -> None:
        """Somebody asks for the petitioner's number, in every way there is."""
        self.shown += self.tries(handling.reveal_for_direct_call, by=by, grievance_id=number)
        self.shown += self.tries(replying.reveal_for_reply, by=by, grievance_id=number)

    @rule(by=WHO, number=NUMBER, reply=REPLIES)
    def replies(self, by: str, number: int, reply: Reply) -> None:
        """Somebody records what the petitioner was told."""
        self.tries(replying.record_reply, by=by, grievance_id=number, reply=reply)

    @rule(by=WHO, number=NUMBER, kind=st.sampled_from(DelayKind), days=st.integers(-3, 30), consent=st.booleans())
    def asks_for_more_time(self, by: str, number: int, kind: DelayKind, days: int, *, consent: bool) -> None:
        """Somebody asks for a later due date: the only way that one moves."""
        until = self.desk.today + timedelta(days=days)
        asked = Delay(kind=kind, reason=DelayReason.FACT_CHECK, until=until, consent=consent)
        if self.tries(delays.delay_grievance, by=by, grievance_id=number, delay=asked):
            later = self.desk.do_now(_due_on, grievance_id=number)
            assert later >= self.due.pop(number)

    @rule(by=WHO, number=NUMBER, words=st.sampled_from(["", "여전히 설명이 없다"]))
    def withdraws_or_comes_again(self, by: str, number: int, words: str) -> None:
        """A petitioner withdraws, or is still not satisfied, as somebody says."""
        self.tries(replying.withdraw, by=by, grievance_id=number, words=words)
        self.tries(replying.take_up_again, by=by, grievance_id=number, words=words)

    @rule(by=WHO, deputy=WHO)
    def goes_on_leave(self, by: str, deputy: str) -> None:
        """Somebody is away, with anybody as deputy: the accused too."""
        person = self.desk.do_now(_member, slack_id=deputy)
        chosen = None if person is None else as_choice(person)
        today = self.desk.today
        noted = Absence(first=today, last=today + timedelta(days=3), duty=Duty.AWAY, deputy=chosen)
        self.tries(absences.note_absence, by=by, absence=noted)

    @rule(who=st.sampled_from([ACCUSED, HEAD, AUDIT]))
    def leaves_the_workspace(self, who: str) -> None:
        """Slack no longer knows somebody; a new list brings their account back."""
        member = self.desk.do_now(_member, slack_id=who)
        self.desk.do_now(rerouting.lose_account, slack_id=who)
        if member is not None:
            facts = {"name": member.name, "department": member.department, "roles": member.roles}
            hire(self.desk, operator(who, **facts))
        self.is_changed = True

    @rule(hours=st.integers(1, 60))
    def time_passes(self, hours: int) -> None:
        """The clock moves and every job ticks."""
        self.clock.advance(timedelta(hours=hours))
        for job in JOBS:
            self.desk.do_now(job)
        self.is_changed = True

    @invariant()
    def every_grievance_stands_right(self) -> None:
        """After every change: closed means replied, and so on; the accused and their line learn nothing."""
        if hasattr(self, "desk") and self.is_changed:
            self.desk.do_now(_stands_right, due=self.due)
            self.desk.do_now(_learn_nothing)
            self.is_changed = False

    @invariant()
    def every_look_is_logged(self) -> None:
        """Each number that was shown is in the access log, and none that was refused."""
        if hasattr(self, "desk"):
            assert self.desk.do_now(_looks) == self.shown


def _learn_nothing(unit: Unit) -> None:
    """No notice, no card, no list of the audit track for the accused, their head, or a plain supervisor."""
    secret = {row.key for row in unit.session.execute(select(Grievance)).scalars() if row.track == Track.AUDIT}
    told = [(row.recipient, row.ref) for row in unit.session.execute(select(Notice)).scalars()] if secret else ()
    for person in (ACCUSED, HEAD, OTHER_HEAD) if secret else ():
        assert not {ref.partition(":")[0] for recipient, ref in told if recipient == person} & {*map(str, secret)}
        home = see_home(unit, by=person)
        assert not {line.id for line in (*home.waiting, *home.to_reply)} & secret
        for grievance_id in secret:
            assert handling.see_routed(unit, grievance_id=grievance_id, reader=person) is None
            assert replying.see_filed(unit, grievance_id=grievance_id, reader=person) is None
            with pytest.raises(Refused):
                history.look_up_grievance(unit, by=person, grievance_id=grievance_id)


def _member(unit: Unit, *, slack_id: str) -> Staff | None:
    return staff_by_slack_id(unit.session, slack_id)


def _due_on(unit: Unit, *, grievance_id: int) -> date:
    return unit.session.get_one(Grievance, grievance_id).due_on


def _stands_right(unit: Unit, *, due: dict[int, date]) -> None:
    replied = {reply.grievance_id for reply in unit.session.execute(select(GrievanceReply)).scalars()}
    for row in unit.session.execute(select(Grievance)).scalars():
        assert (row.state == GrievanceState.CLOSED) == (row.id in replied)
        assert row.state != GrievanceState.OPEN
        assert (row.recipient is None) == (row.track == Track.AUDIT)
        assert due.setdefault(row.key, row.due_on) == row.due_on


def _looks(unit: Unit) -> int:
    return int(unit.session.execute(select(func.count()).select_from(AccessLog)).scalar_one())


def _run(open_desk: Callable[[], tuple[Desk, MovableClock]], *, examples: int) -> None:
    class Machine(GrievanceMachine):
        pass

    Machine.open_desk = staticmethod(open_desk)  # each database has its own
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
    chosen = settings(max_examples=examples, stateful_step_count=30, deadline=None, suppress_health_check=checks)
    run_state_machine_as_test(Machine, settings=chosen)


_names = iter(range(1_000_000))


@pytest.mark.timeout(300)
def test_grievances_hold_on_sqlite(sqlite_url: str, tmp_path: Path) -> None:
    empty = Path(sqlite_url.removeprefix("sqlite:///")).read_bytes()

    def open_desk() -> tuple[Desk, MovableClock]:
        path = tmp_path / f"machine{next(_names)}.db"
        path.write_bytes(empty)
        clock = MovableClock()
        return make_desk(f"sqlite:///{path}", clock), clock

    _run(open_desk, examples=6)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("examples", [5, 100])
def test_grievances_hold_on_postgresql(new_postgres: Callable[[], str], examples: int) -> None:
    def open_desk() -> tuple[Desk, MovableClock]:
        clock = MovableClock()
        return make_desk(new_postgres(), clock), clock

    _run(open_desk, examples=examples)
