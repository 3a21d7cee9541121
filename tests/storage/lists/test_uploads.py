"""Uploads: whoever changes the row reads the file."""

from datetime import timedelta

from bot.services.desk import Desk
from storage.lists.uploads import finish_upload, note_upload, take_upload, uploads_left
from tests.steps.builders import KIM, MONDAY, seoul
from tests.steps.desks import in_session

NOW = seoul(MONDAY, 10)
LATER = NOW + timedelta(minutes=5)
SOURCE = "slack:F0LIST"


def test_a_file_is_taken_once_until_its_reader_is_given_up(desk: Desk) -> None:
    for _ in range(2):
        in_session(desk, note_upload, SOURCE, "F0LIST", KIM, NOW)

    taken = [
        in_session(desk, take_upload, SOURCE, now, taken_before=before) is not None
        for now, before in ((NOW, NOW), (NOW, NOW), (LATER, LATER))
    ]

    assert taken == [True, False, True]
    assert in_session(desk, uploads_left, taken_before=LATER + timedelta(seconds=1)) == [SOURCE]


def test_a_file_that_is_done_is_left_to_nobody(desk: Desk) -> None:
    in_session(desk, note_upload, SOURCE, "F0LIST", KIM, NOW)
    in_session(desk, finish_upload, SOURCE, NOW)

    assert in_session(desk, take_upload, SOURCE, LATER, taken_before=LATER) is None
    assert not in_session(desk, uploads_left, taken_before=LATER)
