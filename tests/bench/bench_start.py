"""Starting: until the first acknowledged command, and until `--help` is printed; what it costs to sit idle."""

import asyncio
import os
import subprocess
import sys
import time
from pathlib import Path

import psutil

from bot.demo.station import SampleStation, sample_station
from bot.sandbox import AppDidNotRespond
from tests.bench.stations import quiet
from tests.steps.builders import KIM, MONDAY, seoul

IDLE_SECONDS = 20.0
MB = 1024 * 1024
COMPILED = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONDONTWRITEBYTECODE": ""}
LIBRARIES = (
    "slack_bolt.adapter.socket_mode.async_handler, slack_bolt.async_app, aiohttp, sqlmodel, pydantic_settings,"
    "cryptography.fernet, apscheduler.schedulers.asyncio, prometheus_client, structlog"
)
"""What nobody can do without who speaks with Slack and keeps something sealed: the floor of seconds and MB."""


async def measure() -> dict[str, float]:
    """Seconds to the first ack, of a processor too, and of `--help`; idle: MB, per cent of one CPU; libraries alone."""
    quiet()
    _compile()
    return await _of_the_bot() | {"help_seconds": min(_help_seconds() for _ in range(3))} | _of_libraries()


def _compile() -> None:
    """Compile our modules once, as they are where the bot is installed."""
    subprocess.run([sys.executable, "-c", "import bot.cli.main, bot.cli.run"], env=COMPILED, check=True)


def _help_seconds() -> float:
    started = time.monotonic()
    subprocess.run([sys.executable, "-m", "bot", "--help"], env=COMPILED, stdout=subprocess.DEVNULL, check=True)
    return time.monotonic() - started


def _of_libraries() -> dict[str, float]:
    started = time.monotonic()
    tell = f"import {LIBRARIES}, psutil; print(psutil.Process().memory_info().rss)"
    told = subprocess.run([sys.executable, "-c", tell], env=COMPILED, capture_output=True, check=True)  # noqa: S603
    return {"libraries_seconds": time.monotonic() - started, "libraries_mb": int(told.stdout) / MB}


async def _of_the_bot() -> dict[str, float]:
    async with sample_station(seoul(MONDAY, 9, 40)) as station:
        started = time.monotonic()
        process = subprocess.Popen(  # noqa: ASYNC220 — the command itself, as a supervisor starts it
            [sys.executable, "-m", "bot", "run"], env=_environment(station), stderr=subprocess.DEVNULL
        )
        try:
            await _first_ack(station)
            seconds = time.monotonic() - started
            bot = psutil.Process(process.pid)
            worked = bot.cpu_times()
            await asyncio.sleep(3)  # the morning's work is done
            bot.cpu_percent()
            await asyncio.sleep(IDLE_SECONDS)
            return {
                "seconds": seconds,
                "cpu_seconds": worked.user + worked.system,
                "idle_mb": bot.memory_info().rss / MB,
                "idle_cpu_percent": bot.cpu_percent(),
            }
        finally:
            process.terminate()
            process.wait()


async def _first_ack(station: SampleStation) -> None:
    kim = station.person(KIM)
    while True:
        try:
            await kim.types("/queue")
        except AppDidNotRespond:
            await asyncio.sleep(0.02)
        else:
            return


def _environment(station: SampleStation) -> dict[str, str]:
    settings = station.settings
    token = settings.slack_app_token
    return {
        **COMPILED,
        "SLACK_BOT_TOKEN": settings.slack_bot_token.get_secret_value(),
        "SLACK_APP_TOKEN": "" if token is None else token.get_secret_value(),
        "SLACK_API_URL": settings.slack_api_url,
        "DATABASE_URL": settings.database_url,
        "DATA_KEYS": ",".join(settings.data_keys),
        "HASH_KEY": ",".join(settings.hash_key),
        "TRAIL_KEYS": ",".join(settings.trail_keys),
        "STATION_FILE": str(settings.station_file),
        "CALL_CHANNEL": settings.call_channel,
        "HTTP_PORT": "0",
        "HEALTH_PORT": "0",
    }
