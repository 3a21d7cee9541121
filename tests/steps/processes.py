"""The `cleancall` command as a process of its own: its environment, its running, its end."""

import asyncio
import contextlib
import itertools
import multiprocessing
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from multiprocessing.process import BaseProcess
from pathlib import Path

from bot.__main__ import main
from bot.demo.guide import CHANNEL
from bot.demo.station import SampleStation

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0
WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
PORTS = itertools.count(20_000 + 500 * WORKER)
FORKS = multiprocessing.get_context("forkserver")
DRAWS = [f"bot.documents.{name}" for name in ("letter_pdf", "report_pdf", "report_xlsx", "region_pdf", "region_xlsx")]
FORKS.set_forkserver_preload(["tests.steps.crew", "tests.steps.warm", *DRAWS])
"""Children are forked from a process that has done what they all begin with: a start takes hundredths of a second."""


def environment_of(station: SampleStation) -> dict[str, str]:
    """Return what an administrator would set for the sample station."""
    settings = station.settings
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("SLACK_")},
        "SLACK_BOT_TOKEN": settings.slack_bot_token.get_secret_value(),
        "SLACK_APP_TOKEN": station.sandbox.app_token,
        "SLACK_API_URL": settings.slack_api_url,
        "CALL_CHANNEL": CHANNEL,
        "DATA_KEYS": ",".join(settings.data_keys),
        "HASH_KEY": ",".join(settings.hash_key),
        "TRAIL_KEYS": ",".join(settings.trail_keys),
        "DATABASE_URL": settings.database_url,
        "STATION_FILE": str(settings.station_file),
        "HTTP_PORT": "0",
        "HEALTH_PORT": "0",
        "PYTHONPATH": str(ROOT),
    }


def free_port() -> int:
    """Return a port that nobody listens on, nor will: each worker has its own, below those the system gives out."""
    for port in PORTS:
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError


@contextlib.asynccontextmanager
async def running_process(
    command: Sequence[str], folder: Path, environment: Mapping[str, str]
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run a command while the block runs, as systemd would; SIGTERM ends it, with 0."""
    process = await asyncio.create_subprocess_exec(
        *command, cwd=folder, env=environment, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        output, _ = await asyncio.wait_for(process.communicate(), PATIENCE)
    assert process.returncode == 0, output.decode()
    assert b"Traceback" not in output, output.decode()


async def until_connected(station: SampleStation) -> None:
    """Wait until a bot has its line to the sandbox."""
    async with asyncio.timeout(PATIENCE):
        while not station.sandbox.slack.line.is_connected:  # noqa: ASYNC110 — another process sets no events
            await asyncio.sleep(0.05)


def cleancall(environment: Mapping[str, str], folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command and wait for its end."""
    with tempfile.TemporaryDirectory() as name:
        output, errors = Path(name, "output"), Path(name, "errors")
        process = start_cleancall(environment, folder, *arguments, output=output, errors=errors)
        process.join(2 * PATIENCE)
        assert process.exitcode is not None, arguments
        said = [path.read_text(encoding="utf-8") for path in (output, errors)]
        return subprocess.CompletedProcess(arguments, process.exitcode, *said)


def start_cleancall(
    environment: Mapping[str, str],
    folder: Path,
    *arguments: str,
    output: Path,
    errors: Path,
    keyboard: str = os.devnull,
) -> BaseProcess:
    """Start the command; what it prints goes to files, what it reads comes from a keyboard."""
    given = dict(environment), folder, arguments, (output, errors), keyboard
    process = FORKS.Process(target=_be_cleancall, args=given)
    process.start()
    return process


def _be_cleancall(
    environment: dict[str, str], folder: Path, arguments: Sequence[str], said: Sequence[Path], keyboard: str
) -> None:
    os.dup2(os.open(keyboard, os.O_RDONLY | os.O_NOCTTY), 0)
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
    for number, path in enumerate(said, start=1):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND), number)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment, PYTHONPATH=str(ROOT))
    sys.argv = ["cleancall", *arguments]
    main()


def typed_at_a_terminal(environment: dict[str, str], folder: Path, answer: str, *arguments: str) -> str:
    """Run the command as somebody at a keyboard would, who types one answer; return all that was said."""
    keyboard, terminal = os.openpty()
    os.write(keyboard, f"{answer}\n".encode())
    with tempfile.TemporaryDirectory() as name:
        said = Path(name, "said")
        process = start_cleancall(
            environment, folder, *arguments, output=said, errors=said, keyboard=os.ttyname(terminal)
        )
        process.join(2 * PATIENCE)
        assert process.exitcode is not None, arguments
        os.close(keyboard)
        os.close(terminal)
        return said.read_text(encoding="utf-8")
