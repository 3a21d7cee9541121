"""The station's workspace is one of an organisation's: whoever is a member of it comes in, from wherever they act."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.demo.guide import CHANNEL
from bot.demo.station import SampleDatabase, SampleStation, sample_station
from bot.registry import ActionId
from bot.sandbox import Member
from bot.sandbox.workspace import TEAM
from tests.steps.builders import KIM, LEE, MONDAY, seoul
from tests.steps.slack import open_monday

ELSEWHERE = "T0ELSEWHERE"


@pytest.fixture
async def station(sample_database: SampleDatabase) -> AsyncIterator[SampleStation]:
    """A station in an Enterprise Grid. 김상담 belongs to another workspace of it too; 구 only to that one."""
    async with sample_station(seoul(MONDAY, 8, 0), database=sample_database) as at_work:
        workspace = at_work.sandbox.workspace
        workspace.enterprise_id = "E0POLICE"
        for user, member in workspace.members.items():
            teams = (ELSEWHERE, TEAM) if user == KIM else (TEAM,)
            workspace.members[user] = replace(member, team_id=teams[0], teams=teams)
        workspace.add_member(
            Member(id="U9GU", name="gu", real_name="구외부", team_id=ELSEWHERE, teams=(ELSEWHERE,)),
        )
        workspace.channels[CHANNEL].members.add("U9GU")
        await at_work.start_bot()
        yield at_work


async def test_a_member_of_two_workspaces_types_clicks_and_submits(station: SampleStation) -> None:
    kim = await open_monday(station)

    await kim.clicks(ActionId.CLAIM, where="channel")
    await kim.waits_to_see("통화 중 *1*", where="channel")
    await kim.types("/done 1")
    done = await kim.submits({"disposition": "answered", "money": "no", "outcome": "satisfied"})
    await kim.opens_home()
    seen = await kim.waits_until(lambda seen: seen.home is not None)

    assert not done.errors
    assert "정식 구성원" not in " ".join(shown.words for _, shown in seen.places())


async def test_whoever_is_of_the_organisation_and_not_of_the_workspace_stays_outside(station: SampleStation) -> None:
    await open_monday(station)
    outsider, lee = station.person("U9GU"), station.person(LEE)

    await outsider.clicks(ActionId.CLAIM, where="channel")
    await outsider.waits_to_see("정식 구성원", where="ephemeral")
    await lee.clicks(ActionId.CLAIM, where="channel")

    await lee.waits_to_see("통화 중 *1*", where="channel")


async def test_while_slack_does_not_say_whose_member_somebody_is_the_directory_does(station: SampleStation) -> None:
    kim = await open_monday(station)
    refused = {"fault": "internal_error", "method": "users.info", "times": 20}
    await station.stop_bot()
    await station.start_bot()
    await station.sandbox.fault(refused)

    await kim.clicks(ActionId.CLAIM, where="channel")
    await station.person("U9GU").clicks(ActionId.CLAIM, where="channel")

    await kim.waits_to_see("통화 중 *1*", where="channel")
    await station.person("U9GU").waits_to_see("확인", where="ephemeral")
