"""Dropped files: noted once, read once, taken up again after a crash, but not for ever."""

from datetime import timedelta

from bot.clock import MovableClock
from bot.domain.lists.rows import ListProblem
from bot.domain.notices import NoticeKind
from bot.services.desk import Desk
from bot.services.lists import uploads
from tests.steps.builders import KIM
from tests.steps.rows import told

SOURCE = "slack:F0LIST"


def noted(desk: Desk) -> Desk:
    """Note a dropped file."""
    desk.do_now(uploads.note_upload, file_id="F0LIST", by=KIM)
    return desk


def test_a_file_is_read_by_one_reader(desk: Desk) -> None:
    noted(noted(desk))

    first = desk.do_now(uploads.take_upload, source=SOURCE)

    assert first is not None
    assert (first.file_id, first.by, first.problem, first.is_last_try) == ("F0LIST", KIM, None, False)
    assert desk.do_now(uploads.take_upload, source=SOURCE) is None
    assert not desk.do_now(uploads.uploads_left)


def test_a_file_whose_reader_died_is_taken_up_again(desk: Desk, clock: MovableClock) -> None:
    noted(desk).do_now(uploads.take_upload, source=SOURCE)
    clock.advance(timedelta(days=3, minutes=1))

    left = desk.do_now(uploads.uploads_left)
    again = desk.do_now(uploads.take_upload, source=SOURCE)

    assert left == [SOURCE]
    assert again is not None
    assert again.is_last_try


def test_a_file_whose_readers_died_three_times_is_not_read_again(desk: Desk, clock: MovableClock) -> None:
    noted(desk)
    problems = []
    for _ in range(4):
        taken = desk.do_now(uploads.take_upload, source=SOURCE)
        problems.append("nobody" if taken is None else taken.problem)
        clock.advance(uploads.LEASE + timedelta(seconds=1))

    assert problems == [None, None, None, ListProblem.GIVEN_UP]


def test_what_slack_did_not_hand_out_is_no_try(desk: Desk) -> None:
    noted(desk)
    for _ in range(5):
        taken = desk.do_now(uploads.take_upload, source=SOURCE)
        assert taken is not None
        assert taken.problem is None
        desk.do_now(uploads.give_back_upload, taken=taken)

    assert desk.do_now(uploads.uploads_left) == [SOURCE]
    assert desk.do_now(uploads.is_coming, source=SOURCE)
    assert told(desk, NoticeKind.IMPORT_REPORT) == [KIM]


def test_a_file_that_was_read_is_never_read_again(desk: Desk, clock: MovableClock) -> None:
    noted(desk).do_now(uploads.take_upload, source=SOURCE)
    desk.do_now(uploads.finish_upload, source=SOURCE)
    clock.advance(timedelta(minutes=11))

    noted(desk)

    assert not desk.do_now(uploads.uploads_left)
    assert not desk.do_now(uploads.is_coming, source=SOURCE)
    assert desk.do_now(uploads.take_upload, source=SOURCE) is None


def test_a_file_of_an_outsiders_is_known_to_be_refused(desk: Desk) -> None:
    desk.do_now(uploads.note_upload, file_id="F0LIST", by="U9GUEST", problem=ListProblem.OUTSIDER)

    taken = desk.do_now(uploads.take_upload, source=SOURCE)

    assert taken is not None
    assert taken.problem is ListProblem.OUTSIDER


def test_a_file_that_was_deleted_is_known_to_be_gone(desk: Desk) -> None:
    before = noted(desk).do_now(uploads.is_gone, source=SOURCE)

    desk.do_now(uploads.note_gone, file_id="F0LIST")

    assert (before, desk.do_now(uploads.is_gone, source=SOURCE)) == (False, True)
