"""The table of roles and actions, walked: every action as every role, and as people who are no (longer) members."""

import secrets
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from bot.clock import MovableClock
from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.results import Result
from bot.domain.grievances.delays import Delay, DelayKind
from bot.domain.grievances.downtimes import Downtime
from bot.domain.notices import NoticeKind
from bot.domain.people.cards import Absence
from bot.domain.refusals import FormRefused, Reason, Refused
from bot.domain.roles import MAY, Action, Role
from bot.services import handing_over, holidays, home, undelivered
from bot.services.calls import abuse, claiming, queue, rechecks, recording, supervising, tasks, verification
from bot.services.desk import REQUEST, Desk, Request
from bot.services.figures import departments, figures, improvements, signals
from bot.services.grievances import delays, handling, history, replying
from bot.services.grievances.downtimes import stop_clock
from bot.services.keeping import deletions, subjects
from bot.services.lists import callers, importing, including
from bot.services.people import absences
from bot.services.people.directory import find_officers
from bot.services.permitting import may_still_be_shown
from tests.steps.builders import KIM, NOVEMBER, OH
from tests.steps.desks import hire, make_desk, operator

DELAY = Delay(kind=DelayKind.EXTENSION, reason=None, until=None, consent=False)
NOT_ADMITTED = {Reason.NOT_ALLOWED, Reason.NOT_STAFF}
ACTS: Mapping[Action, Callable[[Desk, str], Any]] = {
    Action.SEE_QUEUE: lambda desk, who: desk.do_now(queue.see_queue, by=who),
    Action.CLAIM: lambda desk, who: desk.do_now(claiming.claim_next, by=who),
    Action.TAKE_IN: lambda desk, who: desk.do_now(callers.begin_caller, by=who),
    Action.RELEASE: lambda desk, who: desk.do_now(claiming.release_call, by=who, number=1),
    Action.RECORD: lambda desk, who: desk.do_now(
        recording.record_result, by=who, number=1, result=Result(disposition=Disposition.NO_ANSWER)
    ),
    Action.IMPORT: lambda desk, who: desk.do_now(importing.was_imported, by=who, source="slack:F1"),
    Action.SEE_HOME: lambda desk, who: desk.do_now(home.see_home, by=who),
    Action.DO_TASK: lambda desk, who: desk.do_now(tasks.do_task, by=who, task_id=1),
    Action.HANDLE: lambda desk, who: desk.do_now(handling.acknowledge, by=who, grievance_id=1),
    Action.REPLY: lambda desk, who: desk.do_now(replying.see_task, by=who, grievance_id=1),
    Action.DELAY: lambda desk, who: desk.do_now(delays.delay_grievance, by=who, grievance_id=1, delay=DELAY),
    Action.SEE_GRIEVANCE: lambda desk, who: desk.do_now(history.look_up_grievance, by=who, grievance_id=1),
    Action.REOPEN: lambda desk, who: desk.do_now(supervising.reopen_call, by=who, number=1, reason="다시 확인"),
    Action.OVERRIDE: lambda desk, who: desk.do_now(
        supervising.lift_conflict_for, by=who, number=1, operator="아무개", reason="인력 부족"
    ),
    Action.SET_HOLIDAY: lambda desk, who: desk.do_now(
        holidays.set_holiday, by=who, day=date(2026, 12, 31), is_holiday=True
    ),
    Action.STOP_CLOCK: lambda desk, who: desk.do_now(
        stop_clock,
        by=who,
        downtime=Downtime(began_at=desk.now() - timedelta(days=4), ended_at=desk.now(), reason="전산망 점검"),
    ),
    Action.SET_ABSENCE: lambda desk, who: desk.do_now(absences.note_absence, by=who, absence=Absence()),
    Action.SET_DUTY: lambda desk, who: desk.do_now(handing_over.say_duty_of, by=who, name="오감독", absence=Absence()),
    Action.SEE_DIRECTORY: lambda desk, who: desk.do_now(find_officers, by=who, words="정"),
    Action.LOOK_UP: lambda desk, who: desk.do_now(verification.look_up, by=who, words="0000"),
    Action.DECIDE_DELETION: lambda desk, who: desk.do_now(deletions.note_told, by=who, deletion_id=1),
    Action.SEE_OUTBOX: lambda desk, who: desk.do_now(undelivered.see_outbox, by=who),
    Action.SEE_STATS: lambda desk, who: desk.do_now(figures.see_stats, by=who, period=NOVEMBER),
    Action.ASK_STATS: lambda desk, who: desk.do_now(departments.sees_own_alone, by=who),
    Action.DECIDE_SIGNAL: lambda desk, who: desk.do_now(signals.begin_decision, by=who, signal_id=1),
    Action.DO_IMPROVEMENT: lambda desk, who: desk.do_now(improvements.finish, by=who, improvement_id=1),
    Action.RECHECK: lambda desk, who: desk.do_now(rechecks.claim_recheck, by=who, recheck_id=1),
    Action.SERVE_SUBJECT: lambda desk, who: desk.do_now(subjects.see_subject, by=who, number=1),
    Action.SEE_ABUSE: lambda desk, who: desk.do_now(abuse.see_repeated_abuse, by=who),
    Action.EXCLUDE: lambda desk, who: desk.do_now(
        supervising.exclude_petitioner, by=who, number=1, until=None, reason="민원인 요청"
    ),
    Action.INCLUDE: lambda desk, who: desk.do_now(including.include_petitioner, by=who, number=1, reason="민원인 요청"),
}
FOR_ALL = {Action.SEE_HOME}
"""Home is shown to everybody; to those outside the directory it says whom to ask."""


def is_admitted(desk: Desk, action: Action, who: str) -> bool:
    """Check whether somebody may do it at all, whatever came of it then."""
    try:
        ACTS[action](desk, who)
    except FormRefused:
        return True
    except Refused as error:
        return error.reason not in NOT_ADMITTED
    return True


def test_every_action_is_walked() -> None:
    assert ACTS.keys() == set(Action) == MAY.keys()


@pytest.mark.parametrize("role", Role)
def test_a_role_may_do_what_the_table_says_and_nothing_else(morning: Desk, role: Role) -> None:
    hire(morning, operator("U0WALKER", name="나그네", department="경무과", roles=[role.value]))

    allowed = {action for action in Action if is_admitted(morning, action, "U0WALKER")}

    assert allowed == {action for action, roles in MAY.items() if role in roles}


@pytest.mark.parametrize("who", ["U0NOBODY", "U0GONE"], ids=["outside the directory", "no longer active"])
def test_who_is_no_member_may_do_nothing(morning: Desk, who: str) -> None:
    hire(morning, operator("U0GONE", name="퇴직자", roles=[role.value for role in Role], active=False))

    assert {action for action in Action if is_admitted(morning, action, who)} == FOR_ALL


def test_a_notice_that_goes_by_a_role_is_not_for_whoever_lost_it(morning: Desk) -> None:
    asked: dict[str, Any] = {"kind": NoticeKind.WEEKLY_DIGEST, "reader": OH}
    before = morning.do_now(may_still_be_shown, **asked)
    hire(morning, operator(OH, name="오감독", roles=[Role.OPERATOR.value]))

    assert before
    assert not morning.do_now(may_still_be_shown, **asked)


async def test_who_lost_a_role_or_left_is_refused_at_once_by_every_replica(
    morning: Desk, database_url: str, clock: MovableClock
) -> None:
    other = make_desk(database_url, clock)
    claimed = [await asks_for(desk, number) for number, desk in enumerate((morning, other), 2)]
    hire(other, operator(KIM, name="김상담", roles=[Role.OFFICER.value]))
    without_role = [await asks_for(desk, 1) for desk in (morning, other)]
    hire(other, operator(KIM, name="김상담", active=False))
    left = [await asks_for(desk, 1) for desk in (morning, other)]
    hire(other, operator(KIM, name="김상담"))

    assert claimed == [None, None]
    assert without_role == [Reason.NOT_ALLOWED] * 2
    assert left == [Reason.NOT_STAFF] * 2
    assert await asks_for(morning, 1) is None
    other.close()


async def asks_for(desk: Desk, number: int) -> Reason | None:
    """Let somebody ask for a call by a request of Slack's. Returns why they are refused; None: they have it."""
    REQUEST.set(Request(f"trigger:{secrets.token_hex(8)}"))
    try:
        await desk.do(claiming.claim_call, by=KIM, number=number)
    except Refused as refused:
        return refused.reason
    return None
