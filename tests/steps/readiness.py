"""What an installation says of itself: by /readyz and by doctor."""

import asyncio
from typing import Any

import aiohttp

from bot.cli.doctor import examine
from bot.demo.station import SampleStation
from bot.domain.keeping.diagnosis import InstallationFault

OK = 200


async def told_by_readyz(station: SampleStation, status: int) -> dict[str, Any]:
    """Wait until /readyz answers with a status: 503 while Slack refuses or the clock is wrong. Returns what it says."""
    assert station.bot is not None
    async with aiohttp.ClientSession() as http, asyncio.timeout(20):
        while True:
            async with http.get(f"http://127.0.0.1:{station.bot.health_port}/readyz") as answer:
                told: dict[str, Any] = await answer.json()
            if answer.status == status and bool({"refused", "clock"} & told.keys()) == (status != OK):
                return told
            await asyncio.sleep(0.05)


async def found_by_doctor(station: SampleStation) -> set[InstallationFault]:
    """Return what doctor finds to be wrong."""
    findings = await examine(station.settings, station.clock)
    return {finding.fault for finding in findings if finding.fault is not None}
