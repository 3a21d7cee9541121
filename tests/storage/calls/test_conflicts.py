"""Lifted conflicts: for one operator and one call."""

from bot.services.desk import Desk
from storage.calls.conflicts import is_lifted, lift_conflict
from tests.steps.builders import LEE, MONDAY, OH, PARK, seoul
from tests.steps.desks import in_session


def test_a_conflict_is_lifted_for_one_operator_and_one_call(morning: Desk) -> None:
    for _ in range(2):
        in_session(morning, lift_conflict, 1, LEE, OH, seoul(MONDAY, 10))

    assert in_session(morning, is_lifted, 1, LEE)
    assert not in_session(morning, is_lifted, 1, PARK)
    assert not in_session(morning, is_lifted, 2, LEE)
