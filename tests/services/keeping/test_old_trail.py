"""The trail that was chained anew: what it once said is proved, rotated, purged and dropped like everything else."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select, text, update

from bot.clock import MovableClock
from bot.domain.station import Station
from bot.domain.trail import Event
from bot.services.desk import Desk
from bot.services.keeping import purging
from bot.services.keeping.diagnosis import verify_chains
from bot.services.keeping.keys import rotate_keys
from bot.services.keeping.old_trail import BATCH, see_old_trail, verify_sealed_facts
from bot.services.keeping.resealing import reseal
from bot.services.unit import Unit
from bot.serving.opening import upgraded_desk
from bot.settings import DatabaseSettings
from storage.secrets import Secrets
from storage.tables import SealedFacts, Trail
from storage.trail import record_all
from tests.steps.builders import KIM, MONDAY, TUESDAY, seoul
from tests.steps.desks import open_morning
from tests.steps.old_databases import make_old, make_old_database

KEY = Fernet.generate_key().decode()


def opened(file: Path, clock: MovableClock) -> Desk:
    """Open a desk on an old database, which is brought up to date."""
    settings = DatabaseSettings(database_url=f"sqlite:///{file}", data_keys=[KEY])
    return upgraded_desk(settings, Station(name="한빛경찰서", main_number="02-0000-0112"), clock)


@pytest.fixture(scope="module")
def sealed_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database whose trail of Monday was chained anew on Tuesday, to be copied."""
    file = tmp_path_factory.mktemp("old") / "old.db"
    make_old_database(f"sqlite:///{file}", "0009", Secrets([KEY]))
    opened(file, MovableClock(seoul(TUESDAY, 9))).close()
    return file


@pytest.fixture
def sealed(sealed_file: Path, tmp_path: Path, clock: MovableClock) -> Iterator[Desk]:
    """A desk on a database whose trail of Monday was chained anew on Tuesday: six rows, and the first."""
    clock.set(seoul(TUESDAY, 9))
    desk = opened(Path(shutil.copy(sealed_file, tmp_path / "old.db")), clock)
    yield desk
    desk.close()


def kept(unit: Unit) -> list[str]:
    """Rows of the trail of which the words are kept."""
    return [row.subject for row in unit.session.execute(select(SealedFacts).order_by(SealedFacts.id)).scalars()]  # type: ignore[arg-type]


def events(unit: Unit) -> list[str]:
    """What the trail tells."""
    return [row.event for row in unit.session.execute(select(Trail).order_by(Trail.id)).scalars()]  # type: ignore[arg-type]


def test_what_a_purge_destroys_goes_from_beside_the_trail_too(sealed: Desk, clock: MovableClock) -> None:
    before = sealed.do_now(kept)
    clock.advance(timedelta(days=60))
    sealed.do_now(lambda unit: unit.session.execute(text("UPDATE call SET state = 'closed', closed_at = '2026-11-23'")))

    sealed.do_now(purging.purge)

    assert before == ["call:1", "call:1"]
    assert sealed.do_now(kept) == []
    assert sealed.do_now(verify_chains)[0].broken_at is None
    assert sealed.do_now(verify_sealed_facts).unfit_at is None


def test_what_is_kept_beside_the_trail_is_sealed_with_a_new_key_too(sealed: Desk) -> None:
    new = Fernet.generate_key().decode()
    sealed.secrets = Secrets([new, KEY])

    rotate_keys(sealed, lambda _table, _rows: None)

    sealed.secrets = Secrets([new])
    report = sealed.do_now(verify_sealed_facts)
    assert (report.rows, report.unfit_at) == (2, None)


@pytest.mark.parametrize("with_other_words", [True, False])
def test_words_that_somebody_put_there_are_found(sealed: Desk, *, with_other_words: bool) -> None:
    forged = sealed.secrets.seal('{"facts": "{}", "salt": ""}') if with_other_words else b"no seal"

    sealed.do_now(
        lambda unit: unit.session.execute(update(SealedFacts).where(SealedFacts.id == 5).values(sealed_words=forged))  # type: ignore[arg-type]
    )

    report = sealed.do_now(verify_sealed_facts)
    assert (report.rows, report.unfit_at) == (1, 5)


def test_rows_that_are_too_old_go_and_what_was_found_of_the_old_chain_stays_for_its_time(
    sealed: Desk, clock: MovableClock
) -> None:
    station = sealed.station
    clock.set(seoul(MONDAY, 8, 31) + station.keep_trail)  # Monday's rows are too old, Tuesday's is not

    dropped = [sealed.do_now(purging.drop_old_rows) for _ in range(2)]

    old = sealed.do_now(see_old_trail)
    assert dropped == [7, 0]
    assert sealed.do_now(events) == ["chain.keyed", "chain.dropped", "trail.resealed"]
    assert sealed.do_now(kept) == []
    assert old is not None
    assert (old.rows, old.broken_at) == (6, None)
    assert sealed.do_now(verify_chains)[0].broken_at is None
    clock.advance(station.keep_trail + timedelta(days=1))
    assert [sealed.do_now(purging.drop_old_rows) for _ in range(2)] == [3, 0]
    assert sealed.do_now(see_old_trail) is None


def test_where_no_trail_was_ever_chained_anew_old_rows_go_all_the_same(morning: Desk, clock: MovableClock) -> None:
    clock.set(seoul(MONDAY, 12) + morning.station.keep_trail)

    assert morning.do_now(purging.drop_old_rows) > 0
    assert morning.do_now(see_old_trail) is None


@pytest.mark.long
def test_a_long_trail_is_chained_in_several_batches(desk: Desk, clock: MovableClock) -> None:
    open_morning(desk, clock)
    facts = {"visited_on": "2026-11-20", "department": "교통과", "petition_type": "교통사고"}
    many = [(Event.CALL_VISITED_AGAIN, number % 3 + 1, facts) for number in range(BATCH)]
    desk.do_now(lambda unit: record_all(unit.session, many, actor=KIM, at=unit.now))
    make_old(desk)
    rows = len(desk.do_now(events))
    done: list[tuple[str, int]] = []

    reseal(desk, lambda step, row: done.append((step, row)))

    trail = desk.do_now(verify_chains)[0]
    assert (trail.rows, trail.broken_at, trail.cut_off) == (rows + 1, None, 0)
    assert desk.do_now(verify_sealed_facts).rows == BATCH + 3
    assert sum(step == "trail" for step, _ in done) >= 2
