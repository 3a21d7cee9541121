"""Tasks: for anybody or for one person, done once."""

from bot.domain.calls.dispositions import Disposition, TaskKind
from bot.domain.calls.results import Result
from bot.services.desk import Desk
from storage.calls.tables import Task
from storage.calls.tasks import add_task, finish_task, finish_tasks_about, open_tasks
from tests.steps.builders import KIM, LEE, MONDAY, seoul
from tests.steps.desks import in_session, phone

NOW = seoul(MONDAY, 10)


def test_a_task_for_one_person_waits_for_them_alone(morning: Desk) -> None:
    phone(morning, 2, Result(disposition=Disposition.PHISHING_SUSPECTED))
    in_session(morning, add_task, Task(kind=TaskKind.TELL_DELAY, call_id=1, created_at=NOW, assignee=LEE))

    of_kim, of_lee = ([task.kind for task in in_session(morning, open_tasks, who, most=10)] for who in (KIM, LEE))

    assert of_kim == [TaskKind.ADVANCE_SMS]
    assert sorted(of_lee) == [TaskKind.ADVANCE_SMS, TaskKind.TELL_DELAY]


def test_a_task_is_finished_once(morning: Desk) -> None:
    phone(morning, 2, Result(disposition=Disposition.PHISHING_SUSPECTED))

    finished = [in_session(morning, finish_task, 1, who, NOW) for who in (KIM, LEE)]

    assert finished == [2, None]
    assert not in_session(morning, open_tasks, KIM, most=10)


def test_tasks_of_a_kind_about_a_call_are_finished_together(morning: Desk) -> None:
    for call in (1, 1, 2):
        in_session(morning, add_task, Task(kind=TaskKind.TELL_DELAY, call_id=call, created_at=NOW, assignee=LEE))

    finished = [in_session(morning, finish_tasks_about, 1, (TaskKind.TELL_DELAY,), KIM, NOW, None) for _ in range(2)]

    assert [len(each) for each in finished] == [2, 0]
    assert [task.call for task in in_session(morning, open_tasks, LEE, most=10)] == [2]
