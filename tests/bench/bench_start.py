"""Starting: from the process's start to the first acknowledged command; what it costs to sit idle."""

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


async def measure() -> dict[str, float]:
    """Seconds to the first ack; then, idle: MB resident and per cent of one CPU."""
    quiet()
    async with sample_station(seoul(MONDAY, 9, 40)) as station:
        started = time.monotonic()
        process = subprocess.Popen(  # noqa: ASYNC220 — the command itself, as a supervisor starts it
            [sys.executable, "-m", "bot", "run"], env=_environment(station), stderr=subprocess.DEVNULL
        )
        try:
            await _first_ack(station)
            seconds = time.monotonic() - started
            bot = psutil.Process(process.pid)
            await asyncio.sleep(3)  # the morning's work is done
            bot.cpu_percent()
            await asyncio.sleep(IDLE_SECONDS)
            return {
                "seconds": seconds,
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
        **os.environ,
        "PYTHONPATH": str(Path(__file__).parents[2]),
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
