"""The `cleancall` command as a process of its own: its environment, its running, its end."""

import asyncio
import contextlib
import os
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path

from bot.demo.guide import CHANNEL
from bot.demo.station import SampleStation

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0


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
        "DATABASE_URL": settings.database_url,
        "STATION_FILE": str(settings.station_file),
        "HTTP_PORT": "0",
        "PYTHONPATH": str(ROOT),
    }


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


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
    assert b"Traceback" not in output


async def until_connected(station: SampleStation) -> None:
    """Wait until a bot has its line to the sandbox."""
    async with asyncio.timeout(PATIENCE):
        while not station.sandbox.slack.line.is_connected:  # noqa: ASYNC110 — another process sets no events
            await asyncio.sleep(0.05)


def cleancall(environment: dict[str, str], folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command and wait for its end."""
    return subprocess.run(  # noqa: S603 — our own command
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env=environment | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
