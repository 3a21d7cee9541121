"""Purging: whose time is over, and what is left of them."""

from datetime import timedelta

from sqlalchemy import select
from sqlmodel import Session

from bot.services.desk import Desk
from storage.keeping.purging import (
    ask_for_purge,
    forget_file_names,
    petitioners_to_purge,
    posts_about,
    purge_petitioner,
    purge_words,
)
from storage.lists.tables import ImportFile
from storage.people.queries import find_petitioner
from storage.tables import Post
from tests.steps.builders import MONDAY, seoul
from tests.steps.desks import in_session, phone
from tests.steps.grievances import bring_grievance
from tests.steps.rows import call_row, petitioner_names

IMPORTS = select(ImportFile)
LONG_AFTER = seoul(MONDAY + timedelta(days=100), 3)


def to_purge(desk: Desk, days: int) -> list[int]:
    """Return whose data may be destroyed so many days later."""
    after = seoul(MONDAY + timedelta(days=days), 12)
    closed, filed = after - timedelta(days=30), after - timedelta(days=90)
    return list(in_session(desk, petitioners_to_purge, closed, filed, most=10))


def test_only_whose_calls_are_all_closed_long_ago_are_found(morning: Desk) -> None:
    phone(morning, 2)

    assert (to_purge(morning, 29), to_purge(morning, 31)) == ([], [2])


def test_who_asked_for_it_need_not_wait_but_for_an_open_grievance(morning: Desk) -> None:
    phone(morning, 2)
    bring_grievance(morning)

    for petitioner in (1, 2, 3):
        in_session(morning, ask_for_purge, petitioner, morning.now())

    assert to_purge(morning, 1) == [2]


def test_nothing_is_left_of_a_name_a_number_or_a_word(morning: Desk) -> None:
    bring_grievance(morning)
    in_session(morning, purge_petitioner, 1, LONG_AFTER)
    in_session(morning, purge_words, [1], [1])

    petitioner = in_session(morning, find_petitioner, 1)
    assert petitioner_names(morning).count("") == 1
    assert (petitioner.sealed_name, petitioner.sealed_phone, petitioner.purged_at) == (b"", b"", LONG_AFTER)
    assert petitioner.phone_hash == "purged:1"
    assert call_row(morning).masked_name == petitioner.masked_name == "–"
    assert call_row(morning, 2).masked_name != "–"


def test_messages_about_it_are_found_and_no_others(desk: Desk) -> None:
    def stand(session: object) -> None:
        for kind, ref in (("grievance.routed", "1:1"), ("grievance.routed", "11:1"), ("board.page", "1:1")):
            post = Post(kind=kind, ref=ref, recipient="U0JUNG", channel="D1", ts="1.0", digest="x")
            session.add(post)  # type: ignore[attr-defined]

    in_session(desk, stand)

    found = in_session(desk, posts_about, ["grievance.routed"], [1])

    assert [post.ref for post in found] == ["1:1"]
    assert not in_session(desk, posts_about, ["grievance.routed"], [])


def test_names_of_files_go_and_their_reports_stay(morning: Desk) -> None:
    def kept(session: Session) -> list[tuple[bool, bool]]:
        return [(row.sealed_names is not None, "added" in row.report) for row in session.execute(IMPORTS).scalars()]

    in_session(morning, forget_file_names, seoul(MONDAY, 8))
    early = in_session(morning, kept)
    in_session(morning, forget_file_names, seoul(MONDAY, 9))

    assert early == [(True, True)]
    assert in_session(morning, kept) == [(False, True)]
