"""Uploads: whoever changes the row reads the file."""

from datetime import timedelta
from typing import Any

from bot.services.desk import Desk
from storage.lists.tables import Upload
from storage.lists.uploads import (
    finish_upload,
    give_back_upload,
    is_gone,
    note_gone,
    note_upload,
    put_off_reminder,
    standing_files,
    take_upload,
    uploads_left,
)
from tests.steps.builders import KIM, MONDAY, seoul
from tests.steps.desks import in_session

NOW = seoul(MONDAY, 10)
LATER = NOW + timedelta(minutes=5)
SOURCE = "slack:F0LIST"


def note(desk: Desk, **facts: Any) -> None:
    """Note a dropped file."""
    in_session(desk, note_upload, Upload(source=SOURCE, file_id="F0LIST", by=KIM, noted_at=NOW, **facts))


def tries(desk: Desk) -> int:
    """How often the file was taken."""
    return int(in_session(desk, lambda session: session.get_one(Upload, SOURCE).tries))


def test_a_file_is_taken_once_until_its_reader_is_given_up(desk: Desk) -> None:
    for _ in range(2):
        note(desk)

    taken = [
        in_session(desk, take_upload, SOURCE, now, taken_before=before) is not None
        for now, before in ((NOW, NOW), (NOW, NOW), (LATER, LATER))
    ]

    assert taken == [True, False, True]
    assert tries(desk) == 2
    assert in_session(desk, uploads_left, taken_before=LATER + timedelta(seconds=1)) == [SOURCE]


def test_a_file_that_was_taken_while_the_clock_was_ahead_is_left_when_it_is_right(desk: Desk) -> None:
    note(desk)
    in_session(desk, take_upload, SOURCE, NOW + timedelta(days=365), taken_before=NOW)

    assert in_session(desk, uploads_left, taken_before=NOW) == [SOURCE]


def test_a_file_that_is_done_is_left_to_nobody(desk: Desk) -> None:
    note(desk)
    in_session(desk, finish_upload, SOURCE, NOW)

    assert in_session(desk, take_upload, SOURCE, LATER, taken_before=LATER) is None
    assert not in_session(desk, uploads_left, taken_before=LATER)


def test_a_file_that_was_given_back_waits_as_if_it_had_not_been_taken(desk: Desk) -> None:
    note(desk)
    in_session(desk, take_upload, SOURCE, NOW, taken_before=NOW)

    in_session(desk, give_back_upload, SOURCE)

    assert tries(desk) == 0
    assert in_session(desk, uploads_left, taken_before=NOW) == [SOURCE]


def test_a_file_is_gone_once_it_was_deleted(desk: Desk) -> None:
    note(desk)
    before = in_session(desk, is_gone, SOURCE)
    in_session(desk, note_gone, "F0LIST", NOW)

    assert (before, in_session(desk, is_gone, SOURCE)) == (False, True)


def test_a_file_stands_in_the_channel_until_it_is_gone(desk: Desk) -> None:
    note(desk)
    elsewhere = in_session(desk, standing_files)
    note(desk, remind_at=LATER)
    standing = [upload.file_id for upload in in_session(desk, standing_files)]
    in_session(desk, note_gone, "F0LIST", NOW)

    assert (list(elsewhere), standing, list(in_session(desk, standing_files))) == ([], ["F0LIST"], [])


def test_a_reminder_that_is_due_is_put_off_once(desk: Desk) -> None:
    note(desk, remind_at=NOW)
    until = LATER + timedelta(hours=1)

    put_off = [in_session(desk, put_off_reminder, KIM, LATER, until) for _ in range(2)]

    assert put_off == [True, False]
