"""Numbers of matters: drawn before anything is decided, and never twice."""

from bot.services.desk import Desk
from storage.grievances.numbers import reserve_number, reserved_number, spend_number
from tests.steps.desks import in_session
from tests.steps.grievances import bring_grievance


def test_a_number_is_kept_for_a_call_until_it_is_used(morning: Desk) -> None:
    assert in_session(morning, reserve_number, 48213, 2, morning.now())
    assert not in_session(morning, reserve_number, 48213, 3, morning.now())
    assert in_session(morning, reserved_number, 2) == 48213
    assert in_session(morning, reserved_number, 3) is None


def test_the_number_of_a_matter_is_nobody_elses(morning: Desk) -> None:
    bring_grievance(morning)

    assert in_session(morning, reserved_number, 1) is None
    assert not in_session(morning, reserve_number, 1, 2, morning.now())


def test_a_number_that_is_spent_is_given_to_nothing_else(morning: Desk) -> None:
    for number in (48213, 48214):
        in_session(morning, reserve_number, number, 2, morning.now())
    in_session(morning, spend_number, 48213)

    assert in_session(morning, reserved_number, 2) == 48214
    assert not in_session(morning, reserve_number, 48213, 3, morning.now())
