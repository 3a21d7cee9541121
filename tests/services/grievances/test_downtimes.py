"""The clock stopped while a system was down: open matters move alike, once."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bot.clock import MovableClock
from bot.domain.calls.results import MoneyAnswer
from bot.domain.grievances.delays import Delay, DelayKind, DelayReason
from bot.domain.grievances.downtimes import Downtime
from bot.domain.refusals import Reason, Refused
from bot.domain.trail import Event
from bot.services.desk import Desk
from bot.services.grievances.cards import card_of
from bot.services.grievances.delays import delay_grievance
from bot.services.grievances.downtimes import stop_clock, take_back_downtime
from bot.services.grievances.handling import acknowledge
from bot.services.grievances.history import history_of
from storage.calls.tasks import open_tasks
from tests.steps.builders import HAN, JUNG, KIM, MONDAY, OH, TUESDAY, seoul, with_
from tests.steps.calls import GRIEVANCE_RESULT
from tests.steps.desks import in_session
from tests.steps.grievances import QUESTION, bring_grievance

DOWN = Downtime(began_at=seoul(MONDAY, 14), ended_at=seoul(TUESDAY, 11), reason="전산망 장애")
AFTER = Downtime(began_at=seoul(TUESDAY, 11, 30), ended_at=seoul(TUESDAY, 17), reason="전산망 장애")
BEFORE = Downtime(began_at=seoul(MONDAY, 9), ended_at=seoul(MONDAY, 9, 30), reason="점검")


@pytest.mark.parametrize("money", [MoneyAnswer.NO, MoneyAnswer.YES], ids=["ordinary", "audit"])
def test_what_was_open_moves_once_an_audit_matter_alike(morning: Desk, clock: MovableClock, money: MoneyAnswer) -> None:
    bring_grievance(morning, with_(GRIEVANCE_RESULT, money=money))
    clock.set(seoul(TUESDAY, 12))

    before = morning.do_now(stop_clock, by=OH, downtime=BEFORE)
    unmoved = morning.do_now(card_of, grievance_id=1).due_on
    days = morning.do_now(stop_clock, by=OH, downtime=DOWN)
    with pytest.raises(Refused) as again:
        morning.do_now(stop_clock, by=OH, downtime=DOWN)

    assert (before, days) == (0, 1)
    assert unmoved == date(2026, 12, 1)
    assert morning.do_now(card_of, grievance_id=1).due_on == date(2026, 12, 2)
    assert again.value.reason is Reason.DOWNTIME_KNOWN
    assert [step.event for step in morning.do_now(history_of, 1)].count(Event.GRIEVANCE_STOPPED) == 1


def test_a_supervisor_alone_with_a_reason(morning: Desk, clock: MovableClock) -> None:
    clock.set(seoul(TUESDAY, 12))

    for by in (KIM, HAN):
        with pytest.raises(Refused) as other:
            morning.do_now(stop_clock, by=by, downtime=DOWN)
        assert other.value.reason is Reason.NOT_ALLOWED
    wordless = Downtime(began_at=DOWN.began_at, ended_at=DOWN.ended_at, reason=" ")
    with pytest.raises(Refused) as why:
        morning.do_now(stop_clock, by=OH, downtime=wordless)
    assert why.value.reason is Reason.REASON_MISSING


@pytest.mark.parametrize("money", [MoneyAnswer.NO, MoneyAnswer.YES], ids=["ordinary", "audit"])
def test_what_was_mistyped_is_taken_back_as_if_it_had_never_been(
    morning: Desk, clock: MovableClock, money: MoneyAnswer
) -> None:
    """A second down-time counts still, an extension since keeps its day, and no task asks to tell of it."""
    bring_grievance(morning, with_(GRIEVANCE_RESULT, money=money))
    if money is MoneyAnswer.NO:
        morning.do_now(acknowledge, by=JUNG, grievance_id=1)
    clock.set(seoul(TUESDAY, 18))
    for down in (DOWN, AFTER):
        morning.do_now(stop_clock, by=OH, downtime=down)
    moved = morning.do_now(card_of, grievance_id=1)
    tasks = in_session(morning, open_tasks, KIM, most=9)
    if money is MoneyAnswer.NO:
        longer = Delay(kind=DelayKind.EXTENSION, reason=DelayReason.FACT_CHECK, until=date(2026, 12, 8), consent=False)
        morning.do_now(delay_grievance, by=JUNG, grievance_id=1, delay=longer)

    stretch = morning.do_now(take_back_downtime, by=OH, moment=seoul(TUESDAY, 10), reason="날짜를 잘못 적음")
    after = morning.do_now(card_of, grievance_id=1)

    assert stretch == (DOWN.began_at, DOWN.ended_at)
    assert moved.due_on == date(2026, 12, 3)
    assert after.due_on == (date(2026, 12, 2) if money is MoneyAnswer.YES else date(2026, 12, 8))
    assert len(tasks) == (money is MoneyAnswer.NO)
    assert morning.do_now(stop_clock, by=OH, downtime=DOWN) == 1  # it may be given again, as it was meant


def test_a_question_at_once_is_due_again_as_it_was_filed(morning: Desk, clock: MovableClock) -> None:
    bring_grievance(morning, chosen=replace(QUESTION, at_once=True))
    before = morning.do_now(card_of, grievance_id=1).due
    clock.set(seoul(MONDAY, 12))
    down = Downtime(began_at=seoul(MONDAY, 10), ended_at=seoul(MONDAY, 11), reason="점검")
    morning.do_now(stop_clock, by=OH, downtime=down)
    moved = morning.do_now(card_of, grievance_id=1).due

    morning.do_now(take_back_downtime, by=OH, moment=down.began_at, reason="오늘이 아님")

    assert (moved, morning.do_now(card_of, grievance_id=1).due) == (before + timedelta(hours=1), before)
    assert not in_session(morning, open_tasks, KIM, most=9)


def test_what_was_late_before_the_system_went_down_stays_due_when_it_was(morning: Desk, clock: MovableClock) -> None:
    bring_grievance(morning, chosen=replace(QUESTION, at_once=True))
    due = morning.do_now(card_of, grievance_id=1).due
    assert isinstance(due, datetime)
    down = Downtime(began_at=due + timedelta(hours=1), ended_at=due + timedelta(hours=2), reason="점검")
    clock.set(down.ended_at)

    morning.do_now(stop_clock, by=OH, downtime=down)

    assert morning.do_now(card_of, grievance_id=1).due == due
