"""`cleancall init`: two files to start from, nothing overwritten, every setting explained."""

import re
import stat
import subprocess
import sys
import tomllib
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from bot.cli.installation import environment_file, station_file
from bot.domain.keeping.setting_faults import SettingFault
from bot.domain.lists.columns import Column, meaning_of
from bot.domain.lists.departments import department_of
from bot.domain.station import Station
from bot.domain.station_tables import COLUMN_KINDS
from bot.settings import Settings, WrongSettings, load_settings, station_from_table
from bot.texts import LOCALES, load_texts
from tests.steps.processes import ROOT, cleancall
from tests.steps.workers import RUNS_COMMANDS

pytestmark = RUNS_COMMANDS


def init(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `cleancall init` in a folder."""
    return cleancall({}, folder, "init", *arguments)


def test_a_new_station_starts_from_two_files_of_which_secrets_are_the_owners_alone(tmp_path: Path) -> None:
    done = init(tmp_path, "--name", "한빛경찰서", "--main-number", "02-0000-0112")

    assert done.returncode == 0, done.stderr
    assert tomllib.loads((tmp_path / "station.toml").read_text(encoding="utf-8")) == {
        "name": "한빛경찰서",
        "main_number": "02-0000-0112",
    }
    assert stat.S_IMODE((tmp_path / ".env").stat().st_mode) == 0o600
    assert re.search(r"^DATA_KEYS=\S{43}=$", (tmp_path / ".env").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("main_number", ["112", "010-0000-1001"])
def test_a_number_that_cannot_be_the_main_number_is_refused_and_nothing_written(
    tmp_path: Path, main_number: str
) -> None:
    done = init(tmp_path, "--main-number", main_number)

    assert done.returncode == 2
    assert "--main-number: " in done.stderr
    assert not list(tmp_path.iterdir())


def test_what_was_not_said_stays_empty_and_is_asked_for(tmp_path: Path) -> None:
    """A name that stood for another would be told to petitioners."""
    init(tmp_path)

    examined = cleancall({"HEALTH_PORT": "0", "SLACK_API_URL": "http://127.0.0.1:1/api/"}, tmp_path, "doctor")

    for name in ("name", "main_number"):
        assert f"station.toml: {name}: 값이 없습니다." in examined.stdout


@pytest.mark.parametrize("name", [".env", "station.toml"])
def test_nothing_is_overwritten(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("precious", encoding="utf-8")

    done = init(tmp_path)

    assert done.returncode == 1
    assert name in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text(encoding="utf-8") == "precious"


@pytest.mark.parametrize("locale", LOCALES)
def test_every_setting_of_a_station_stands_there_with_its_default(locale: str) -> None:
    written = station_file(load_texts(locale), "한빛경찰서", "02-0000-0112")

    everything = tomllib.loads(re.sub(r"^# (\w+ = |\"[^\"]+\" = |\[\w)", r"\1", written, flags=re.MULTILINE))

    assert everything.keys() - {"list"} == {field.name for field in fields(Station)} - {"list_columns"}
    assert everything["list"]["columns"].keys() == {*COLUMN_KINDS}
    assert station_from_table(everything, "station.toml") == Station(name="한빛경찰서", main_number="02-0000-0112")


@pytest.mark.parametrize("kind", COLUMN_KINDS)
@pytest.mark.parametrize("locale", LOCALES)
def test_the_example_of_a_kind_of_column_works_when_it_is_taken_over(locale: str, kind: str) -> None:
    written = station_file(load_texts(locale), "한빛경찰서", "02-0000-0112")

    example = re.search(rf"^# # .*?({kind} = \[.+\])$", written, re.MULTILINE)

    assert example is not None
    added = written.replace("# [list.columns]", f"[list.columns]\n{example[1]}")
    words = station_from_table(tomllib.loads(added), "station.toml").list_columns[0].words
    assert meaning_of(words[0], station={Column(kind): words}).kind == Column(kind)
    assert meaning_of(words[0]).kind != Column(kind), "what is understood anyhow is no example"


def test_a_department_with_an_empty_list_is_found_by_its_name_alone() -> None:
    station = station_from_table(
        {"name": "한빛경찰서", "main_number": "02-0000-0112", "departments": {"경비과": []}}, "station.toml"
    )

    found = [
        department_of(word, station.departments, date(2026, 11, 24)) for word in ("경비과", "작전계", "교통조사팀")
    ]

    assert found == ["경비과", "기타", "교통과"]


@pytest.mark.parametrize("locale", LOCALES)
def test_every_variable_stands_in_the_environment_file(locale: str) -> None:
    written = environment_file(load_texts(locale))

    assert re.findall(r"^(?:# )?([A-Z_]+)=", written, re.MULTILINE) == [name.upper() for name in Settings.model_fields]


def test_what_must_be_filled_in_is_named_until_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    init(tmp_path)
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)

    with pytest.raises(WrongSettings) as wrong:
        load_settings()
    environment = (tmp_path / ".env").read_text(encoding="utf-8")
    for name, value in {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "CALL_CHANNEL": "C0CALLS"}.items():
        environment = environment.replace(f"{name}=\n", f"{name}={value}\n")
    (tmp_path / ".env").write_text(environment, encoding="utf-8")

    with pytest.raises(WrongSettings) as half:
        load_settings()
    station = (tmp_path / "station.toml").read_text(encoding="utf-8")
    (tmp_path / "station.toml").write_text(
        station.replace('main_number = ""', 'main_number = "02-0000-0112"').replace('name = ""', 'name = "한빛경찰서"'),
        encoding="utf-8",
    )

    assert sorted(problem.name for problem in wrong.value.problems) == [
        "CALL_CHANNEL",
        "SLACK_APP_TOKEN",
        "SLACK_BOT_TOKEN",
        "station.toml: main_number",
        "station.toml: name",
    ]
    assert {(each.name, each.fault) for each in half.value.problems} == {
        ("station.toml: name", SettingFault.MISSING),
        ("station.toml: main_number", SettingFault.MISSING),
    }
    assert load_settings().call_channel == "C0CALLS"


def test_the_command_lists_the_files_and_prints_each(environment: dict[str, str], tmp_path: Path) -> None:
    names = cleancall(environment, tmp_path, "deploy").stdout.split()
    unknown = cleancall(environment, tmp_path, "deploy", "helm")

    folder = ROOT / "bot" / "deploy"
    assert names == sorted(path.name for path in folder.iterdir())
    for name in ("Containerfile", "requirements.lock"):
        assert cleancall(environment, tmp_path, "deploy", name).stdout == (folder / name).read_text(encoding="utf-8")
    assert unknown.returncode == 1
    assert load_texts("ko").plain("init.no_such_file", name="helm", names=", ".join(names)) in unknown.stderr


def test_files_that_cannot_be_written_leave_nothing_half_made(tmp_path: Path) -> None:
    """The room ends in the middle of the first."""
    command = f"ulimit -f 1; trap '' XFSZ; exec {sys.executable} -B -m bot init --name Hanbit"
    environment = {"PYTHONPATH": str(ROOT), "LOCALE": "en"}

    done = subprocess.run(  # noqa: S603 — our own command
        ["/bin/bash", "-c", command], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stdout) == (1, "")
    assert f"could not be created in {tmp_path} (EFBIG)" in done.stderr
    assert not list(tmp_path.iterdir())
