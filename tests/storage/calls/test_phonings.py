"""Who phoned about a call: noted at the end of a transaction, known within it."""

from datetime import timedelta

from sqlmodel import Session

from bot.services.desk import Desk
from storage.calls.codes import end_code
from storage.calls.phonings import NOTED, note_phoned, phonings_of
from tests.steps.builders import MONDAY, seoul
from tests.steps.desks import in_session

NOW = seoul(MONDAY, 10)
MINUTE = timedelta(minutes=1)


def test_who_phoned_is_known_once_each_the_latest_first(morning: Desk) -> None:
    for staff, minutes in ((1, 0), (2, 5), (None, 1), (1, 9), (None, 2)):
        in_session(morning, note_phoned, 1, NOW + minutes * MINUTE, staff_id=staff)

    phonings = in_session(morning, phonings_of, 1)

    assert [(each.staff_id, each.at - NOW) for each in phonings] == [
        (1, 9 * MINUTE),
        (2, 5 * MINUTE),
        (None, 2 * MINUTE),
    ]


def test_who_phoned_is_known_before_it_is_written_and_no_more_once_it_ended(morning: Desk) -> None:
    def known(session: Session) -> list[int | None]:
        return [each.staff_id for each in phonings_of(session, 1)]

    def work(session: Session) -> list[list[int | None]]:
        note_phoned(session, 1, NOW, staff_id=1)
        before = known(session)
        note_phoned(session, 1, NOW, staff_id=2)
        end_code(session, 1)
        return [before, known(session)]

    assert in_session(morning, work) == [[1], []]
    assert in_session(morning, known) == []


def test_each_is_written_once_for_a_call(morning: Desk) -> None:
    def work(session: Session) -> int:
        for call, staff in ((2, 1), (1, 2), (1, 1), (2, 1)):
            note_phoned(session, call, NOW, staff_id=staff)
        return len(session.info[NOTED])

    assert in_session(morning, work) == 3
    assert [len(in_session(morning, phonings_of, call)) for call in (1, 2)] == [2, 1]
