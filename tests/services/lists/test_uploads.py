"""Uploads: noted once, read once, taken up again after a crash."""

from datetime import timedelta

from bot.clock import MovableClock
from bot.services.desk import Desk
from bot.services.lists import uploads
from tests.steps.builders import KIM

SOURCE = "slack:F0LIST"


def noted(desk: Desk) -> Desk:
    """Note a dropped file."""
    desk.do_now(uploads.note_upload, source=SOURCE, file_id="F0LIST", by=KIM)
    return desk


def test_a_file_is_read_by_one_reader(desk: Desk) -> None:
    noted(noted(desk))

    first = desk.do_now(uploads.take_upload, source=SOURCE)

    assert first is not None
    assert (first.file_id, first.by, first.is_last_try) == ("F0LIST", KIM, False)
    assert desk.do_now(uploads.take_upload, source=SOURCE) is None
    assert not desk.do_now(uploads.uploads_left)


def test_a_file_whose_reader_died_is_taken_up_again(desk: Desk, clock: MovableClock) -> None:
    noted(desk).do_now(uploads.take_upload, source=SOURCE)
    clock.advance(timedelta(minutes=11))

    left = desk.do_now(uploads.uploads_left)
    again = desk.do_now(uploads.take_upload, source=SOURCE)

    assert left == [SOURCE]
    assert again is not None
    assert again.is_last_try


def test_a_file_that_was_read_is_never_read_again(desk: Desk, clock: MovableClock) -> None:
    noted(desk).do_now(uploads.take_upload, source=SOURCE)
    desk.do_now(uploads.finish_upload, source=SOURCE)
    clock.advance(timedelta(minutes=11))

    noted(desk)

    assert not desk.do_now(uploads.uploads_left)
    assert desk.do_now(uploads.take_upload, source=SOURCE) is None
