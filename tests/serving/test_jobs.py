"""Ticks: they come evenly, whatever is done to the machine's clock."""

import asyncio
import os
import sys
import time
from pathlib import Path

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
