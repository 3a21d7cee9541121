"""Keys at every door: those of another database, missing, appended or disordered ones are refused, nothing written."""

import shutil
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from storage.secrets import Secrets
from tests.steps.builders import visitor, write_list
from tests.steps.old_databases import make_old_database
from tests.steps.processes import cleancall
from tests.steps.workers import RUNS_COMMANDS

pytestmark = RUNS_COMMANDS

OLD, NEW, FOREIGN = (Fernet.generate_key().decode() for _ in range(3))
HASH, TRAIL = (Fernet.generate_key().decode() for _ in range(2))
STAFF = "직원번호,성명,계급,부서,역할,slack_id\n1001,김상담,경위,청문감사인권관실,상담원,U0KIM\n"
STATION = 'name = "한빛경찰서"\nmain_number = "02-0000-0112"\n'
Environment = dict[str, str]


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Path:
    """A folder with a database that keys have been used with: the data keys were rotated half way."""
    folder = tmp_path_factory.mktemp("keys")
    (folder / "station.toml").write_text(STATION, encoding="utf-8")
    (folder / "staff.csv").write_text(STAFF, encoding="utf-8")
    write_list(folder, [visitor(1), visitor(2)])
    shutil.copy(migrated_file, folder / "cleancall.db")
    for keys in (OLD, f"{NEW},{OLD}"):
        done = cleancall(surroundings(folder, DATA_KEYS=keys), folder, "import", "visitors.csv")
        assert done.returncode in {0, 3}, done.stderr
    return folder


@pytest.fixture
def folder(used: Path, tmp_path: Path) -> Path:
    """The folder, for one test."""
    return Path(shutil.copytree(used, tmp_path / "keys"))


def surroundings(folder: Path, **changes: str) -> Environment:
    """An environment with the right keys, or with others."""
    return {
        "PATH": "/usr/bin:/bin",
        "DATABASE_URL": f"sqlite:///{folder / 'cleancall.db'}",
        "DATA_KEYS": f"{NEW},{OLD}",
        "HASH_KEY": HASH,
        "TRAIL_KEYS": TRAIL,
        **changes,
    }


def content(folder: Path) -> list[str]:
    """Everything that a database holds."""
    with closing(sqlite3.connect(folder / "cleancall.db")) as connection:
        return list(connection.iterdump())


WRONG: dict[str, tuple[Mapping[str, str], str]] = {
    "appended": ({"DATA_KEYS": f"{OLD},{NEW}"}, "`DATA_KEYS`의 순서"),
    "foreign": ({"DATA_KEYS": FOREIGN}, "`DATA_KEYS`의 키는 이 데이터베이스의 것이 아닙니다"),
    "a foreign one behind": ({"DATA_KEYS": f"{NEW},{OLD},{FOREIGN}"}, "`DATA_KEYS`의 순서"),
    "the old one missing": ({"DATA_KEYS": NEW}, "`DATA_KEYS`에서 아직 필요한 키가 빠졌습니다"),
    "the new one missing": ({"DATA_KEYS": OLD}, "`DATA_KEYS`에서 아직 필요한 키가 빠졌습니다"),
    "another hash key": ({"HASH_KEY": FOREIGN}, "`HASH_KEY`의 키는"),
    "no hash key": ({"HASH_KEY": ""}, "`HASH_KEY` 값이 설정에 없어"),
    "hash key appended": ({"HASH_KEY": f"{HASH},{FOREIGN}"}, "`HASH_KEY`의 순서"),
    "another trail key": ({"TRAIL_KEYS": FOREIGN}, "`TRAIL_KEYS`의 키는"),
    "no trail key": ({"TRAIL_KEYS": ""}, "`TRAIL_KEYS` 값이 설정에 없어"),
    "trail key appended": ({"TRAIL_KEYS": f"{TRAIL},{FOREIGN}"}, "`TRAIL_KEYS`의 순서"),
    "all of another database": ({"DATA_KEYS": FOREIGN, "HASH_KEY": "", "TRAIL_KEYS": ""}, "`DATA_KEYS`의 키는"),
}


@pytest.mark.long
def test_wrong_keys_are_refused_with_what_to_do_and_nothing_is_written(folder: Path) -> None:
    before = content(folder)

    for changes, words in WRONG.values():
        done = cleancall(surroundings(folder, **changes), folder, "import", "visitors.csv", "--force")
        assert (done.returncode, words in done.stderr) == (1, True), done.stderr
    assert content(folder) == before


@pytest.mark.long
def test_keys_of_an_older_database_are_tried_on_what_it_holds_before_it_is_migrated(tmp_path: Path) -> None:
    (tmp_path / "station.toml").write_text(STATION, encoding="utf-8")
    environment = surroundings(tmp_path, HASH_KEY="", TRAIL_KEYS="")
    make_old_database(environment["DATABASE_URL"], "0009", Secrets([OLD]))
    before = content(tmp_path)
    wrong: Mapping[str, Callable[[str], bool]] = {
        FOREIGN: lambda said: "복호화되지 않는 내용" in said,
        f"{OLD},{FOREIGN}": lambda said: "마지막 키가 바뀌어" in said,
    }

    for keys, is_told in wrong.items():
        done = cleancall(environment | {"DATA_KEYS": keys}, tmp_path, "migrate")
        assert (done.returncode, is_told(done.stderr)) == (1, True), done.stderr
    assert content(tmp_path) == before
    assert cleancall(environment | {"DATA_KEYS": f"{NEW},{OLD}"}, tmp_path, "migrate").returncode == 0


def test_a_station_changes_all_its_keys_and_writes_down_what_was_derived(folder: Path) -> None:
    newer = Fernet.generate_key().decode()
    data_keys = f"{NEW},{OLD}"

    rotated = cleancall(surroundings(folder, TRAIL_KEYS=f"{newer},{TRAIL}"), folder, "keys", "rotate")
    without_old = surroundings(folder, DATA_KEYS=NEW, TRAIL_KEYS=f"{newer},{TRAIL}")
    verified = cleancall(without_old, folder, "trail", "verify")
    again = cleancall(without_old, folder, "keys", "rotate")
    before = cleancall(surroundings(folder, DATA_KEYS=data_keys), folder, "trail", "verify")

    assert (rotated.returncode, verified.returncode, again.returncode) == (0, 0, 0), rotated.stderr + verified.stderr
    assert "TRAIL_KEYS의 가장 새로운 키로" in rotated.stdout
    assert "TRAIL_KEYS의 가장 새로운 키로" not in again.stdout
    assert (before.returncode, "빠졌습니다" in before.stderr) == (1, True)
    assert "이상이 없습니다" in verified.stdout


def test_a_station_changes_its_hash_key_and_knows_everybody_still(folder: Path) -> None:
    both = surroundings(folder, HASH_KEY=f"{FOREIGN},{HASH}")

    nothing = cleancall(surroundings(folder), folder, "keys", "rotate", "--hashes")
    rotated = cleancall(both, folder, "keys", "rotate", "--hashes")
    again = cleancall(both, folder, "import", "visitors.csv")
    before = cleancall(surroundings(folder), folder, "import", "visitors.csv")

    assert (nothing.returncode, rotated.returncode, again.returncode) == (0, 0, 0), rotated.stderr
    assert "바꿀 것이 없습니다" in nothing.stdout
    assert "다시 만들었습니다" in rotated.stdout
    assert "새 청렴콜 0" in again.stdout
    assert (before.returncode, "`HASH_KEY`에서 아직 필요한 키가 빠졌습니다" in before.stderr) == (1, True)


@pytest.mark.long
def test_a_database_that_is_made_to_look_as_if_it_never_had_keys_is_not_given_new_ones(
    tmp_path: Path, migrated_file: Path
) -> None:
    (tmp_path / "station.toml").write_text(STATION, encoding="utf-8")
    (tmp_path / "staff.csv").write_text(STAFF, encoding="utf-8")
    environment = surroundings(tmp_path)
    shutil.copy(migrated_file, tmp_path / "cleancall.db")
    cleancall(environment, tmp_path, "staff", "staff.csv")
    before = cleancall(environment, tmp_path, "trail", "verify")
    with closing(sqlite3.connect(tmp_path / "cleancall.db")) as connection:
        for verb in ("update", "delete"):
            connection.execute(f"DROP TRIGGER trail_no_{verb}")
        connection.execute("DELETE FROM trail")
        connection.execute("UPDATE chainhead SET rows = 0, hash = '', key_id = '', mac = ''")
        connection.commit()
        after = [cleancall(environment, tmp_path, *command) for command in (("trail", "verify"), ("stats",))]
        connection.execute("DELETE FROM keycheck")
        connection.commit()
        after += [cleancall(environment, tmp_path, *command) for command in (("trail", "verify"), ("stats",))]

    assert [before.returncode, *(each.returncode for each in after)] == [0, 1, 1, 1, 1]
    assert all("어느 키로 서명되었는지" in each.stderr for each in after)


def test_derived_keys_are_printed_as_lines_of_an_environment(tmp_path: Path, migrated_file: Path) -> None:
    (tmp_path / "station.toml").write_text(STATION, encoding="utf-8")
    environment = surroundings(tmp_path, HASH_KEY="", TRAIL_KEYS="", DATA_KEYS=OLD)
    shutil.copy(migrated_file, tmp_path / "cleancall.db")

    printed = cleancall(environment, tmp_path, "keys", "derived").stdout
    written = dict(line.split("=", 1) for line in printed.splitlines())
    environment |= written
    rotated = [
        cleancall(environment | {"DATA_KEYS": keys}, tmp_path, "keys", "rotate") for keys in (f"{NEW},{OLD}", NEW)
    ]

    assert [*written] == ["HASH_KEY", "TRAIL_KEYS"]
    assert [each.returncode for each in rotated] == [0, 0], rotated
    assert not cleancall(environment | {"DATA_KEYS": NEW}, tmp_path, "keys", "derived").stdout
