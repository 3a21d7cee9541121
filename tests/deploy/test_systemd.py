"""The systemd units: the bot, and what looks after it at night and in the morning."""

import configparser
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.demo.station import SampleDatabase, SampleStation, sample_station
from tests.steps.builders import MONDAY, seoul
from tests.steps.processes import ROOT, environment_of

DEPLOY = ROOT / "bot" / "deploy"
UNITS = sorted(path.name for suffix in ("service", "timer") for path in DEPLOY.glob(f"cleancall*.{suffix}"))
BOTS = [name for name in UNITS if name.endswith(".service") and "failed" not in name]
PROGRAM = "/opt/cleancall/bin/cleancall"


def unit(name: str) -> configparser.RawConfigParser:
    """Read a unit; the last value of a name counts, `commands` has them all."""
    parser = configparser.RawConfigParser(strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign] # names of systemd are written large and small
    parser.read(DEPLOY / name, encoding="utf-8")
    return parser


def commands(name: str, here: Path, failed: str = "") -> list[list[str]]:
    """Return what a unit runs, as systemd would, in another folder and with this program."""
    words = (DEPLOY / name).read_text(encoding="utf-8").replace("%%", "%").replace("$$", "$").replace("%i", failed)
    lines = re.findall(r"^ExecStart(?:Post)?=-?(.*)$", words, re.MULTILINE)
    program = f"env PYTHONPATH={ROOT} {sys.executable} -m bot"
    return [shlex.split(line.replace(PROGRAM, program).replace("../", f"{here}/")) for line in lines]


def run(command: list[str], folder: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a unit's command. Returns how it ended, and its words."""
    return subprocess.run(  # noqa: S603 — the unit's own words
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=60
    )


def analyzed(tmp_path: Path, *arguments: str, units: list[str]) -> subprocess.CompletedProcess[str]:
    """Ask systemd about units, all standing in one folder, with a program that exists on this machine."""
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("there is no systemd-analyze here")
    for name in UNITS:
        words = (DEPLOY / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(words.replace(PROGRAM, sys.executable), encoding="utf-8")
    return run([analyze, *arguments, *(str(tmp_path / name) for name in units)], tmp_path, dict(os.environ))


def test_systemd_takes_every_unit(tmp_path: Path) -> None:
    done = analyzed(tmp_path, "verify", units=UNITS)

    assert done.returncode == 0, done.stderr
    assert "cleancall" not in done.stderr


@pytest.mark.parametrize("name", BOTS)
def test_systemd_finds_the_units_well_hardened(name: str, tmp_path: Path) -> None:
    done = analyzed(tmp_path, "security", "--offline=true", "--threshold=20", "--no-pager", units=[name])
    if "unrecognized option" in done.stderr:
        pytest.skip("this systemd-analyze cannot judge a file")

    assert done.returncode == 0, done.stdout[-200:]


def test_each_timer_begins_its_service_and_no_failure_is_silent() -> None:
    timers = [name for name in UNITS if name.endswith(".timer")]

    assert timers == ["cleancall-backup.timer", "cleancall-doctor.timer"]
    assert all(f"{Path(name).stem}.service" in UNITS for name in timers)
    assert all(unit(name)["Timer"]["Persistent"] == "true" for name in timers), "a night without power is made up for"
    assert {unit(name)["Unit"]["OnFailure"] for name in BOTS} == {"cleancall-failed@%n.service"}


@pytest.fixture
async def stopped(sample_database: SampleDatabase) -> AsyncIterator[SampleStation]:
    """The sample station, the bot stopped."""
    async with sample_station(seoul(MONDAY, 8, 0), database=sample_database) as station:
        yield station


@pytest.mark.long
async def test_the_nights_backup_is_a_sound_copy_and_old_ones_go(stopped: SampleStation, tmp_path: Path) -> None:
    (copies := tmp_path / "cleancall-backups").mkdir()
    for name in ("cleancall-old.db", "cleancall-old.db.anchors"):
        (copies / name).touch()
        os.utime(copies / name, (0, 0))

    backup, clean = commands("cleancall-backup.service", tmp_path)
    done = [run(each, stopped.folder, environment_of(stopped)) for each in (backup, clean)]

    assert [each.returncode for each in done] == [0, 0], done
    assert sorted(path.name.partition(".")[2] for path in copies.iterdir()) == ["db", "db.anchors"]
    assert not (copies / "cleancall-old.db").exists()


def test_the_mornings_check_looks_at_the_trail_first_and_at_everything(tmp_path: Path) -> None:
    """Doctor may go on failing for days, for what nobody mends: it must not hide a broken trail."""
    verify, doctor = commands("cleancall-doctor.service", tmp_path)

    assert (verify[-2:], doctor[-1:]) == (["trail", "verify"], ["doctor"])


def test_a_failure_is_told_by_name(tmp_path: Path) -> None:
    """By the system's own programs: those that write to the journal and to terminals are not run here."""
    log, wall, mail = commands("cleancall-failed@.service", tmp_path, failed="cleancall-backup.service")
    (tmp_path / "mail").write_text('#!/bin/sh\nprintf "%s\\n" "$@" > told\ncat >> told\n', encoding="utf-8")
    (tmp_path / "journalctl").write_text('#!/bin/sh\necho "$@"\n', encoding="utf-8")
    for name in ("mail", "journalctl"):
        (tmp_path / name).chmod(0o755)

    done = run(mail, tmp_path, {"PATH": f"{tmp_path}:{os.environ['PATH']}"})

    assert done.returncode == 0, done.stderr
    assert "cleancall-backup.service has failed" in (tmp_path / "told").read_text(encoding="utf-8")
    assert all("cleancall-backup.service" in each[-1] for each in (log, wall))
