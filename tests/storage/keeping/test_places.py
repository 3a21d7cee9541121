"""Where a database lies: it is read of the file, and noted once."""

import shutil
from pathlib import Path

from sqlmodel import Session

from bot.services.desk import Desk
from bot.services.unit import Unit
from storage.database import open_database
from storage.keeping.places import note_place, place_of, place_of_work


def test_a_file_is_known_by_its_number_and_by_its_name(tmp_path: Path) -> None:
    file, renamed, copy, link = (tmp_path / name for name in ("a.db", "b.db", "c.db", "d.db"))
    file.write_bytes(b"x")
    link.symlink_to(file)
    before = place_of(file)

    assert place_of(link) == before
    shutil.copy(file, copy)
    file.rename(renamed)

    assert (place_of(renamed).volume, place_of(renamed).file) == (before.volume, before.file)
    assert place_of(copy).file != before.file


def test_a_place_is_noted_in_the_place_of_the_last(desk: Desk, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_bytes(b"x")
    places = [place_of(tmp_path / name) for name in ("a", "b")]

    def note(unit: Unit) -> None:
        for place in places:
            note_place(unit.session, place, unit.now)

    assert desk.do_now(lambda unit: place_of_work(unit.session)) is None
    desk.do_now(note)

    assert desk.do_now(lambda unit: place_of_work(unit.session)) == places[1]


def test_of_a_database_without_tables_no_place_is_known(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'new.db'}")
    with Session(database.reads) as session:
        assert place_of_work(session) is None
    database.close()
