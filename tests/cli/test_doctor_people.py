"""`cleancall doctor` on people: who Slack knows, in pages as it allows, by role and number alone."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.cli.doctor import examine, examine_all, line_of, next_step
from bot.cli.slack_checks import PAGE
from bot.demo.station import SampleDatabase, SampleStation, sample_station
from bot.sandbox import Member
from bot.serving.opening import open_desk
from bot.settings import SettingsAsRead, load_station
from bot.texts import load_texts
from tests.steps.builders import HAN, KIM, MONDAY, seoul, visitor
from tests.steps.desks import bring_list


@pytest.fixture
async def station(sample_database: SampleDatabase) -> AsyncIterator[SampleStation]:
    """An installation at 08:00 of a Monday, its directory loaded, the bot stopped."""
    async with sample_station(seoul(MONDAY, 8, 0), database=sample_database) as installed:
        yield installed


async def test_a_department_that_people_visit_without_a_head_is_told_as_advice(station: SampleStation) -> None:
    desk = open_desk(station.settings, load_station(station.settings.station_file), station.clock)
    bring_list(desk, [visitor(1, 담당부서="수사과")])
    desk.close()

    findings = await examine(station.settings, station.clock)

    lines = [line_of(each, load_texts("ko")) for each in findings if each.fault]
    assert [line.partition(".")[0] for line in lines] == [
        "△ Slack 계정이 있는 부서장이나 부서장 대리가 없는 부서가 있습니다: 수사과"
    ]
    assert "cleancall run" in next_step(findings, load_texts("ko")), "advice keeps nobody from starting"


async def test_people_are_told_by_role_and_number_and_never_by_name(station: SampleStation) -> None:
    members = station.sandbox.workspace.members
    members |= {user: replace(members[user], deleted=True) for user in (KIM, "U0JUNG", HAN)}

    findings = await examine(station.settings, station.clock)

    [line] = [line_of(each, load_texts("ko")) for each in findings if each.fault]
    assert "(직원번호): 청문감사인권관 3001 · 상담원 1001 · 담당 경찰관 2001." in line
    assert not any(word in line for word in ("김상담", "정교통", "한감사", KIM, HAN))


async def test_people_are_asked_for_page_by_page_as_slack_allows(station: SampleStation) -> None:
    for number in range(PAGE):
        member = Member(id=f"U{number}", name=f"u{number}", real_name="이웃")
        station.sandbox.workspace.members = {member.id: member, **station.sandbox.workspace.members}
    await station.sandbox.fault({"method": "users.list", "fault": "ratelimited", "retry_after": 0})
    waited: list[int] = []
    read = SettingsAsRead(
        settings=station.settings, wrong=frozenset(), station=load_station(station.settings.station_file), problems=[]
    )

    findings = await examine_all(read, station.clock, waiting=waited.append)

    assert not any(each.fault for each in findings)
    assert (sum(each["method"] == "users.list" for each in station.sandbox.log), waited) == (3, [0])
