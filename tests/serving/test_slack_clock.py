"""Our clock beside Slack's: while it is days off no job does anything."""

from datetime import datetime, timedelta

import pytest
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import select

from bot.demo.station import SampleStation
from bot.domain.calls.states import CallState
from bot.metrics import Vitals
from bot.services.calls.boards import post_morning_when_due
from bot.services.desk import Desk
from bot.services.keeping.purging import purge_at_night
from bot.serving.jobs import ticking
from bot.serving.slack_clock import SlackClock
from bot.slack import said_at
from storage.figures.tables import ClosedPeriod
from tests.steps.builders import MONDAY, seoul
from tests.steps.desks import in_session
from tests.steps.readiness import told_by_readyz
from tests.steps.rows import call_row
from tests.steps.slack import open_monday


async def test_by_a_clock_that_is_a_year_ahead_nothing_is_closed_or_given_up(socket_station: SampleStation) -> None:
    station, ahead = socket_station, timedelta(days=365)
    kim = await open_monday(station)
    await kim.types("/claim 1")
    await kim.types("/done 1 결번")
    station.sandbox.workspace.now = lambda: station.clock() - ahead
    station.clock.set(seoul(MONDAY, 18, 1) + ahead)

    def closed() -> tuple[int, int]:
        periods = len(in_session(station.desk, lambda session: session.execute(select(ClosedPeriod)).all()))
        return periods, sum(call_row(station.desk, number).state == CallState.CLOSED for number in (1, 2, 3))

    await station.move_clock()
    told = await told_by_readyz(station, 503)
    wrong = closed()
    station.clock.set(seoul(MONDAY, 18, 1))
    station.sandbox.workspace.now = station.clock
    await station.move_clock()

    assert told["clock"] == "days off"
    assert wrong == (0, 1)
    assert "clock" not in await told_by_readyz(station, 200)
    assert closed() == (0, 1)


async def test_before_slack_was_asked_the_day_goes_on_and_nothing_is_destroyed(desk: Desk) -> None:
    clock, done = SlackClock(AsyncWebClient(base_url="http://127.0.0.1:1/api/"), desk.now), Vitals()

    for job, at in ((purge_at_night, 0.0), (post_morning_when_due, 1.0)):
        done.ticked_at = 0.0
        await ticking(desk, job, done, clock)()
        assert min(done.ticked_at, 1.0) == at


@pytest.mark.parametrize(
    ("headers", "moment"),
    [
        ({"date": "Mon, 23 Nov 2026 00:40:00 GMT"}, seoul(MONDAY, 9, 40)),
        ({"date": "Mon, 23 Nov 2026 00:40:00 -0000"}, seoul(MONDAY, 9, 40)),
        ({"date": "noon"}, None),
        ({}, None),
    ],
)
def test_the_time_at_slack_is_read_from_an_answer(headers: dict[str, str], moment: datetime | None) -> None:
    assert said_at(headers) == moment
