"""Whatever a person does while a command begins or ends, they read words, or nothing, and never a traceback."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.steps.processes import ROOT, cleancall


def ended(environment: dict[str, str], folder: Path, *arguments: str, after: float, with_signal: int) -> str:
    """Run the command, and send it a signal; return what it said."""
    process = subprocess.Popen(  # noqa: S603 — our own command
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env=environment | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    time.sleep(after)
    process.send_signal(with_signal)
    said, _ = process.communicate(timeout=20)
    return said


@pytest.mark.parametrize("after", [0.15, 0.3, 0.6])
def test_an_interrupted_start_is_silent(environment: dict[str, str], tmp_path: Path, after: float) -> None:
    said = ended(environment, tmp_path, "migrate", after=after, with_signal=signal.SIGINT)

    assert "Traceback" not in said


def test_what_cannot_be_printed_is_told(environment: dict[str, str], tmp_path: Path) -> None:
    cleancall(environment, tmp_path, "migrate")
    done = subprocess.run(  # noqa: S603 — our own command
        ["/bin/sh", "-c", f"{sys.executable} -m bot stats > /dev/full"],
        cwd=tmp_path,
        env=environment | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "ENOSPC" in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_station_file_that_nests_without_end_is_told(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "station.toml").write_text("name = " + "[" * 5000, encoding="utf-8")

    done = cleancall(environment, tmp_path, "migrate")

    assert done.returncode == 2
    assert "Traceback" not in done.stderr
