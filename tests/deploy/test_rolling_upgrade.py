"""Three replicas on PostgreSQL go from the release before to this one, one after another, while people work.

50 commands a second want two processors of their own: `COMMANDS_A_SECOND` sets another rate.
"""

import asyncio
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlmodel import col

from bot.clock import wall_clock
from bot.demo.station import SampleDatabase, SampleStation, sample_station
from bot.domain.figures.figures import Count, Tally
from bot.domain.figures.periods import Period, PeriodKind
from bot.domain.trail import Event
from bot.services.desk import Desk
from bot.services.keeping.diagnosis import verify_chains
from bot.services.unit import Unit
from bot.serving.opening import open_desk
from bot.settings import load_station
from storage.outbox import outbox_health
from storage.tables import Trail
from tests.steps.builders import CHOI, HAN, KIM, MONDAY, OH, seoul, visitor, write_list
from tests.steps.crew import until
from tests.steps.crowd import CLAIMED, RECORDED, Act, Crowd, let_operators_in
from tests.steps.desks import in_session
from tests.steps.figures import kept_tallies_of, tallies_of, trail_of
from tests.steps.figures_from_trail import Place, Recount
from tests.steps.fleet import Fleet, fleet_of
from tests.steps.moved_clock import MovedClock
from tests.steps.processes import environment_of
from tests.steps.releases import Program, present_program, previous_program
from tests.steps.two_days import assert_everything_stands_once

RATE = float(os.environ.get("COMMANDS_A_SECOND", "50"))
REPLICAS, OPERATORS, CALLS = 3, int(RATE), int(RATE) * 12
ALONE, BETWEEN = 5.0, 2.0
"""Seconds in which one state of things is worked in before the next step is taken."""
ANSWER_SECONDS = 3.5
"""How long before a replica stops somebody's command may have come that it leaves unacknowledged."""
ENDS_IN_ORDER = (0, 16)
"""From this version on a replica that stops leaves nobody unanswered."""
STAFF = "직원번호,성명,계급,부서,역할,slack_id"
OTHERS = (
    f"1001,김상담,경위,청문감사인권관실,상담원,{KIM}",
    f"2002,최형사,경사,수사과,담당경찰관,{CHOI}",
    f"3001,한감사,경감,청문감사인권관실,청문감사인권관,{HAN}",
    f"3002,오감독,경감,청문감사인권관실,감독자,{OH}",
)
ENDS_CLAIM = {Event.CALL_RELEASED, Event.CALL_TAKEN_BACK, Event.CALL_CLOSED, Event.CALL_SCHEDULED}


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The release before this tree's."""
    return previous_program(tmp_path_factory.mktemp("release"))


@pytest.mark.slow
@pytest.mark.timeout(900)
async def test_replicas_go_to_the_next_release_one_by_one_and_nobody_is_left_unanswered(
    before: Program, bare_postgres: str, tmp_path: Path
) -> None:
    clock, now = MovedClock(tmp_path), present_program()
    database = SampleDatabase(url=bare_postgres, has_directory=True)
    async with sample_station(seoul(MONDAY, 9, 40), database=database) as station:
        clock.move((station.clock() - wall_clock()).total_seconds())
        settings = {**environment_of(station), **clock.environment}
        crowd = Crowd(station, let_operators_in(station, OPERATORS), RATE)
        open_station(before, settings, station, crowd)
        async with fleet_of(station, settings) as fleet:
            for _ in range(REPLICAS):
                await fleet.start(before)
            await station.person(KIM).waits_to_see(f"전체 *{CALLS}*", where="channel", timeout=120)

            seconds = await crowd.works(upgrade(fleet, now, crowd))

            print(report(crowd, seconds))  # noqa: T201 — the figures, for who asks with -s
            assert {each.program.version for each in fleet.replicas} == {now.version}
            assert_answered(crowd.acts, fleet, is_in_order=in_order(before))
            desk = open_desk(station.settings, load_station(station.settings.station_file), station.clock)
            try:
                await until(lambda: not in_session(desk, outbox_health, with_audits=True).waiting, 240)
                assert_everything_stands_once(station, desk)
                assert_done_as_told(crowd, desk)
                assert_sound(desk)
            finally:
                desk.close()


def open_station(before: Program, settings: dict[str, str], station: SampleStation, crowd: Crowd) -> None:
    """Let the release before make the database, and bring it people and calls."""
    rows = [f"{5000 + n},상담{n}호,경위,청문감사인권관실,상담원,{user}" for n, user in enumerate(crowd.operators)]
    (station.folder / "staff.csv").write_text("\n".join([STAFF, *rows, *OTHERS]), encoding="utf-8")
    write_list(station.folder, [visitor(n, 담당부서="수사과", 담당자="경사 최형사") for n in range(1, CALLS + 1)])
    for command in ("migrate", "staff staff.csv", "import visitors.csv"):
        before.does(settings, station.folder, *command.split())


async def upgrade(fleet: Fleet, now: Program, crowd: Crowd) -> None:
    """Do what the page on operating says: migrate beside those who work, then replace one after another."""
    await asyncio.sleep(ALONE)
    await asyncio.to_thread(now.does, fleet.settings, fleet.station.folder, "migrate")
    await asyncio.sleep(ALONE)  # the release before on the tables of this one
    for _ in range(REPLICAS):
        await fleet.start(now)
        began = crowd.now()
        await fleet.stop_oldest()
        fleet.stops.append((began, crowd.now()))
        await asyncio.sleep(BETWEEN)
    await asyncio.sleep(ALONE)


def report(crowd: Crowd, seconds: float) -> str:
    """Tell how fast it was and who was answered how."""
    took = sorted(act.seconds for act in crowd.acts)
    slack = [act for act in crowd.acts if act.error]
    lost = [act for act in crowd.acts if not act.words]
    rate = f"{len(took)} commands in {seconds:.0f} s, {len(took) / seconds:.1f} a second"
    times = f"acknowledged in {took[len(took) // 2]:.3f} s (median), {took[int(len(took) * 0.99)]:.3f} s (99 of 100)"
    return f"\n{rate}; {times}; Slack's error {len(slack)}, unanswered {len(lost)}"


def in_order(program: Program) -> bool:
    """Check whether a release leaves nobody unanswered when it stops."""
    return tuple(map(int, program.version.split(".")))[:2] >= ENDS_IN_ORDER


def assert_answered(acts: list[Act], fleet: Fleet, *, is_in_order: bool) -> None:
    """Everybody was answered by us; where Slack's error stands beside it, the command crossed with a replica's end."""
    crossed = [act for act in acts if act.error or not act.words]
    late = [act for act in crossed if not any(a - ANSWER_SECONDS < act.at < b for a, b in fleet.stops)]
    unanswered = [act for act in crossed if not act.words]

    assert late == [], fleet.said()[-4000:]
    assert not (is_in_order and unanswered), unanswered
    assert len(unanswered) * 100 <= len(acts)  # an earlier release hung up on them


def assert_done_as_told(crowd: Crowd, desk: Desk) -> None:
    """What people read to be done is done, as often as they read it; nothing else is, but by who read nothing."""
    rows = desk.do_now(whole_trail)
    unread = Counter(act.by for act in crowd.acts if not act.words)
    for sentence, events in ((CLAIMED, {Event.CALL_CLAIMED}), (RECORDED, {Event.CALL_CLOSED, Event.CALL_SCHEDULED})):
        done = Counter((str(row.actor), number_of(row)) for row in rows if row.event in events)
        told = crowd.told(sentence)
        assert told - done == Counter()
        assert Counter(by for by, _ in (done - told).elements()) <= unread


def assert_sound(desk: Desk) -> None:
    """Nobody had a call that somebody else had; the chains verify; the figures are those of the trail."""
    owned: set[int] = set()
    for row in desk.do_now(whole_trail):
        if row.event == Event.CALL_CLAIMED:
            assert number_of(row) not in owned, f"call {number_of(row)} is claimed by two"
            owned.add(number_of(row))
        elif row.event in ENDS_CLAIM:
            owned.discard(number_of(row))

    month = Period(PeriodKind.RANGE, MONDAY.replace(day=1), MONDAY)
    told = counted(Recount(trail_of(desk), month, desk.calendar).tallies)
    assert all(report.is_sound for report in desk.look_now(verify_chains))
    assert told[("수사과", "교통사고")]
    assert counted(tallies_of(desk, month)) == counted(kept_tallies_of(desk, month)) == told


def whole_trail(unit: Unit) -> Sequence[Trail]:
    """Read the trail."""
    return unit.session.execute(select(Trail).order_by(col(Trail.id))).scalars().all()


def number_of(row: Trail) -> int:
    """Return which call a row is about."""
    return int(row.subject.removeprefix("call:"))


def counted(tallies: Mapping[Place, Tally]) -> dict[Place, dict[Count, int]]:
    """Return what was counted of each place, if anything."""
    return {place: found for place, tally in tallies.items() if (found := {c: n for c, n in tally.counts.items() if n})}
