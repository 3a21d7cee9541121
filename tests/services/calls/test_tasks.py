"""What is left to do after a call, and who has done it."""

from sqlalchemy import select

from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.results import Result
from bot.services.calls import claiming, recording, tasks
from bot.services.desk import Desk
from bot.services.home import see_home
from bot.services.unit import Unit
from storage.calls.tables import Task
from tests.steps.builders import KIM, LEE


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
