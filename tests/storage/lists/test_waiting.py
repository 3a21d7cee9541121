"""Lists that wait: kept sealed until one decision, or forgotten."""

from datetime import timedelta

from bot.services.desk import Desk
from storage.lists.tables import WaitingList
from storage.lists.waiting import end_waiting, find_waiting, forget_waiting, keep_waiting, waiting_of
from tests.steps.builders import KIM, MONDAY, seoul
from tests.steps.desks import in_session

NOW = seoul(MONDAY, 10)


def keep(desk: Desk, source: str = "slack:F1") -> WaitingList:
    """Keep a list that waits."""
    waiting = WaitingList(source=source, brought_by=KIM, at=NOW, sealed_name=b"name", sealed_file=b"file")
    in_session(desk, keep_waiting, waiting)
    return waiting


def test_a_list_waits_until_it_is_decided_once(desk: Desk) -> None:
    kept = keep(desk)
    found = in_session(desk, waiting_of, "slack:F1")

    ended = [in_session(desk, end_waiting, kept.key) for _ in range(2)]

    left = in_session(desk, find_waiting, kept.key)
    assert found == kept
    assert ended == [True, False]
    assert left is not None
    assert (left.sealed_file, left.sealed_name) == (None, None)
    assert in_session(desk, waiting_of, "slack:F1") is None


def test_a_list_is_forgotten_after_some_time(desk: Desk) -> None:
    keep(desk)

    forgotten = [in_session(desk, forget_waiting, NOW + timedelta(days=days)) for days in (0, 7, 8)]

    assert forgotten == [0, 1, 0]
    assert in_session(desk, waiting_of, "slack:F1") is None
    assert in_session(desk, find_waiting, 99) is None
