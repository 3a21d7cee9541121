"""Who brought an improvement about is phoned when it is done, and nobody who does not want it."""

from datetime import date
from typing import Any

import pytest

from bot.clock import MovableClock
from bot.domain.calls.cards import TaskLine
from bot.domain.calls.dispositions import TaskKind
from bot.domain.grievances.delays import Delay, DelayKind, DelayReason
from bot.domain.grievances.kinds import Track
from bot.domain.grievances.replies import CloseResult
from bot.domain.refusals import Reason, Refused
from bot.services.calls.supervising import exclude_petitioner
from bot.services.calls.tasks import do_task
from bot.services.desk import Desk
from bot.services.figures import improvements
from bot.services.figures.thanking import reveal_for_thanks
from bot.services.grievances import handling
from bot.services.grievances.delays import delay_grievance
from bot.services.home import see_home
from bot.services.unit import Unit
from storage.calls.tasks import open_tasks
from storage.figures.tables import Improvement, Signal
from storage.grievances.queries import of_call
from storage.grievances.tables import GrievanceReply
from tests.steps.builders import JUNG, KIM, LEE, MONDAY, OH, YOON, visitor
from tests.steps.desks import bring_list, in_session
from tests.steps.grievances import bring_grievance
from tests.steps.watched_station import WEEK, complained, plan


def thanks_of(desk: Desk, who: str = KIM) -> list[TaskLine]:
    """Whom an operator is to phone about an improvement."""
    return [each for each in desk.do_now(see_home, by=who).tasks if each.kind is TaskKind.TELL_IMPROVED]


def improved(desk: Desk) -> None:
    """What the signal was about is improved."""
    desk.do_now(improvements.improve, by=OH, signal_id=1, plan=plan(desk))
    desk.do_now(improvements.finish, by=YOON, improvement_id=1)


def test_who_filed_is_to_phone_each_call_once_with_what_was_improved(signalled: tuple[Desk, MovableClock]) -> None:
    desk, _ = signalled
    bring_list(desk, [visitor(2), visitor(3)])
    desk.do_now(complained, MONDAY - WEEK, 3, track=Track.AUDIT, call=2)
    desk.do_now(complained, MONDAY - 2 * WEEK, 3, call=3)  # another week

    improved(desk)

    (task,) = thanks_of(desk)
    assert (task.call, task.words) == (1, "처리 기한을 먼저 안내한다")
    assert thanks_of(desk, LEE) == []
    shown = desk.do_now(reveal_for_thanks, by=KIM, task_id=task.id)
    assert shown.contact.phone
    with pytest.raises(Refused) as others:
        desk.do_now(reveal_for_thanks, by=LEE, task_id=task.id)
    assert others.value.reason is Reason.OLD_BUTTON
    desk.do_now(do_task, by=KIM, task_id=task.id)
    with pytest.raises(Refused):
        desk.do_now(reveal_for_thanks, by=KIM, task_id=task.id)


def another_was_improved(unit: Unit) -> None:
    """Plant an improvement that is done at the very same moment."""
    about: dict[str, Any] = {
        "week": unit.today,
        "department": "수사과",
        "category": "delay",
        "count": 9,
        "mean": 2.0,
        "limit": 6.0,
    }
    signal = Signal(**about, weeks=8, state="improving")
    unit.session.add(signal)
    unit.session.flush()
    done: dict[str, Any] = {"due_on": unit.today, "made_by": OH, "made_at": unit.now, "done_at": unit.now}
    words = unit.secrets.seal("전화를 먼저 드린다")
    unit.session.add(Improvement(signal_id=signal.key, owner_id=1, sealed_words=words, **done))


def test_of_two_that_are_done_at_once_each_is_told_as_it_is(signalled: tuple[Desk, MovableClock]) -> None:
    desk, _ = signalled
    desk.do_now(another_was_improved)
    desk.do_now(improvements.improve, by=OH, signal_id=1, plan=plan(desk))

    desk.do_now(improvements.finish, by=YOON, improvement_id=2)

    assert [task.words for task in thanks_of(desk)] == ["처리 기한을 먼저 안내한다"]


def withdrawn(unit: Unit, call: int) -> None:
    """Plant that the petitioner of a call withdrew whatever they complained of."""
    for grievance in of_call(unit.session, call):
        reply = GrievanceReply(
            grievance_id=grievance.key, at=unit.now, by=KIM, told_on=unit.today, method="phone",
            result=CloseResult.WITHDRAWN.value, root_causes=[], sealed_texts=b"",
        )  # fmt: skip
        unit.session.add(reply)


def test_nobody_is_phoned_who_withdrew_or_does_not_want_to_be(signalled: tuple[Desk, MovableClock]) -> None:
    desk, _ = signalled
    bring_list(desk, [visitor(2)])
    desk.do_now(complained, MONDAY - WEEK, 1, call=2)
    desk.do_now(withdrawn, call=1)

    improved(desk)
    (of_two,) = thanks_of(desk)
    desk.do_now(exclude_petitioner, by=OH, number=2, until=None, reason="민원인 요청")

    assert of_two.call == 2
    with pytest.raises(Refused) as refused:
        desk.do_now(reveal_for_thanks, by=KIM, task_id=of_two.id)
    assert refused.value.reason is Reason.NUMBER_REGISTERED


def test_no_number_is_shown_for_a_task_of_another_kind(morning: Desk) -> None:
    bring_grievance(morning)
    morning.do_now(handling.acknowledge, by=JUNG, grievance_id=1)
    later = Delay(kind=DelayKind.EXTENSION, reason=DelayReason.FACT_CHECK, until=date(2026, 12, 4), consent=False)
    morning.do_now(delay_grievance, by=JUNG, grievance_id=1, delay=later)
    [task] = in_session(morning, open_tasks, KIM, most=9)

    with pytest.raises(Refused) as refused:
        morning.do_now(reveal_for_thanks, by=KIM, task_id=task.id)

    assert refused.value.reason is Reason.OLD_BUTTON
