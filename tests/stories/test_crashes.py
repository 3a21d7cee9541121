"""A scripted day while the bot is killed again and again: nothing acknowledged is lost, no message stands twice."""

import asyncio
import contextlib
import random
from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import select

from bot.delivery.leases import LEASE
from bot.demo.guide import CHANNEL
from bot.demo.station import SampleDatabase, SampleStation, sample_station
from bot.domain.notices import NoticeKind
from bot.registry import ActionId
from bot.sandbox import AppDidNotRespond, Person
from bot.services.keeping.diagnosis import verify_chains
from bot.services.unit import Unit
from storage.calls.tables import Attempt, Call, Praise
from storage.outbox import WAITING, NoticeState
from storage.tables import Notice, Post, Trail
from tests.steps.builders import KIM, LEE, MONDAY, PARK, seoul, visitor
from tests.steps.crew import Crew, crew_of, until
from tests.steps.desks import bring_list
from tests.steps.workers import RUNS_BOTS

pytestmark = RUNS_BOTS

POINTS = [
    (method, fault)
    for method in ("chat.postMessage", "chat.update", "conversations.open", "conversations.history", "views.publish")
    for fault in ("stuck", "unanswered", "slow", "lands_late")
]
"""Where a request can be when the process dies: on its way and lost, taken but unanswered, about to be taken."""
SHORT_LEASE = 3.0
"""Longer than a request lasts here, on a machine that is busy."""
WORDS = "친절하셨습니다"
PRAISE_EVERY = 3


class Day:
    """Three operators work through the queue, whatever happens to the bot; each notes what was acknowledged."""

    def __init__(self, station: SampleStation, crew: Crew, calls: int) -> None:
        self.station = station
        self.crew = crew
        self.calls = calls
        self.claimed: set[tuple[int, str]] = set()
        self.recorded: set[int] = set()
        self.praised: set[int] = set()
        self.is_over = False
        self._working: list[asyncio.Task[None]] = []

    def begins(self) -> None:
        """Everybody goes to work."""
        self._working = [asyncio.create_task(self._works(user)) for user in (KIM, LEE, PARK)]

    async def ends(self) -> None:
        """Everybody finishes what they are doing."""
        self.is_over = True
        await asyncio.gather(*self._working)

    async def _works(self, user: str) -> None:
        """Claim the next call, record it, and so on. What gets no answer is looked up and done again."""
        person = self.station.person(user)
        while not self.is_over:
            with contextlib.suppress(AppDidNotRespond, AssertionError):
                await self._one_call(person)
            await asyncio.sleep(0.02)

    async def _one_call(self, person: Person) -> None:
        """Go on with a call that one holds, perhaps unknowingly; else take the next."""
        queue = await person.types("/queue")
        number = next((n for n in range(1, self.calls + 1) if queue and queue.offers(ActionId.RECORD, str(n))), None)
        if number is None:
            card = await person.types("/claim")
            if card is None or "010-0000-" not in card.words:
                return
            number = int(card.words.split("번 청렴콜")[0])
            self.claimed.add((number, person.user))
        if number % PRAISE_EVERY:
            answer = await person.types(f"/done {number} 결번")
            if answer is not None and "종결했습니다" in answer.words:
                self.recorded.add(number)
        else:
            await self._record_praise(person, number)

    async def _record_praise(self, person: Person, number: int) -> None:
        await person.types(f"/done {number}")
        done = await person.submits(
            {
                "disposition": "answered",
                "money": "no",
                "outcome": "satisfied",
                "more": "praise",
                "praise_words": WORDS,
                "praised_officer": "정교통",
            }
        )
        if done.view is not None and "종결했습니다" in done.view.words:
            self.recorded.add(number)
            self.praised.add(number)


@contextlib.asynccontextmanager
async def a_day(
    calls: int, database: SampleDatabase | None = None, bots: int = 1, lease: float = LEASE
) -> AsyncIterator[Day]:
    """Monday 9:40, so many calls, three operators at work, one bot or several."""
    async with (
        sample_station(seoul(MONDAY, 9, 40), database=database) as station,
        crew_of(station, lease) as crew,
    ):
        bring_list(crew.desk, [visitor(n, 담당부서="수사과", 담당자="최형사") for n in range(1, calls + 1)])
        for number in range(bots):
            await crew.start(number)
        for user in (KIM, LEE, PARK):
            await station.person(user).opens_home()
        day = Day(station, crew, calls)
        day.begins()
        try:
            yield day
        finally:
            await day.ends()


async def die_and_rise(day: Day, chance: random.Random) -> None:
    """Kill the bot at a random instant, or while a certain request of its is under way; and start it again."""
    if chance.random() < 0.5:
        await asyncio.sleep(chance.uniform(0, 0.4))
    else:
        method, fault = chance.choice(POINTS)
        await day.station.sandbox.fault({"method": method, "fault": fault, "seconds": 0.3})
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(0.6):
                await day.station.sandbox.waits_for(method, fault=fault)
        day.station.sandbox.log.clear()
        day.station.sandbox.slack.faults.clear()
    number = chance.choice(list(day.crew.bots))
    await day.crew.kill(number)
    await day.crew.start(number)


async def comes_to_rest(day: Day) -> None:
    """Wait until nothing is left to be sent."""

    def waiting(unit: Unit) -> int:
        states = [*WAITING, NoticeState.SENDING]
        return len(unit.session.execute(select(Notice).where(Notice.state.in_(states))).all())  # type: ignore[attr-defined]

    await until(lambda: not day.crew.desk.do_now(waiting), seconds=90)
    assert day.crew.desk.do_now(waiting) == 0, day.crew.said()[-3000:]


def rows_of(unit: Unit, table: type[Any]) -> list[Any]:
    """Every row of a table."""
    return list(unit.session.execute(select(table)).scalars())


def check(day: Day) -> None:
    """Nothing lost: what people were told was done is in the rows. Nothing doubled: each message stands once."""

    calls, attempts, praise = (day.crew.desk.do_now(rows_of, table) for table in (Call, Attempt, Praise))
    posts, notices, trail = (day.crew.desk.do_now(rows_of, table) for table in (Post, Notice, Trail))
    claims = [each for each in trail if each.event == "call.claimed"]
    attempted = Counter(each.call_id for each in attempts)
    assert day.recorded <= {call.id for call in calls if call.closed_at is not None}
    assert day.recorded <= attempted.keys()
    assert max(attempted.values(), default=0) <= 1
    assert not [each for each in notices if each.state == NoticeState.FAILED], [each.error for each in notices]
    assert day.praised <= {each.call_id for each in praise}
    assert day.claimed <= {(int(each.subject.partition(":")[2]), each.actor) for each in claims}

    workspace = day.station.sandbox.workspace
    standing = [
        (channel.id, message.ts, message.metadata["event_payload"]["id"])
        for channel in workspace.channels.values()
        for message in channel.messages.values()
        if message.metadata
    ]
    assert len({mark for _, _, mark in standing}) == len(standing)
    assert {(channel, ts) for channel, ts, _ in standing} == {(post.channel, post.ts) for post in posts}
    received = [each for each in posts if each.kind == NoticeKind.PRAISE]
    assert len(received) == len(praise)
    assert all(each.broken_at is None and not each.cut_off for each in day.crew.desk.do_now(verify_chains))
    boards = [message for message in workspace.channels[CHANNEL].messages.values() if "청렴콜 대기열" in message.text]
    assert len(boards) == sum(post.kind == NoticeKind.BOARD_PAGE for post in posts)


@pytest.mark.long
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("kills", [3, pytest.param(200, marks=pytest.mark.slow)])
async def test_a_day_with_many_deaths_loses_nothing_and_doubles_nothing(kills: int) -> None:
    chance = random.Random()  # noqa: S311 — chooses where to kill, guards nothing
    async with a_day(calls=kills * 4, lease=SHORT_LEASE) as day:
        for _ in range(kills):
            await die_and_rise(day, chance)
        await until(lambda: len(day.recorded) > kills, seconds=60)
        await day.ends()
        await comes_to_rest(day)
        check(day)
        assert len(day.recorded) > kills


@pytest.mark.slow
@pytest.mark.timeout(1200)
async def test_three_replicas_that_die_in_turn_lose_nothing_and_double_nothing(postgres_url: str) -> None:
    chance = random.Random()  # noqa: S311 — as above
    async with a_day(calls=400, database=SampleDatabase(url=postgres_url), bots=3) as day:
        for _ in range(60):
            await die_and_rise(day, chance)
        await day.ends()
        await comes_to_rest(day)
        check(day)
        assert len(day.recorded) > 60
