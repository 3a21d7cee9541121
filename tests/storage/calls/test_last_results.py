"""The last result of a call, as long as it may be taken back."""

from datetime import timedelta

from sqlalchemy import select
from sqlmodel import Session, col

from bot.domain.calls.dispositions import TaskKind
from bot.services.desk import Desk
from storage.calls import last_results
from storage.calls.last_results import find_last_result, keep_last_result, note_filed, take_last_result
from storage.calls.praise import add_praise
from storage.calls.tables import LastResult, Praise, Task
from storage.calls.tasks import add_task, finish_task
from tests.steps.builders import KIM, MONDAY, seoul
from tests.steps.desks import in_session

NOW = seoul(MONDAY, 10)


def keep(desk: Desk, number: int, minutes: int = 0) -> None:
    """Keep a result of a call, so many minutes after ten."""

    def work(session: Session) -> None:
        at = NOW + timedelta(minutes=minutes)
        kept = LastResult(call_id=number, by=KIM, at=at, attempt_id=1, sealed_before=b"before")
        keep_last_result(session, kept, forget_before=at - timedelta(minutes=10))

    in_session(desk, work)


def test_a_newer_result_takes_the_place_and_what_is_too_old_is_forgotten(morning: Desk) -> None:
    for number, minutes in ((1, 0), (2, 0), (1, 5), (3, 11)):
        keep(morning, number, minutes)

    kept = [in_session(morning, find_last_result, number) for number in (1, 2, 3)]

    assert [each and each.at for each in kept] == [NOW + timedelta(minutes=5), None, NOW + timedelta(minutes=11)]


def test_a_result_is_taken_out_once_and_knows_what_was_filed(morning: Desk) -> None:
    keep(morning, 1)
    in_session(morning, note_filed, 1, 7)
    found = in_session(morning, find_last_result, 1)

    assert found is not None
    assert found.grievance_id == 7
    assert [in_session(morning, take_last_result, found) for _ in range(2)] == [True, False]


def test_what_was_done_or_is_held_by_audit_stays(morning: Desk) -> None:
    def left(session: Session) -> tuple[int, int, int, int]:
        done, untouched = (
            add_task(session, Task(kind=TaskKind.ADVANCE_SMS.value, call_id=1, created_at=NOW)) for _ in range(2)
        )
        finish_task(session, done, KIM, NOW)
        held, sent = (Praise(call_id=1, standing=each, sealed_words=b"words", at=NOW) for each in ("held", "sent"))
        for praise in (held, sent):
            add_praise(session, praise, [1])
        return done, untouched, held.key, sent.key

    done, untouched, held, sent = in_session(morning, left)
    for task in (done, untouched):
        in_session(morning, last_results.drop_task, task)

    assert [in_session(morning, last_results.drop_praise, each) for each in (held, sent)] == [False, True]
    assert in_session(morning, lambda session: list(session.execute(select(col(Task.id))).scalars())) == [done]
