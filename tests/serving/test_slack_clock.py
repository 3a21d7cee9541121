"""Our clock beside Slack's: days off, it is not believed for what cannot be undone."""

from datetime import timedelta

import aiohttp
from sqlalchemy import select

from bot.demo.station import SampleStation
from bot.metrics import Vitals
from bot.serving.jobs import all_jobs
from bot.serving.opening import client_of
from bot.serving.slack_clock import SlackClock
from storage.figures.tables import ClosedPeriod
from tests.steps.builders import MONDAY, seoul
from tests.steps.desks import in_session
from tests.steps.slack import open_monday


async def test_a_clock_that_is_a_year_ahead_closes_no_month(socket_station: SampleStation) -> None:
    station, ahead = socket_station, timedelta(days=365)
    kim = await open_monday(station)
    await kim.types("/claim 1")
    await kim.types("/done 1 결번")
    station.sandbox.workspace.now = lambda: station.clock() - ahead
    station.clock.set(seoul(MONDAY, 9) + ahead)

    def closed() -> int:
        return len(in_session(station.desk, lambda session: session.execute(select(ClosedPeriod)).all()))

    async with aiohttp.ClientSession() as session:
        slack = SlackClock(client_of(station.settings, session), station.desk.now)
        ticks = all_jobs(station.desk, Vitals(), slack)
        for tick in ticks:
            await tick()
        wrong, was_off = closed(), await slack.is_days_off()
        station.clock.set(seoul(MONDAY, 9) + ahead + timedelta(hours=1))  # it was set: Slack is asked anew
        station.sandbox.workspace.now = lambda: station.clock() - timedelta(hours=1)
        for tick in ticks:
            await tick()

    assert (wrong, was_off) == (0, True)
    assert closed() > 0
