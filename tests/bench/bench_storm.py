"""A storm: 50 operators claim 200 calls on 10 pages within 20 s, with Slack's rate limits on."""

import asyncio
import time

from bot.demo.guide import CHANNEL
from bot.demo.station import SampleStation, sample_station
from bot.sandbox import Member
from tests.bench.stations import quiet, somebody
from tests.steps.builders import KIM, MONDAY, seoul
from tests.steps.desks import bring_list, hire, operator

CALLS, PAGES, OPERATORS = 200, 10, 50
STORM_SECONDS = 20.0
LEAST_A_PAGE = 60 / 50
"""Seconds for one page: chat.update is allowed 50 times a minute (sandbox/README.md, tier 3)."""


async def measure() -> dict[str, float]:
    """Seconds from the last claim until every page is right, beside the least that the limit allows."""
    quiet()
    operators = [f"U1OP{n:02}" for n in range(OPERATORS)]
    async with sample_station(seoul(MONDAY, 9, 40), rate_limits=True) as station:
        await station.start_bot()
        for user in operators:
            station.sandbox.workspace.add_member(Member(id=user, name=user.lower(), real_name=user))
            station.sandbox.workspace.channels[CHANNEL].members.add(user)
        hire(station.desk, *(operator(user) for user in operators))
        bring_list(station.desk, [somebody(n) for n in range(1, CALLS + 1)])
        await station.person(KIM).waits_until(lambda _: _pages(station) == PAGES, timeout=60, what="the board")
        station.sandbox.log.clear()
        await asyncio.gather(*(_claims(station, user, place) for place, user in enumerate(operators)))
        stale = _stale(station)
        started = time.monotonic()
        await station.person(KIM).waits_until(lambda _: not _stale(station), timeout=120, what="a true board")
        seconds = time.monotonic() - started
        log = [entry for entry in station.sandbox.log if entry["method"] == "chat.update"]
        least = stale * LEAST_A_PAGE
        return {
            "seconds_to_right": seconds,
            "least_seconds": least,
            "ratio": seconds / least,
            "stale_pages": stale,
            "updates": len(log),
            "rate_limited": sum(entry.get("error") == "ratelimited" for entry in station.sandbox.log),
            "doubled": _pages(station) - PAGES,
        }


async def _claims(station: SampleStation, user: str, place: int) -> None:
    person = station.person(user)
    share = CALLS // OPERATORS
    for turn in range(share):
        await asyncio.sleep(STORM_SECONDS / share * (place / OPERATORS if turn == 0 else 1))
        await person.types("/claim")


def _boards(station: SampleStation) -> list[str]:
    messages = station.sandbox.workspace.channels[CHANNEL].messages.values()
    return [str(message.blocks) for message in messages if "청렴콜 대기열" in message.text]


def _pages(station: SampleStation) -> int:
    return len(_boards(station))


def _stale(station: SampleStation) -> int:
    """Pages that still offer a call that somebody has."""
    return sum("'action_id': 'call.claim'" in words for words in _boards(station))
