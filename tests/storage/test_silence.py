"""A network that falls silent: nobody waits for ever, and work goes on when it is back."""

import asyncio
import time

import pytest
from sqlalchemy import text

from bot.clock import MovableClock
from bot.services.desk import DatabaseBusy, Desk
from bot.services.unit import Unit
from storage.silence import silent_work
from tests.steps.desks import make_desk
from tests.steps.relay import relay_to

SILENCE = 0.5


def sleep(unit: Unit, seconds: float = 0) -> None:
    """Let the server work for some seconds."""
    unit.session.execute(text("SELECT pg_sleep(:seconds)"), {"seconds": seconds})


def take_seconds(desk: Desk) -> float:
    """Ask for something that cannot be had; return how long it took to learn that."""
    started = time.monotonic()
    with pytest.raises(DatabaseBusy):
        desk.do_now(sleep)
    return time.monotonic() - started


def test_a_silent_network_is_given_up_and_work_goes_on_when_it_is_back(postgres_url: str, clock: MovableClock) -> None:
    with relay_to(postgres_url) as (relay, url):
        desk = make_desk(url, clock, silence=SILENCE)
        desk.do_now(sleep)

        relay.falls_silent()
        seconds = take_seconds(desk)
        relay.speaks_again()
        desk.do_now(sleep)
        relay.hangs_up()
        desk.do_now(sleep)  # it was looked at before it was used

        desk.close()
    assert seconds < 10


def test_work_on_whole_tables_may_be_silent(postgres_url: str, clock: MovableClock) -> None:
    desk = make_desk(postgres_url, clock, silence=SILENCE)

    with pytest.raises(DatabaseBusy):
        desk.do_now(sleep, 3 * SILENCE)
    with silent_work():
        desk.do_now(sleep, 3 * SILENCE)

    desk.close()


async def test_a_desk_that_is_closed_waits_for_no_answer(postgres_url: str, clock: MovableClock) -> None:
    desk = make_desk(postgres_url, clock)
    working = asyncio.create_task(desk.do(sleep, 60))
    await asyncio.sleep(0.3)

    started = time.monotonic()
    desk.close()

    assert time.monotonic() - started < 5
    with pytest.raises(DatabaseBusy):
        await working


async def test_on_sqlite_a_desk_that_is_closed_begins_no_statement_more(sqlite_url: str, clock: MovableClock) -> None:
    desk = make_desk(sqlite_url, clock)

    def work_for_a_minute(unit: Unit) -> None:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            unit.session.execute(
                text("INSERT INTO jobrun (job, day, at) VALUES (random(), '2026-11-23', '2026-11-23')")
            )

    working = asyncio.create_task(desk.do(work_for_a_minute))
    await asyncio.sleep(0.1)

    started = time.monotonic()
    desk.close()

    assert time.monotonic() - started < 5
    with pytest.raises(DatabaseBusy):
        await working
