"""`cleancall backup` and `cleancall queue --print`: what an administrator does from time to time."""

import os
import pwd
import re
import shutil
import socket
import sqlite3
import stat
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import wall_clock
from bot.domain.calendar import SEOUL
from storage.database import one_process, sqlite_file
from storage.secrets import Secrets
from tests.steps.builders import visitor, write_list
from tests.steps.old_databases import make_old_database, tamper
from tests.steps.processes import cleancall
from tests.steps.workers import RUNS_COMMANDS

pytestmark = RUNS_COMMANDS


def test_the_command_takes_a_backup_and_overwrites_none(environment: dict[str, str], tmp_path: Path) -> None:
    migrated = cleancall(environment, tmp_path, "migrate")
    first = cleancall(environment, tmp_path, "backup", "today.db")
    second = cleancall(environment, tmp_path, "backup", "today.db")

    assert (migrated.returncode, first.returncode, second.returncode) == (0, 0, 1), first.stderr
    assert "today.db" in second.stderr
    assert stat.S_IMODE((tmp_path / "today.db").stat().st_mode) == 0o600
    (tmp_path / "cleancall.db").unlink()
    (tmp_path / "today.db").rename(tmp_path / "cleancall.db")
    assert cleancall(environment, tmp_path, "trail", "verify").returncode == 0


def test_a_trail_that_was_damaged_before_it_was_sealed_is_told_ever_after(
    environment: dict[str, str], tmp_path: Path
) -> None:
    url = environment["DATABASE_URL"]
    make_old_database(url, "0009", Secrets([environment["DATA_KEYS"]]))
    tamper(url, "UPDATE trail SET actor = 'U0LEE' WHERE id = 2")

    migrated = cleancall(environment, tmp_path, "migrate")
    verified = cleancall(environment, tmp_path, "trail", "verify")

    assert (migrated.returncode, verified.returncode) == (0, 1), migrated.stderr
    assert "8행 모두 이상이 없습니다" in verified.stdout
    assert "원문 2행이 모두 기록과 일치합니다" in verified.stdout
    assert "2번 행이 앞의 행과 맞지 않았습니다" in verified.stderr


def test_what_the_command_writes_is_the_owners_alone_and_an_error_tells_nobodys_words(
    empty_environment: dict[str, str], tmp_path: Path
) -> None:
    environment, url = empty_environment, empty_environment["DATABASE_URL"]
    file = write_list(tmp_path, [visitor(1), visitor(2)])
    made_before = {*tmp_path.iterdir()}

    cleancall(environment, tmp_path, "migrate")
    with one_process(url):
        done = [
            cleancall(environment, tmp_path, *arguments)
            for arguments in (("stats", "--format", "json", "--out", "november.json"), ("backup", "today.db"))
        ]
        made = {*tmp_path.iterdir()} - made_before
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in made}
    tamper(url, "CREATE TRIGGER full BEFORE INSERT ON visit BEGIN SELECT RAISE(ABORT, 'no room'); END")
    failed = cleancall(environment, tmp_path, "import", str(file))

    assert [each.returncode for each in done] == [0, 0], done
    assert {"cleancall.db", "cleancall.db.lock", "november.json", "today.db"} <= modes.keys()
    assert {*modes.values()} == {0o600}
    assert failed.returncode == 1
    assert not re.search("홍길|정교통|교통사고|1001", failed.stdout + failed.stderr)


@pytest.mark.long
def test_an_end_that_was_noted_outside_tells_a_file_that_was_put_in_the_place_of_the_right_one(
    environment: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "staff.csv").write_text(
        "직원번호,성명,계급,부서,역할\n1001,김상담,경위,청문감사인권관실,상담원\n", encoding="utf-8"
    )
    cleancall(environment, tmp_path, "staff", "staff.csv")
    old = cleancall(environment, tmp_path, "backup", "old.db")
    cleancall(environment, tmp_path, "import", str(write_list(tmp_path, [visitor(1)])))
    new = cleancall(environment, tmp_path, "backup", "new.db")
    first, second = ((tmp_path / f"{name}.db.anchors").read_text(encoding="utf-8").strip() for name in ("old", "new"))
    (tmp_path / "cleancall.db").unlink()
    verified = {}
    for name in ("new", "old"):
        shutil.copy(tmp_path / f"{name}.db", tmp_path / "cleancall.db")
        for anchor in (first, second, "T1-0000-0000-0000", "no end"):
            done = cleancall(environment, tmp_path, "trail", "verify", "--since", anchor)
            verified[name, anchor] = done.returncode
        assert first in old.stdout
        assert second in new.stdout
        assert second in done.stdout or name == "old" or not done.stdout

    assert [*verified.values()] == [0, 0, 1, 2, 0, 1, 1, 2], verified


def test_a_backup_of_nothing_leaves_nothing(empty_environment: dict[str, str], tmp_path: Path) -> None:
    done = [cleancall(empty_environment, tmp_path, *words) for words in (("backup", "today.db"), ("take-over",))]

    for each in done:
        assert each.returncode == 1
        assert "데이터베이스 파일이 아직 없습니다" in each.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["station.toml"]


def test_a_backup_of_an_empty_file_is_none(empty_environment: dict[str, str], tmp_path: Path) -> None:
    sqlite_file(empty_environment["DATABASE_URL"]).touch()

    done = cleancall(empty_environment, tmp_path, "backup", "today.db")

    assert (done.returncode, "데이터베이스 파일이 아직 없습니다" in done.stderr) == (1, True)
    assert not (tmp_path / "today.db").exists()


def test_for_postgresql_the_command_names_its_own_tool(environment: dict[str, str], tmp_path: Path) -> None:
    done = cleancall(environment | {"DATABASE_URL": "postgresql://db/cleancall"}, tmp_path, "backup", "today.db")

    assert done.returncode == 1
    assert "pg_dump" in done.stderr


def test_the_days_list_is_printed_for_paper_and_never_by_mistake(environment: dict[str, str], tmp_path: Path) -> None:
    yesterday = (wall_clock() - timedelta(days=1)).astimezone(SEOUL).date().isoformat()
    strange = visitor(2, 방문일시=yesterday, 성명="파라메스와란수브라마니암라자고팔란쿠마르")
    file = write_list(tmp_path, [visitor(1, 방문일시=yesterday), strange])
    cleancall(environment, tmp_path, "import", str(file))

    printed = cleancall(environment, tmp_path, "queue", "--print")
    bare = cleancall(environment, tmp_path, "queue")
    with closing(sqlite3.connect(tmp_path / "cleancall.db")) as connection:
        looks = connection.execute("SELECT DISTINCT event, door, place FROM accesslog").fetchall()

    assert printed.returncode == 0, printed.stderr
    assert "010-0000-1001" in printed.stdout
    assert "통화한 시각" in printed.stdout
    assert all(part in printed.stdout for part in ("파라메스", "마르")), "a long name is whole"
    user = pwd.getpwuid(os.getuid()).pw_name
    assert looks == [("queue.paper", "command_line", f"{socket.gethostname()}/{user}")]
    assert max(len(line) for line in printed.stdout.splitlines()) <= 132
    assert bare.returncode == 2
    assert "010-" not in bare.stdout + bare.stderr
