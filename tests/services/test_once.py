"""Work of a week or month: taken once, on its first working morning."""

from datetime import timedelta

from bot.clock import MovableClock
from bot.services.desk import Desk
from bot.services.once import take_morning, take_working_time
from tests.steps.builders import MONDAY, seoul

SUNDAY = MONDAY - timedelta(days=1)
JOB = "a_report"


def test_a_morning_is_taken_once_and_not_before_its_time(desk: Desk, clock: MovableClock) -> None:
    taken = []
    for moment in (seoul(MONDAY, 8, 29), seoul(MONDAY, 8, 30), seoul(MONDAY, 9)):
        clock.set(moment)
        taken.append(desk.do_now(take_morning, JOB, MONDAY))

    assert taken == [False, True, False]


def test_a_day_off_has_no_working_morning(desk: Desk, clock: MovableClock) -> None:
    clock.set(seoul(SUNDAY, 9))
    on_sunday = desk.do_now(take_morning, JOB, SUNDAY)
    clock.set(seoul(MONDAY, 9))

    assert not on_sunday
    assert desk.do_now(take_morning, JOB, SUNDAY)


def test_working_time_is_taken_once_within_the_hours(desk: Desk, clock: MovableClock) -> None:
    taken = []
    for moment in (seoul(MONDAY, 8, 59), seoul(MONDAY, 9, 1), seoul(MONDAY, 17)):
        clock.set(moment)
        taken.append(desk.do_now(take_working_time, JOB, MONDAY))

    assert taken == [False, True, False]


def test_another_job_and_another_period_have_turns_of_their_own(desk: Desk, clock: MovableClock) -> None:
    clock.set(seoul(MONDAY, 9))
    turns = [("a_report", MONDAY), ("another", MONDAY), ("a_report", SUNDAY)]

    assert [desk.do_now(take_morning, job, day) for job, day in turns] == [True, True, True]
