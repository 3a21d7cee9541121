"""The bots on a database: each has a row as long as it says so."""

from datetime import timedelta

from bot.services.desk import Desk
from storage.keeping.replicas import beat, forget, leave, replicas, strangers_seen
from tests.steps.builders import MONDAY, seoul
from tests.steps.desks import in_session

NOW = seoul(MONDAY, 9)


def test_a_bot_says_that_it_runs_until_it_leaves_or_is_forgotten(desk: Desk) -> None:
    for beats, replica in enumerate(("a", "a", "b", "c"), start=1):
        in_session(desk, beat, replica, NOW, {"beats": beats, "connections": 1, "strangers": 0})
    before = in_session(desk, replicas)
    in_session(desk, leave, "b")
    in_session(desk, forget, ["c"])

    assert before == {"a": 2, "b": 3, "c": 4}
    assert in_session(desk, replicas) == {"a": 2}


def test_strangers_are_those_that_a_bot_has_found_lately(desk: Desk) -> None:
    in_session(desk, beat, "a", NOW - timedelta(hours=1), {"beats": 1, "connections": 3, "strangers": 2})
    assert in_session(desk, strangers_seen, NOW) == 0

    in_session(desk, beat, "b", NOW, {"beats": 1, "connections": 2, "strangers": 1})
    assert in_session(desk, strangers_seen, NOW) == 1
