"""Ticks: they come evenly, whatever is done to the machine's clock."""

import asyncio
import os
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import MovableClock
from bot.metrics import Vitals
from bot.services.desk import Desk
from bot.services.figures.tallying import count_days
from bot.serving.jobs import all_jobs
from bot.serving.slack_clock import SlackClock
from tests.steps.builders import MONDAY, seoul
from tests.steps.calls import MISS
from tests.steps.desks import phone
from tests.steps.moved_clock import MovedClock
from tests.steps.processes import ROOT

TICKING = """
import asyncio, time
from bot.serving.jobs import schedule

async def tick():
    print(int(time.time()), flush=True)

async def main():
    schedule({tick: 0.1}).start()
    await asyncio.sleep(60)

asyncio.run(main())
"""
HOUR, YEAR = 3600, 365 * 86_400


@pytest.mark.long
async def test_a_clock_that_is_set_stops_no_tick(tmp_path: Path) -> None:
    clock = MovedClock(tmp_path)
    clock.move(-time.time())  # a machine without a battery starts in 1970
    environment = {**os.environ, **clock.environment, "PYTHONPATH": str(ROOT)}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", TICKING, env=environment, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        await process.stdout.readline()
        for shift in (0, -HOUR, HOUR, YEAR, -YEAR, 0):
            clock.move(shift)
            expected = time.time() + shift
            async with asyncio.timeout(2):
                while abs(int(await process.stdout.readline()) - expected) > 60:
                    pass
    finally:
        process.kill()
        await process.wait()


async def test_each_tick_counts_some_of_the_days_that_are_over(morning: Desk, clock: MovableClock) -> None:
    phone(morning, 1, MISS)
    clock.set(seoul(MONDAY + timedelta(days=1), 7))
    nowhere = AsyncWebClient(base_url="http://127.0.0.1:1/api/", retry_handlers=[])

    before = morning.look_now(count_days)
    *_, count_some_days = all_jobs(morning, Vitals(), SlackClock(nowhere, morning.now))
    for _ in range(3):
        await count_some_days()

    assert before
    assert not morning.look_now(count_days)
