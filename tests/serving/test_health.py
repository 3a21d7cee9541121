"""The health port: a watchdog hears of jobs that stand still, and of nothing that no restart mends."""

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.metrics import STALE_LIFE, Vitals
from bot.services.desk import DatabaseError, Desk
from bot.services.unit import Unit
from bot.serving.health import health_app
from bot.serving.jobs import ticking
from bot.serving.port import Limits, serving
from bot.serving.slack_clock import SlackClock

NOWHERE = AsyncWebClient(base_url="http://127.0.0.1:1/api/")


def without_database(_unit: Unit) -> bool:
    """A job whose database is away."""
    raise DatabaseError


async def test_livez_looks_at_the_jobs_and_not_at_what_they_need(desk: Desk) -> None:
    vitals = Vitals()
    vitals.tried_at -= STALE_LIFE

    async with (
        serving(health_app(desk, vitals), "127.0.0.1", 0, Limits()) as port,
        aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session,
    ):

        async def statuses() -> list[int]:
            paths = ("/livez", "/readyz", "/healthz")
            looked = [(await session.head(path)).status for path in paths]
            got = [(await session.get(path)).status for path in paths]
            assert looked == got
            return got

        still = await statuses()
        await ticking(desk, without_database, vitals, SlackClock(NOWHERE, desk.now))()
        moving = await statuses()

    assert still == [503, 503, 200]
    assert moving == [200, 503, 200]
