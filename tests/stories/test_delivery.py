"""Slack fails: nothing is lost, nothing doubled, and what stands is right in the end."""

import asyncio
from datetime import timedelta

import pytest

from bot.demo.guide import CHANNEL
from bot.demo.station import SampleDatabase, SampleStation, sample_station
from bot.domain.announcements import CallDueNotice
from bot.sandbox import Person
from bot.sandbox.person import Shown
from bot.services.unit import Unit
from storage.outbox import outbox_health
from tests.steps.builders import KIM, MONDAY, seoul, visitor, write_list
from tests.steps.crew import until
from tests.steps.desks import hire, in_session, operator
from tests.steps.slack import open_monday, when_done

BOARD = "청렴콜 대기열"


async def boards(person: Person) -> list[str]:
    """The boards in the channel."""
    return [shown.words for shown in (await person.sees()).channel if BOARD in shown.words]


@pytest.mark.parametrize(
    "fault",
    [
        {"fault": "ratelimited", "retry_after": 1},
        {"fault": "http_500"},
        {"fault": "internal_error"},
        {"fault": "dropped"},
        {"fault": "delivered_but_dropped"},
        {"fault": "slow", "seconds": 0.5},
        {"fault": "lands_late", "seconds": 1},
        pytest.param({"fault": "unanswered", "seconds": 20}, marks=pytest.mark.slow),
    ],
    ids=lambda fault: fault["fault"],
)
async def test_the_board_is_posted_once_whatever_befalls_the_post(
    socket_station: SampleStation, fault: dict[str, object]
) -> None:
    kim = socket_station.person(KIM)
    await socket_station.sandbox.fault({"method": "chat.postMessage", "channel": CHANNEL, **fault})

    await socket_station.move_clock(to=seoul(MONDAY, 8, 30))
    await kim.waits_to_see("방문자 명단이 아직 오지 않았습니다", where="channel", timeout=40)
    await kim.uploads(write_list(socket_station.folder, [visitor(1)]))
    await kim.waits_to_see("전체 *1*", where="channel", timeout=20)

    assert len(await boards(kim)) == 1


async def test_a_clock_set_forward_while_a_post_is_on_its_way_lets_nothing_stand_twice(
    socket_station: SampleStation,
) -> None:
    """Found by the simulation, seed 1002: what was to be looked for in some seconds was due at once."""
    kim, sandbox = socket_station.person(KIM), socket_station.sandbox
    await kim.uploads(write_list(socket_station.folder, [visitor(1)]))
    await kim.waits_to_see("가져오기 결과", where="direct")
    await sandbox.fault({"method": "chat.postMessage", "channel": CHANNEL, "fault": "lands_late", "seconds": 1.5})

    await socket_station.move_clock(to=seoul(MONDAY, 9, 40))
    await sandbox.waits_for("chat.postMessage", fault="lands_late")
    for _ in range(4):
        await socket_station.move_clock(by=timedelta(minutes=1))
    await kim.waits_to_see("전체 *1*", where="channel", timeout=20)
    await sandbox.waits_for("chat.postMessage", fault="lands_late", error="dropped")

    assert len(await boards(kim)) == 1


@pytest.mark.parametrize("fault", ["ratelimited", "http_500", "dropped", "delivered_but_dropped"])
async def test_an_update_that_fails_is_made_good_and_never_becomes_a_new_post(
    socket_station: SampleStation, fault: str
) -> None:
    kim = await open_monday(socket_station)
    await socket_station.sandbox.fault({"method": "chat.update", "fault": fault, "times": 2})

    await kim.types("/claim 1")

    await kim.waits_to_see("통화 중 *1*", where="channel", timeout=20)
    assert len(await boards(kim)) == 1


async def test_with_slack_down_at_half_past_eight_the_board_comes_when_it_is_back(
    socket_station: SampleStation,
) -> None:
    kim = socket_station.person(KIM)
    await socket_station.sandbox.fault({"down": True})
    await socket_station.move_clock(to=seoul(MONDAY, 8, 30))

    await socket_station.sandbox.fault({"down": False})

    await kim.waits_to_see(BOARD, where="channel", timeout=30)
    await asyncio.gather(*(kim.waits_to_see(BOARD, where="channel") for _ in range(3)))
    assert len(await boards(kim)) == 1


@pytest.mark.parametrize("how", ["disconnect", "warning", "refresh_requested", "too_many_websockets"])
async def test_a_lost_connection_comes_back_and_commands_work(socket_station: SampleStation, how: str) -> None:
    kim = await open_monday(socket_station)

    await socket_station.sandbox.fault({"socket": how})
    async with asyncio.timeout(20):
        while not socket_station.sandbox.slack.line.is_connected:
            await kim.sees(after=10**9, wait=0.1)

    answer = await kim.types("/claim 1")
    assert answer is not None
    assert "010-0000-1001" in answer.words


async def test_a_message_that_somebody_deleted_is_posted_anew(socket_station: SampleStation) -> None:
    kim = await open_monday(socket_station)
    workspace = socket_station.sandbox.workspace
    workspace.channels[CHANNEL].messages.clear()

    await kim.types("/claim 1")

    await kim.waits_to_see("통화 중 *1*", where="channel", timeout=20)
    assert len(await boards(kim)) == 1


async def test_a_person_who_left_does_not_hold_up_the_others(socket_station: SampleStation) -> None:
    kim = await open_monday(socket_station)
    workspace = socket_station.sandbox.workspace
    await kim.types("/claim 1")
    choi = workspace.members["U0CHOI"]
    object.__setattr__(choi, "deleted", True)

    await kim.types("/done 1")
    await kim.submits(
        {
            "disposition": "answered",
            "money": "no",
            "outcome": "satisfied",
            "more": "praise",
            "praise_words": "고맙습니다",
            "praised_officer": "최형사",
        }
    )
    await kim.uploads(write_list(socket_station.folder, [visitor(9)], "later.csv"))

    await kim.waits_to_see("later.csv 가져오기 결과", where="direct")


@pytest.mark.long
@pytest.mark.timeout(300)
@pytest.mark.parametrize("count", [120, pytest.param(500, marks=pytest.mark.slow)])
async def test_twenty_operators_claim_from_hundreds_of_calls_with_rate_limits_on(
    sample_database: SampleDatabase, count: int
) -> None:
    pages = count // 20
    async with sample_station(seoul(MONDAY, 8, 0), database=sample_database, rate_limits=True) as station:
        await station.start_bot()
        operators = [f"U1OP{n:02}" for n in range(20)]
        _let_in(station, operators)
        kim = station.person(KIM)
        rows = [visitor(n, 담당부서="수사과", 담당자="최형사") for n in range(1, count + 1)]
        await kim.uploads(write_list(station.folder, rows))
        await kim.waits_to_see(f"새 청렴콜 {count}", where="direct", timeout=30)
        await station.move_clock(to=seoul(MONDAY, 9, 40))
        await kim.waits_until(lambda seen: _pages(seen.channel) == pages, timeout=60, what="all pages")

        answers = await asyncio.gather(*(_claims(station.person(user), 5) for user in operators))

        numbers = [number for taken in answers for number in taken]
        assert len(numbers) == len(set(numbers)) == 100
        await kim.waits_to_see("통화 중 *100*", where="channel", timeout=60)
        seen = await kim.waits_until(lambda seen: _claimed(seen.channel) == 100, timeout=60, what="100 claimed lines")
        assert _pages(seen.channel) == pages
        assert not [entry for entry in station.sandbox.log if entry.get("error") == "ratelimited"]


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_a_notice_to_each_of_120_people_after_a_restart_gets_no_429(sample_database: SampleDatabase) -> None:
    people = [f"U1OP{n:03}" for n in range(120)]
    async with sample_station(seoul(MONDAY, 10, 0), database=sample_database, rate_limits=True) as station:
        await station.start_bot()
        _let_in(station, people)
        await station.stop_bot()
        await station.start_bot()

        def leave(unit: Unit) -> None:
            for person in people:
                unit.announce(CallDueNotice(call=1, at=unit.now), to=person)

        station.desk.do_now(leave)
        await until(lambda: not in_session(station.desk, outbox_health).waiting, 240)

        assert in_session(station.desk, outbox_health).waiting == 0
        assert not [entry for entry in station.sandbox.log if entry.get("error") == "ratelimited"]
        assert in_session(station.desk, outbox_health).failed == 0


def _let_in(station: SampleStation, operators: list[str]) -> None:
    workspace = station.sandbox.workspace
    kim = workspace.members[KIM]
    for user in operators:
        workspace.add_member(type(kim)(id=user, name=user.lower(), real_name=user))
        workspace.channels[CHANNEL].members.add(user)
    hire(station.desk, *(operator(user) for user in operators))


async def _claims(person: Person, count: int) -> list[str]:
    taken = []
    for _ in range(count):
        answer = await person.types("/claim")
        assert answer is not None
        taken.append((await when_done(person, answer)).words.split("번 청렴콜")[0])
    return taken


def _pages(messages: list[Shown]) -> int:
    return sum(BOARD in shown.words for shown in messages)


def _claimed(messages: list[Shown]) -> int:
    return sum(shown.words.count("통화 중 (") for shown in messages)
