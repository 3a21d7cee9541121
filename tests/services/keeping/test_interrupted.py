"""Rotating keys, purging and sealing are killed in the middle, and finish when they are run again."""

import os
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import func, insert, select, text
from sqlmodel import Session, col

from bot.clock import wall_clock
from bot.domain.calls.states import CallState, QueueLane
from storage.calls.tables import Call
from storage.chain_checks import verify_chain
from storage.chaining import KEYS
from storage.database import open_database
from storage.lists.tables import Visit
from storage.migrating import migrate
from storage.people.tables import Petitioner
from storage.secrets import Secrets
from storage.tables import SealedFacts
from tests.steps.old_databases import make_old_database, open_words_in
from tests.steps.processes import cleancall, start_cleancall
from tests.steps.workers import RUNS_COMMANDS

pytestmark = [RUNS_COMMANDS, pytest.mark.long]

MANY, SOME, LONG = 6000, 300, 6000
"""Enough to be killed in the middle of: sealing anew is fast, purging is not; the trail goes by thousands."""
STATION = 'name = "한빛경찰서"\nmain_number = "02-0000-0112"\n'


def plant(url: str, key: str, count: int) -> None:
    """A database with thousands of petitioners whose time is over."""
    database, secrets = open_database(url), Secrets([key])
    secrets.marks = False  # as an older version would have sealed it
    migrate(database.writes)
    long_ago = wall_clock() - timedelta(days=60)
    sealed = secrets.seal("홍길순")
    petitioner = {"masked_name": "홍*순", "sealed_name": sealed, "sealed_phone": sealed}
    call = {
        "state": CallState.CLOSED.value,
        "lane": QueueLane.NEW.value,
        "masked_name": "홍*순",
        "petition_type": "교통사고",
        "department": "교통과",
        "visited_on": long_ago.date(),
        "outcome": "satisfied",
        "closed_at": long_ago,
    }
    numbers = range(1, count + 1)
    with Session(database.writes) as session, session.begin():
        hashes = [secrets.keyed_hash("홍길순"), *(f"hash{n}" for n in numbers)]
        session.execute(insert(Petitioner), [{**petitioner, "id": n, "phone_hash": hashes[n - 1]} for n in numbers])
        session.execute(insert(Call), [{**call, "petitioner_id": n} for n in numbers])
    database.close()


def kill_in_the_middle(
    arguments: list[str], env: dict[str, str], folder: Path, done: Callable[[], int], *, count: int
) -> None:
    """Start a command, and kill it when it has done something but not everything."""
    said = folder / "killed.log"
    process = start_cleancall(env, folder, *arguments, output=said, errors=said)
    until = time.monotonic() + 60
    while not 0 < done() < count and process.is_alive() and time.monotonic() < until:
        time.sleep(0.01)
    process.kill()
    process.join()
    assert 0 < done() < count


def finish(arguments: list[str], env: dict[str, str], folder: Path) -> str:
    """Run the command to its end."""
    run = cleancall(env, folder, *arguments)
    assert run.returncode == 0, run.stderr
    return run.stdout


def surroundings(tmp_path: Path, keys: list[str]) -> tuple[str, dict[str, str]]:
    """A database URL and the environment of a command."""
    (tmp_path / "station.toml").write_text(STATION, encoding="utf-8")
    url = f"sqlite:///{tmp_path / 'cleancall.db'}"
    return url, {**os.environ, "DATABASE_URL": url, "DATA_KEYS": ",".join(keys)}


def test_a_rotation_that_was_killed_goes_on_where_it_stopped(tmp_path: Path) -> None:
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    url, env = surroundings(tmp_path, [new, old])
    plant(url, old, MANY)
    database, newest = open_database(url), Secrets([new, old])

    def resealed() -> int:
        with Session(database.reads) as session:
            tokens = session.execute(select(col(Petitioner.sealed_name)).where(col(Petitioner.id) % 500 == 0)).scalars()
            return sum(newest.resealed(token) is None for token in tokens) * 500

    kill_in_the_middle(["keys", "rotate"], env, tmp_path, resealed, count=MANY)
    said = finish(["keys", "rotate"], env, tmp_path)

    assert resealed() == MANY
    assert f" {MANY}" not in said  # what was done before the kill is not done again
    database.close()


def test_a_purge_that_was_killed_goes_on_where_it_stopped(tmp_path: Path) -> None:
    key = Fernet.generate_key().decode()
    url, env = surroundings(tmp_path, [key])
    plant(url, key, SOME)
    database = open_database(url)

    def purged() -> int:
        with Session(database.reads) as session:
            query = select(func.count()).where(col(Petitioner.purged_at).is_not(None))
            return int(session.execute(query).scalar_one())

    planned = finish(["purge", "--dry-run"], env, tmp_path)
    kill_in_the_middle(["purge"], env, tmp_path, purged, count=SOME)
    finish(["purge"], env, tmp_path)

    assert f"{SOME}" in planned
    assert purged() == SOME
    with Session(database.reads) as session:
        traces = session.execute(text("SELECT count(*) FROM trail WHERE event = 'petitioner.purged'")).scalar_one()
    assert traces == SOME
    assert "이상이 없습니다" in finish(["trail", "verify"], env, tmp_path)
    database.close()


@pytest.mark.parametrize(
    "rows",
    [pytest.param(Visit.sealed_listed, id="calls", marks=pytest.mark.slow), pytest.param(SealedFacts.id, id="trail")],
)
def test_a_sealing_that_was_killed_goes_on_where_it_stopped(tmp_path: Path, rows: object) -> None:
    key = Fernet.generate_key().decode()
    url, env = surroundings(tmp_path, [key])
    make_old_database(url, "0009", Secrets([key]), more=LONG)
    database = open_database(url)
    migrate(database.writes)

    def sealed() -> int:
        with Session(database.reads) as session:
            return int(session.execute(select(func.count()).where(col(rows).is_not(None))).scalar_one())

    kill_in_the_middle(["migrate"], env, tmp_path, sealed, count=LONG)
    finish(["migrate"], env, tmp_path)

    assert sealed() >= LONG
    with Session(database.reads, info={KEYS: Secrets([key]).chain_keys}) as session:
        assert verify_chain(session, "trail").broken_at is None
    database.close()
    assert not open_words_in(url)
