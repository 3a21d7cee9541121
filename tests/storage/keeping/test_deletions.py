"""Petitioners who asked to have their data destroyed: what audit decided, and whether they were told."""

from bot.services.desk import Desk
from storage.keeping.deletions import add_deletion, decide_deletion, find_deletion, mark_told
from storage.keeping.tables import Deletion
from tests.steps.builders import HAN
from tests.steps.desks import in_session


def test_a_deletion_is_decided_and_told_once(morning: Desk) -> None:
    in_session(morning, add_deletion, Deletion(petitioner_id=1, call_id=1, at=morning.now()))

    in_session(morning, decide_deletion, 1, HAN, is_kept=True)
    told = [in_session(morning, mark_told, 1, HAN, morning.now()) for _ in range(2)]

    found = in_session(morning, find_deletion, 1)
    assert found is not None
    assert (found.is_kept, found.decided_by, found.told_by, told) == (True, HAN, HAN, [True, False])
    assert in_session(morning, find_deletion, 2) is None
