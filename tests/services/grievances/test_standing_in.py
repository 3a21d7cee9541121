"""Who tells the petitioner while the operator who filed a matter is away."""

from dataclasses import replace

import pytest

from bot.clock import MovableClock
from bot.domain.calls.dispositions import TaskKind
from bot.domain.calls.results import MoneyAnswer
from bot.domain.notices import NoticeKind
from bot.domain.people.duty import Duty
from bot.domain.refusals import Refused
from bot.services.calls.tasks import give_task
from bot.services.desk import Desk
from bot.services.grievances import handling, replying
from bot.services.grievances.finding import existing_grievance
from bot.services.handing_over import hand_over, see_handed_over
from bot.services.home import see_home
from tests.steps.builders import JUNG, KIM, LEE, MONDAY, PARK, seoul
from tests.steps.calls import GRIEVANCE_RESULT
from tests.steps.desks import hire, operator
from tests.steps.duty import comes_back, goes
from tests.steps.grievances import EXPLAINED, QUESTION, bring_grievance, number_of
from tests.steps.rows import told

NEW, SECOND = "U0NEW", "U0SECOND"


def answered(desk: Desk) -> None:
    """A matter that 김 filed is answered; 최 has no conflict with it."""
    hire(desk, operator(NEW, name="최상담"))
    bring_grievance(desk)
    desk.do_now(handling.acknowledge, by=JUNG, grievance_id=1)
    desk.do_now(handling.answer, by=JUNG, grievance_id=1, words="곧 알려 드립니다")


def to_reply(desk: Desk, who: str) -> list[int]:
    """What somebody's App Home says they are to reply to."""
    return [line.id for line in desk.do_now(see_home, by=who).to_reply]


def test_another_replies_while_who_filed_it_is_away_all_day(morning: Desk) -> None:
    answered(morning)
    goes(morning, KIM, Duty.MORNING_OFF)
    half_a_day = to_reply(morning, KIM)

    goes(morning, KIM)
    meanwhile = to_reply(morning, KIM), to_reply(morning, NEW)
    kept = morning.do_now(see_handed_over, owner=KIM, reader=NEW).matters
    morning.do_now(replying.record_reply, by=NEW, grievance_id=1, reply=EXPLAINED)

    assert half_a_day == [1]
    assert meanwhile == ([], [1])
    assert kept == (1,)
    assert told(morning, NoticeKind.GRIEVANCE_TASK).count(NEW) == 1
    assert told(morning, NoticeKind.HANDED_OVER).count(NEW) == 1
    assert to_reply(morning, NEW) == []


def test_it_goes_back_to_who_filed_it_and_the_stand_in_may_no_longer_reply(morning: Desk) -> None:
    answered(morning)
    goes(morning, KIM)
    comes_back(morning, KIM)

    with pytest.raises(Refused):
        morning.do_now(replying.record_reply, by=NEW, grievance_id=1, reply=EXPLAINED)

    assert (to_reply(morning, KIM), to_reply(morning, NEW)) == ([1], [])


def test_an_answer_that_comes_meanwhile_is_told_to_the_stand_in(morning: Desk, clock: MovableClock) -> None:
    hire(morning, operator(NEW, name="최상담"))
    bring_grievance(morning)
    goes(morning, KIM)
    clock.set(seoul(MONDAY, 11))
    morning.do_now(handling.answer, by=JUNG, grievance_id=1, words="곧 알려 드립니다")

    assert told(morning, NoticeKind.GRIEVANCE_TASK)[-1] == NEW


def test_what_was_to_be_told_of_who_left_the_centre_is_told_by_another(morning: Desk) -> None:
    answered(morning)
    hire(morning, operator(KIM, roles=["officer"]))

    morning.do_now(hand_over)

    assert to_reply(morning, NEW) == [1]


def test_nobody_is_handed_a_matter_in_spite_of_a_conflict_or_one_of_audits(morning: Desk) -> None:
    bring_grievance(morning, replace(GRIEVANCE_RESULT, money=MoneyAnswer.YES))
    goes(morning, KIM)

    kept = [morning.do_now(see_handed_over, owner=KIM, reader=who).matters for who in (LEE, PARK)]
    grievance = morning.do_now(existing_grievance, 1)

    assert kept == [(), ()]
    assert grievance.handed_to is None


def test_of_those_who_are_here_one_is_asked_who_is_not_among_the_subjects(morning: Desk) -> None:
    hire(morning, operator(NEW, name="최상담"), operator(SECOND, name="하상담"))
    officers = tuple(number_of(morning, *who) for who in (("정교통", "교통과"), ("최상담",)))
    bring_grievance(morning, chosen=replace(QUESTION, officers=officers))
    morning.do_now(handling.answer, by=JUNG, grievance_id=1, words="곧 알려 드립니다")
    morning.do_now(lambda unit: give_task(unit, TaskKind.TELL_STANDING, existing_grievance(unit, 1)))

    goes(morning, KIM)

    assert (to_reply(morning, NEW), to_reply(morning, SECOND)) == ([], [1])
    assert not morning.do_now(see_home, by=NEW).tasks
    assert [task.kept_for for task in morning.do_now(see_home, by=SECOND).tasks] == [KIM]
    assert told(morning, NoticeKind.HANDED_OVER).count(NEW) == 0


def test_a_task_goes_with_the_day_and_comes_back(morning: Desk) -> None:
    answered(morning)
    morning.do_now(lambda unit: give_task(unit, TaskKind.TELL_STANDING, existing_grievance(unit, 1)))

    goes(morning, KIM)
    [handed] = morning.do_now(see_home, by=NEW).tasks
    comes_back(morning, KIM)

    assert (handed.kind, handed.kept_for) == (TaskKind.TELL_STANDING, KIM)
    assert morning.do_now(see_home, by=NEW).tasks == ()
    assert [task.kept_for for task in morning.do_now(see_home, by=KIM).tasks] == [None]
