"""Whatever a person does while a command begins or ends, they read words, or nothing, and never a traceback."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.__main__ import INTERRUPTED
from tests.steps.processes import ROOT, cleancall
from tests.steps.workers import RUNS_COMMANDS

SELDOM = ("typer", "alembic")
"""Modules at whose loading the slow run interrupts."""


@pytest.mark.long
@pytest.mark.parametrize(
    "loaded",
    ["pathlib", "bot.settings", "sqlalchemy.orm", *(pytest.param(name, marks=pytest.mark.slow) for name in SELDOM)],
)
def test_an_interrupted_start_is_silent(environment: dict[str, str], tmp_path: Path, loaded: str) -> None:
    """Ctrl-C comes as soon as Python has told, on its line of the import, that a module is loaded."""
    process = subprocess.Popen(
        [sys.executable, "-X", "importtime", "-m", "bot", "migrate"],
        cwd=tmp_path,
        env=environment | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    for line in process.stdout:
        if line.split("|")[-1].strip() == loaded:
            process.send_signal(signal.SIGINT)
            break
    said, _ = process.communicate(timeout=20)

    assert process.returncode in {-signal.SIGINT, INTERRUPTED}
    assert [line for line in said.splitlines() if not line.startswith("import time:")] == []


SELDOM_USED = {
    "alembic", "fontTools", "fpdf", "jinja2", "mako", "matplotlib", "numpy", "openpyxl", "PIL", "python_calamine",
    "selectolax", "yaml", "bot.demo", "bot.sandbox", "bot.documents.charts", "sqlalchemy.dialects.mysql",
}  # fmt: skip
"""What most commands, and the bot on most days, do without: loaded where it is used, in a thread or process."""
OF_THE_DATABASE = {"sqlalchemy", "sqlmodel", "storage", "bot.services", "bot.serving"}
"""What it takes to work on the database: who installs the bot or reads its pages has none yet."""
ON_THE_LINE = {"aiohttp", "apscheduler", "slack_bolt", "slack_sdk", "handlers", "bot.delivery"}
"""What it takes to speak with Slack: the database's commands do not."""
SLOW_TO_LOAD = {"asyncio", "cryptography", "pydantic", "structlog", "bot.settings"}
"""What the bot needs, and `--help` and a misuse do not."""


SPARED = {
    "bot.cli.main": SELDOM_USED | ON_THE_LINE | OF_THE_DATABASE | SLOW_TO_LOAD,
    "bot.cli.docs": SELDOM_USED | ON_THE_LINE | OF_THE_DATABASE,
    "bot.cli.region": SELDOM_USED | ON_THE_LINE,
    "bot.cli.daily": SELDOM_USED | ON_THE_LINE,
    "bot.cli.run": SELDOM_USED,
    "bot.documents.report_pdf": {"matplotlib.pyplot"},  # which is not safe in threads
}
"""What each command, and at last who draws, does without.

One process loads them in this order: none does without what one before it loads.
"""
LOAD = "import importlib, sys\nfor name in sys.argv[1:]: importlib.import_module(name); print(*sys.modules)"


@pytest.mark.long
def test_a_command_loads_what_it_uses() -> None:
    found = subprocess.run(  # noqa: S603 — our own modules
        [sys.executable, "-c", LOAD, *SPARED],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )

    loaded = dict(zip(SPARED, found.stdout.splitlines(), strict=True))
    assert {module: names for module in SPARED if (names := SPARED[module] & {*loaded[module].split()})} == {}


@pytest.mark.long
def test_what_cannot_be_printed_is_told(environment: dict[str, str], tmp_path: Path) -> None:
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


@RUNS_COMMANDS
def test_a_station_file_that_nests_without_end_is_told(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "station.toml").write_text("name = " + "[" * 5000, encoding="utf-8")

    done = cleancall(environment, tmp_path, "migrate")

    assert done.returncode == 2
    assert "Traceback" not in done.stderr
