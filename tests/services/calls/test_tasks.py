"""What is left to do after a call, and who has done it."""

from datetime import timedelta

from sqlalchemy import select

from bot.clock import MovableClock
from bot.domain.calls.dispositions import Disposition, TaskKind
from bot.domain.calls.results import Result
from bot.services.calls import claiming, recording, tasks
from bot.services.desk import Desk
from bot.services.grievances import handling, reminders, replying
from bot.services.grievances.finding import existing_grievance
from bot.services.home import see_home
from bot.services.unit import Unit
from storage.calls.tables import Task
from storage.calls.tasks import add_task
from tests.steps.builders import JUNG, KIM, LEE, MONDAY, seoul
from tests.steps.grievances import EXPLAINED, bring_grievance


def test_suspected_phishing_leaves_the_task_of_an_advance_message(morning: Desk) -> None:
    morning.do_now(claiming.claim_call, by=KIM, number=1)

    recorded = morning.do_now(
        recording.record_result, by=KIM, number=1, result=Result(disposition=Disposition.PHISHING_SUSPECTED)
    )
    home = morning.do_now(see_home, by=KIM)
    morning.do_now(tasks.do_task, by=KIM, task_id=home.tasks[0].id)
    morning.do_now(tasks.do_task, by=LEE, task_id=home.tasks[0].id)

    def done_by(unit: Unit) -> list[str | None]:
        return [task.done_by for task in unit.session.execute(select(Task)).scalars()]

    assert recorded.task == home.tasks[0].kind
    assert morning.do_now(done_by) == [KIM]


def test_a_task_names_its_grievance_and_ends_with_it_whatever_else_is_open(morning: Desk, clock: MovableClock) -> None:
    bring_grievance(morning)
    clock.set(seoul(MONDAY + timedelta(days=31), 10, 0))
    morning.do_now(reminders.remind_of_grievances)
    assert [each.grievance for each in morning.do_now(see_home, by=KIM).tasks] == [1]

    def another(unit: Unit) -> None:
        one = existing_grievance(unit, 1)
        other = Task(kind=TaskKind.TELL_DELAY.value, call_id=1, grievance_id=2, assignee=KIM, created_at=unit.now)
        add_task(unit.session, other)
        tasks.end_tasks(unit, one)  # while a grievance of the call is open

    morning.do_now(another)

    assert [each.grievance for each in morning.do_now(see_home, by=KIM).tasks] == [2]


def test_a_task_of_an_older_version_ends_with_the_last_matter_that_operators_tell_of(morning: Desk) -> None:
    bring_grievance(morning)
    morning.do_now(handling.answer, by=JUNG, grievance_id=1, words="설명드림")
    morning.do_now(replying.record_reply, by=KIM, grievance_id=1, reply=EXPLAINED)
    morning.do_now(replying.take_up_again, by=KIM, grievance_id=1, words="아직 불만")  # audit's, and open

    def unnamed(unit: Unit) -> None:
        add_task(unit.session, Task(kind=TaskKind.TELL_DELAY.value, call_id=1, assignee=KIM, created_at=unit.now))
        tasks.end_task(unit, TaskKind.TELL_DELAY, existing_grievance(unit, 1))

    morning.do_now(unnamed)

    assert not morning.do_now(see_home, by=KIM).tasks
