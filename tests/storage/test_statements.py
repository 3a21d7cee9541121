"""One insert or update for both databases: what it did is told by both alike."""

from datetime import date

from sqlalchemy import delete
from sqlmodel import col

from bot.services.desk import Desk
from bot.services.unit import Unit
from storage.lists.tables import Upload, WaitingList
from storage.people.tables import Petitioner
from storage.statements import (
    BATCH,
    batches,
    changed_rows,
    count_rows,
    insert_or_ignore,
    insert_or_update,
    insert_rows,
    reserve_ids,
)
from storage.tables import DoneRequest, HolidayChange, JobRun
from tests.steps.builders import MONDAY, seoul, visitor
from tests.steps.desks import bring_list

DAY = date(2026, 11, 23)
NOON = seoul(MONDAY, 12)


def test_a_row_is_inserted_once_and_its_key_comes_back_once(desk: Desk) -> None:
    def insert(unit: Unit) -> list[object]:
        run = {"job": "morning", "day": DAY, "at": unit.now}
        request = {"key": "Ev1:claim", "at": unit.now}
        return [insert_or_ignore(unit.session, JobRun, run), insert_or_ignore(unit.session, DoneRequest, request)]

    first, again = desk.do_now(insert), desk.do_now(insert)

    assert first == [1, "Ev1:claim"]
    assert again == [None, None]


def test_the_newest_values_stand_under_a_key(desk: Desk) -> None:
    def set_day(unit: Unit, *, is_holiday: bool) -> None:
        insert_or_update(
            unit.session, HolidayChange, {"day": DAY}, {"is_holiday": is_holiday, "by": "U", "at": unit.now}
        )

    desk.do_now(set_day, is_holiday=True)
    desk.do_now(set_day, is_holiday=False)

    assert desk.do_now(lambda unit: count_rows(unit.session, HolidayChange)) == 1
    assert not desk.do_now(lambda unit: unit.session.get_one(HolidayChange, DAY).is_holiday)


def test_a_change_tells_how_many_rows_it_reached(desk: Desk) -> None:
    def change(unit: Unit) -> list[int]:
        for number in range(3):
            insert_or_ignore(unit.session, DoneRequest, {"key": f"Ev{number}", "at": unit.now})
        forget = delete(DoneRequest).where(col(DoneRequest.request) != "Ev1")
        return [changed_rows(unit.session, forget), changed_rows(unit.session, forget)]

    assert desk.do_now(change) == [2, 0]


def test_ids_are_reserved_behind_the_last_and_nobody_else_gets_them(desk: Desk) -> None:
    bring_list(desk, [visitor(1)])

    first, second = desk.do_now(lambda unit: list(reserve_ids(unit.session, Petitioner, 2)))
    bring_list(desk, [visitor(2)])

    assert (first, second) == (2, 3)
    assert desk.do_now(lambda unit: count_rows(unit.session, Petitioner)) == 2


def test_many_rows_are_inserted_as_one_is_with_what_their_class_says_of_the_rest(desk: Desk) -> None:
    of_letter = {"source": "F1", "file_id": "F1", "by": "U1", "noted_at": NOON, "taken_at": None}
    waiting = {"source": "F1", "brought_by": "U1", "at": NOON, "sealed_file": b"\x00\xff"}

    def insert(unit: Unit) -> None:
        insert_rows(unit.session, Upload, [of_letter, {**of_letter, "source": "F2", "taken_at": NOON}])
        insert_rows(unit.session, WaitingList, [waiting])
        insert_rows(unit.session, JobRun, [])

    desk.do_now(insert)

    def read(unit: Unit) -> tuple[list[Upload], WaitingList]:
        uploads = [unit.session.get_one(Upload, source) for source in ("F1", "F2")]
        return uploads, unit.session.get_one(WaitingList, 1)

    (first, second), kept = desk.look_now(read)
    assert (first.noted_at, first.taken_at, second.taken_at, second.tries) == (NOON, None, NOON, 0)
    assert (kept.sealed_file, kept.sealed_name, kept.at) == (b"\x00\xff", None, NOON)


def test_many_rows_come_in_parts() -> None:
    parts = list(batches(range(BATCH + 1)))

    assert [len(part) for part in parts] == [BATCH, 1]
