"""Sealing the rows in which older versions kept words of lists, a batch at a time."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select

from bot.clock import MovableClock
from bot.domain.lists.listed_words import listed_words_from_text
from bot.domain.station import Station
from bot.services.desk import Desk
from bot.services.keeping.old_words import BATCH, seal_calls, seal_requests, seal_signals
from bot.services.unit import Unit
from bot.settings import load_calendar
from storage.calls.tables import Call
from storage.database import open_database
from storage.lists.tables import Visit
from storage.secrets import Secrets
from tests.steps.builders import FRIDAY, MONDAY, seoul
from tests.steps.old_databases import DEPARTMENT, OFFICER, PURPOSE, RAW, make_old_database
from tests.steps.templates import migrate_database

SECRETS = Secrets([Fernet.generate_key().decode()])


@pytest.fixture(scope="module")
def old_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An old database, migrated and nothing sealed yet, to be copied."""
    file = tmp_path_factory.mktemp("old") / "old.db"
    make_old_database(f"sqlite:///{file}", "0009", SECRETS)
    migrate_database(f"sqlite:///{file}")
    return file


@pytest.fixture
def old_desk(old_file: Path, tmp_path: Path) -> Iterator[Desk]:
    """A desk on an old database, migrated and nothing sealed yet."""
    desk = Desk(
        open_database(f"sqlite:///{shutil.copy(old_file, tmp_path / 'old.db')}"),
        SECRETS,
        Station(name="한빛경찰서", main_number="02-0000-0112"),
        load_calendar(),
        MovableClock(seoul(MONDAY, 9)),
    )
    yield desk
    desk.close()


@pytest.mark.parametrize(("work", "last"), [(seal_calls, 3), (seal_requests, 2), (seal_signals, 3)])
def test_each_tells_the_last_row_of_its_batch_and_none_when_nothing_is_left(
    old_desk: Desk, work: Callable[[Unit, int], int | None], last: int
) -> None:
    assert [old_desk.do_now(work, after) for after in (0, last)] == [last, None]


def test_what_the_list_said_of_a_visit_is_kept_under_seal(old_desk: Desk) -> None:
    old_desk.do_now(seal_calls, 0)

    visit = old_desk.do_now(lambda unit: unit.session.get_one(Visit, RAW))
    listed = listed_words_from_text(old_desk.secrets.open_if(visit.sealed_listed))
    assert (listed.purpose, listed.department, listed.officer) == (PURPOSE, DEPARTMENT, f"숨은계급 {OFFICER}")


def test_what_is_sealed_already_is_not_sealed_again(old_desk: Desk) -> None:
    def sealed(unit: Unit) -> list[bytes | None]:
        return [visit.sealed_listed for visit in unit.session.execute(select(Visit)).scalars()]

    old_desk.do_now(seal_calls, 0)
    once = old_desk.do_now(sealed)
    old_desk.do_now(seal_calls, 0)

    assert old_desk.do_now(sealed) == once


def test_a_call_is_named_by_the_last_visit_of_the_list_that_it_was_made_of(old_desk: Desk) -> None:
    def come_again(unit: Unit) -> None:
        again = unit.session.get_one(Visit, RAW).model_dump(exclude={"id"})
        unit.session.add(
            Visit(**again | {"known_as": "again", "import_id": 2, "department": "경제팀", "visited_on": MONDAY})
        )

    old_desk.do_now(come_again)
    old_desk.do_now(seal_calls, 0)

    call = old_desk.do_now(lambda unit: unit.session.get_one(Call, RAW))
    assert (call.department, call.visited_on) == ("교통과", FRIDAY)


def test_more_than_a_batch_is_done_in_several(old_desk: Desk) -> None:
    def many(unit: Unit) -> None:
        call = unit.session.get_one(Call, RAW).model_dump(exclude={"id"})
        unit.session.add_all(Call(**call) for _ in range(BATCH))

    old_desk.do_now(many)

    assert old_desk.do_now(seal_calls, 0) == BATCH
    assert old_desk.do_now(seal_calls, BATCH) == BATCH + 3
