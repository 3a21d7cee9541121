"""Files in the call channel: reminders within working hours, the end of the day, and who is told once."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest

from bot.clock import MovableClock
from bot.domain.notices import NoticeKind
from bot.services.desk import Desk
from bot.services.lists import standing_files, uploads
from tests.steps.builders import FRIDAY, HAN, KIM, LEE, MONDAY, OH, TUESDAY, StillClock, seoul
from tests.steps.desks import open_morning
from tests.steps.rows import told

SATURDAY = FRIDAY + timedelta(days=1)


@pytest.fixture
def clock() -> MovableClock:
    """A clock that stands still: reminders are counted to the minute."""
    return StillClock(seoul(MONDAY, 8))


def dropped(desk: Desk, clock: MovableClock, at: datetime, *, by: str = KIM, in_channel: bool = True) -> str:
    """Drop a file."""
    clock.set(at)
    file_id = f"F{at:%d%H%M}{by}"
    desk.do_now(uploads.note_upload, file_id=file_id, by=by, in_channel=in_channel)
    return file_id


def looked_for(desk: Desk) -> Sequence[str]:
    """The files of which Slack is to be asked now."""
    return [file.file_id for file in desk.do_now(standing_files.files_to_look_for)]


def reminded_at(desk: Desk, clock: MovableClock, day: date) -> list[str]:
    """When somebody is reminded in the course of a day."""
    times = []
    for minutes in range(0, 12 * 60, 5):
        moment = seoul(day, 8) + timedelta(minutes=minutes)
        clock.set(moment)
        if desk.do_now(standing_files.remind_of_files):
            times.append(f"{moment:%H:%M}")
    return times


@pytest.mark.parametrize(
    ("at", "times"),
    [
        (seoul(MONDAY, 9, 40), ["10:10", "11:10", "13:00", "14:00", "15:00", "16:00", "17:00"]),
        (seoul(MONDAY, 8, 20), ["09:00", "10:00", "11:00", "13:00", "14:00", "15:00", "16:00", "17:00"]),
        (seoul(MONDAY, 17, 40), []),
    ],
)
def test_an_uploader_is_reminded_after_half_an_hour_and_then_every_hour_of_work(
    desk: Desk, clock: MovableClock, at: datetime, times: list[str]
) -> None:
    dropped(desk, clock, at)

    assert [each for each in reminded_at(desk, clock, MONDAY) if each >= f"{at:%H:%M}"] == times


def test_nobody_is_reminded_on_a_day_off(desk: Desk, clock: MovableClock) -> None:
    dropped(desk, clock, seoul(FRIDAY, 19, 0))

    assert not reminded_at(desk, clock, SATURDAY)
    assert reminded_at(desk, clock, MONDAY)[0] == "09:00"


def test_nobody_is_reminded_of_a_file_that_is_gone_or_was_sent_directly(desk: Desk, clock: MovableClock) -> None:
    dropped(desk, clock, seoul(MONDAY, 9, 0), in_channel=False)
    gone = dropped(desk, clock, seoul(MONDAY, 9, 5))
    clock.set(seoul(MONDAY, 10, 0))
    before = looked_for(desk)
    desk.do_now(uploads.note_gone, file_id=gone)

    assert before == [gone]
    assert not looked_for(desk)
    assert not desk.do_now(standing_files.remind_of_files)


def test_a_file_that_was_sent_directly_and_is_shared_later_is_watched(desk: Desk, clock: MovableClock) -> None:
    file = dropped(desk, clock, seoul(MONDAY, 9, 0), in_channel=False)
    desk.do_now(uploads.note_upload, file_id=file, by=KIM, in_channel=True)
    clock.set(seoul(MONDAY, 10, 0))

    assert looked_for(desk) == [file]


def test_several_files_of_one_person_are_one_reminder(desk: Desk, clock: MovableClock) -> None:
    first = dropped(desk, clock, seoul(MONDAY, 9, 10))
    second = dropped(desk, clock, seoul(MONDAY, 9, 20))
    dropped(desk, clock, seoul(MONDAY, 9, 30), by=LEE)
    clock.set(seoul(MONDAY, 9, 45))

    assert looked_for(desk) == [first, second]
    assert desk.do_now(standing_files.remind_of_files) == 1
    clock.set(seoul(MONDAY, 9, 55))
    assert not looked_for(desk)
    assert told(desk, NoticeKind.FILES_STAND) == [KIM]
    assert [file.file_id for file in desk.do_now(standing_files.see_files_of, by=KIM)] == [first, second]


def test_supervisors_are_told_once_at_the_end_of_each_day(desk: Desk, clock: MovableClock) -> None:
    open_morning(desk, clock)
    file = dropped(desk, clock, seoul(MONDAY, 9, 40))
    days = []
    for moment in (seoul(MONDAY, 17, 59), seoul(MONDAY, 18, 0), seoul(MONDAY, 18, 5), seoul(TUESDAY, 18, 0)):
        clock.set(moment)
        desk.do_now(standing_files.remind_of_files)
        days.append(len(told(desk, NoticeKind.FILES_LEFT)))

    assert days == [0, 1, 1, 2]
    assert told(desk, NoticeKind.FILES_LEFT) == [OH, OH]
    assert [each.file_id for each in desk.do_now(standing_files.see_files_left, day=MONDAY)] == [file]


def test_a_file_dropped_after_the_day_is_told_at_the_end_of_the_next(desk: Desk, clock: MovableClock) -> None:
    open_morning(desk, clock)
    dropped(desk, clock, seoul(MONDAY, 18, 10), by=HAN)
    desk.do_now(standing_files.remind_of_files)
    monday = told(desk, NoticeKind.FILES_LEFT)
    clock.set(seoul(TUESDAY, 18, 0))
    desk.do_now(standing_files.remind_of_files)

    assert (monday, told(desk, NoticeKind.FILES_LEFT)) == ([], [OH])


@pytest.mark.races
def test_several_replicas_remind_once(desk: Desk, clock: MovableClock) -> None:
    open_morning(desk, clock)
    dropped(desk, clock, seoul(MONDAY, 14, 0))
    for moment, kind in ((seoul(MONDAY, 15, 0), NoticeKind.FILES_STAND), (seoul(MONDAY, 18, 0), NoticeKind.FILES_LEFT)):
        clock.set(moment)
        with ThreadPoolExecutor(4) as threads:
            list(threads.map(lambda _: desk.do_now(standing_files.remind_of_files), range(4)))
        assert len(told(desk, kind)) == 1
