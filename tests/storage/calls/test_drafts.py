"""Drafts: one for each subject and person."""

from bot.services.desk import Desk
from storage.calls.drafts import drop_draft, drop_drafts, find_draft, keep_draft
from tests.steps.builders import KIM, LEE, MONDAY, seoul
from tests.steps.desks import in_session

NOW = seoul(MONDAY, 10)


def test_a_newer_draft_takes_the_place_of_the_older(desk: Desk) -> None:
    for words in (b"first", b"second"):
        in_session(desk, keep_draft, "call:1", KIM, NOW, words)
    in_session(desk, keep_draft, "call:1", LEE, NOW, b"another")

    assert in_session(desk, find_draft, "call:1", KIM) == b"second"
    assert in_session(desk, find_draft, "call:1", LEE) == b"another"
    assert in_session(desk, find_draft, "call:2", KIM) is None


def test_what_is_finished_is_dropped_for_one_and_what_is_over_for_all(desk: Desk) -> None:
    for subject in ("call:1", "call:2"):
        for who in (KIM, LEE):
            in_session(desk, keep_draft, subject, who, NOW, b"words")

    in_session(desk, drop_draft, "call:1", KIM)
    in_session(desk, drop_drafts, "call:2")

    kept = [in_session(desk, find_draft, subject, who) for subject in ("call:1", "call:2") for who in (KIM, LEE)]
    assert kept == [None, b"words", None, None]
