"""Slack brings a request twice, a process dies over a file, a message can never arrive: done once, never silent."""

import asyncio
from typing import Any

from bot.demo.station import SampleDatabase, SampleStation, sample_station
from bot.registry import ActionId
from storage.outbox import outbox_health
from tests.steps.builders import JUNG, KIM, MONDAY, OH, seoul, visitor, write_list
from tests.steps.crew import crew_of, until
from tests.steps.desks import in_session
from tests.steps.rows import attempts, call_row, reveals
from tests.steps.slack import ANSWER, BOTH_WAYS, GRIEVANCE_WORDS, SHORT_LEASE, file_grievance, open_monday
from tests.steps.workers import RUNS_BOTS

PRAISES_JUNG = {
    "disposition": "answered",
    "money": "no",
    "outcome": "satisfied",
    "more": "praise",
    "praise_words": "고맙습니다",
    "praised_officer": "정교통",
}


async def carried_again(station: SampleStation, kind: str, number: int = -1) -> Any:
    """Bring the latest payload of a kind once more, as Slack does when it is not sure."""
    line = station.sandbox.slack.line
    carried = [each for each in line.deliveries if each["kind"] == kind][number]
    return await line.ask(kind, carried["payload"])


@BOTH_WAYS
async def test_a_command_that_comes_twice_is_done_once_and_answered_the_same(station: SampleStation) -> None:
    kim = await open_monday(station)
    first = await kim.types("/claim")

    again = await carried_again(station, "slash_commands")

    assert first is not None
    assert "010-0000-1001" in str(again)
    assert first.words.split("\n")[0] in str(again)
    assert call_row(station.desk, 2).claimed_by is None
    assert len(reveals(station.desk)) == 1


@BOTH_WAYS
async def test_a_form_that_comes_twice_is_recorded_once(station: SampleStation) -> None:
    kim = await open_monday(station)
    await kim.types("/claim 1")
    await kim.types("/done 1")
    await kim.submits({"disposition": "answered", "money": "no", "outcome": "satisfied"})
    forms = [
        each
        for each in station.sandbox.slack.line.deliveries
        if each["kind"] == "interactive" and each["payload"]["type"] == "view_submission"
    ]

    again = await station.sandbox.slack.line.ask("interactive", forms[-1]["payload"])

    assert attempts(station.desk) == 1
    assert "종결했습니다" in str(again)


async def test_what_another_process_has_done_is_not_done_again(socket_station: SampleStation) -> None:
    kim = await open_monday(socket_station)
    await kim.types("/claim")
    await socket_station.stop_bot()
    await socket_station.start_bot()

    again = await carried_again(socket_station, "slash_commands")

    assert "이미 처리한 요청" in str(again)
    assert call_row(socket_station.desk, 2).claimed_by is None


async def test_an_answer_that_another_process_has_recorded_is_not_kept_as_one_that_came_too_late(
    socket_station: SampleStation,
) -> None:
    kim, choi = await open_monday(socket_station), socket_station.person("U0CHOI")
    await file_grievance(kim)
    await choi.waits_to_see(GRIEVANCE_WORDS, where="direct")
    await choi.clicks(ActionId.ANSWER, where="direct")
    await choi.submits({"grievance_answer": ANSWER})
    await kim.waits_to_see(ANSWER, where="direct")
    await socket_station.stop_bot()
    await socket_station.start_bot()

    again = await carried_again(socket_station, "interactive")

    assert "이미 처리한 요청" in str(again["errors"])
    assert ANSWER not in str(again)


async def test_a_double_click_takes_one_call(socket_station: SampleStation) -> None:
    kim = await open_monday(socket_station)
    card = await kim.types("/claim 3")
    assert card is not None
    await kim.types("/done 3 부재")
    await kim.waits_to_see("기록했습니다", where="ephemeral")

    await asyncio.gather(*(kim.clicks(ActionId.CLAIM_NEXT, where="channel") for _ in range(2)))
    await kim.waits_to_see("010-0000-1001", where="modal")

    assert [call_row(socket_station.desk, number).claimed_by for number in (1, 2)] == [KIM, None]


@RUNS_BOTS
async def test_a_file_noted_before_the_crash_is_read_after_it(sample_database: SampleDatabase) -> None:
    async with sample_station(seoul(MONDAY, 8, 0), database=sample_database) as station, crew_of(station) as crew:
        kim = station.person(KIM)
        await crew.start()
        await station.sandbox.fault({"method": "files.info", "fault": "stuck", "seconds": 5})
        await kim.uploads(write_list(station.folder, [visitor(1)]))
        await station.sandbox.waits_for("files.info")

        await crew.kill()
        await crew.start()

        await kim.waits_to_see("새 청렴콜 1", where="direct")


async def test_a_file_that_slack_does_not_hand_out_now_is_asked_for_again(socket_station: SampleStation) -> None:
    kim = socket_station.person(KIM)
    await socket_station.sandbox.fault({"method": "files.info", "fault": "http_500"})

    await kim.uploads(write_list(socket_station.folder, [visitor(1)]))
    await socket_station.sandbox.waits_for("files.info")
    await socket_station.stop_bot()
    await socket_station.start_bot()

    await kim.waits_to_see("새 청렴콜 1", where="direct")


async def test_what_can_never_be_delivered_is_told_to_the_supervisor_and_can_be_sent_again(
    socket_station: SampleStation,
) -> None:
    kim, oh = await open_monday(socket_station), socket_station.person(OH)
    jung = socket_station.sandbox.workspace.members["U0JUNG"]
    await kim.types("/claim 1")
    object.__setattr__(jung, "deleted", True)
    await kim.types("/done 1")
    await kim.submits(PRAISES_JUNG)

    told = await oh.waits_to_see("전하지 못한 알림 1건", where="direct")
    listed = await oh.types("/cleancall outbox")
    object.__setattr__(jung, "deleted", False)
    await oh.types("/cleancall outbox retry")
    await socket_station.person("U0JUNG").waits_to_see("고맙습니다", where="direct")
    refused = await kim.types("/cleancall outbox")

    assert "칭찬" in told.words
    assert listed is not None
    assert "user_disabled" in listed.words
    assert refused is not None
    assert "역할이 아닙니다" in refused.words


async def test_what_reached_somebody_before_they_left_is_not_sent_twice_when_they_are_back(
    sample_database: SampleDatabase,
) -> None:
    async with sample_station(seoul(MONDAY, 8, 20), database=sample_database) as station:
        station.lease = SHORT_LEASE
        await station.start_bot()
        kim, oh, jung = await open_monday(station), station.person(OH), station.person(JUNG)
        channel = station.sandbox.workspace.direct(JUNG).id
        await station.sandbox.fault(
            {"method": "chat.postMessage", "fault": "delivered_but_dropped", "channel": channel}
        )
        await kim.types("/claim 1")
        await kim.types("/done 1")
        await kim.submits(PRAISES_JUNG)
        await jung.waits_to_see("고맙습니다", where="direct")

        await station.stop_bot()
        await station.sandbox.fault({"person": JUNG, "deleted": True})
        await station.start_bot()
        await oh.waits_to_see("전하지 못한 알림 1건", where="direct")
        await station.sandbox.fault({"person": JUNG, "deleted": False})
        await oh.types("/cleancall outbox retry")
        await until(lambda: not in_session(station.desk, outbox_health).waiting)

        seen = await jung.sees()
        assert sum("고맙습니다" in message.words for message in seen.direct) == 1
