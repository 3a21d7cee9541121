"""Once: a job of a day."""

from bot.services.desk import Desk
from storage.once import has_run, ran_at, run_once
from tests.steps.builders import MONDAY, TUESDAY, seoul
from tests.steps.desks import in_session

NOW = seoul(MONDAY, 10)


def test_a_job_of_a_day_is_taken_once(desk: Desk) -> None:
    before = in_session(desk, has_run, "morning", MONDAY)

    taken = [in_session(desk, run_once, "morning", day, NOW) for day in (MONDAY, MONDAY, TUESDAY)]

    assert (before, taken) == (False, [True, False, True])
    assert in_session(desk, ran_at, "morning", MONDAY) == NOW
    assert in_session(desk, ran_at, "day_end", MONDAY) is None
    assert in_session(desk, has_run, "morning", MONDAY)
    assert not in_session(desk, has_run, "day_end", MONDAY)
