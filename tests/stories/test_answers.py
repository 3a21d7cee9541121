"""An answer always arrives: whatever part of Slack fails or dawdles, nobody is left without one."""

from typing import Any

import pytest

from bot.demo.station import SampleStation
from bot.registry import ActionId
from bot.sandbox import Person
from tests.steps.builders import KIM, LEE, OH, PARK, visitor, write_list
from tests.steps.slack import open_monday, with_files

OFTEN = 1000
TROUBLE: dict[str, list[dict[str, Any]]] = {
    "response_url answers 500": [{"method": "response_url", "fault": "http_500"}],
    "response_url is closed": [{"method": "response_url", "fault": "dropped"}],
    "response_url and postEphemeral fail": [
        {"method": "response_url", "fault": "http_500"},
        {"method": "chat.postEphemeral", "fault": "http_500"},
    ],
    "users.info takes 4 s": [{"method": "users.info", "fault": "slow", "seconds": 4}],
    "triggers come late": [{"method": "trigger", "fault": "slow", "seconds": 3.1}],
    "views.open fails": [{"method": "views.open", "fault": "http_500"}],
    "files do not come": [
        {"method": "download", "fault": "http_500", "times": 1},
        {"method": "upload", "fault": "http_500", "times": 2},
    ],
}


@pytest.mark.long
@pytest.mark.parametrize("trouble", TROUBLE)
async def test_everybody_is_answered_while(station: SampleStation, trouble: str) -> None:
    await open_monday(station, count=4)
    lee = station.person(LEE)
    await lee.opens_home()
    await lee.waits_to_see("맡고 있는 청렴콜이 없습니다", where="home")
    await station.stop_bot()  # it knows nobody yet
    await station.start_bot()
    for fault in TROUBLE[trouble]:
        await station.sandbox.fault({"times": OFTEN, **fault})

    await types_a_command(station)
    await clicks_beside_a_message(station)
    await clicks_on_home(lee)
    await submits_a_form(station)
    await drops_a_file(station, trouble)
    if trouble == "files do not come":
        await asks_for_files(station)


async def test_a_claim_whose_card_no_window_showed_shows_it_again(socket_station: SampleStation) -> None:
    await open_monday(socket_station)
    lee = socket_station.person(LEE)
    await lee.opens_home()
    await lee.waits_to_see("맡고 있는 청렴콜이 없습니다", where="home")
    await socket_station.sandbox.fault({"method": "trigger", "fault": "slow", "seconds": 3.1})
    await lee.clicks(ActionId.CLAIM_NEXT, where="home")
    brief = await lee.waits_to_see("1번 청렴콜을 맡았습니다", where="direct")

    await lee.clicks(ActionId.CLAIM, value="1", where="direct")

    assert "010-0000" not in brief.words
    assert await lee.waits_to_see("010-0000-1001", where="modal")


async def types_a_command(station: SampleStation) -> None:
    """김상담 claims a call by a command."""
    answer = await station.person(KIM).types("/claim 1")

    assert answer is not None
    assert "1번" in answer.words


async def clicks_beside_a_message(station: SampleStation) -> None:
    """박상담 claims a call by its button on the board."""
    park = station.person(PARK)
    await park.clicks(ActionId.CLAIM, value="2")

    await reads(park, "2번")


async def clicks_on_home(lee: Person) -> None:
    """이상담 claims the next call on App Home."""
    await lee.clicks(ActionId.CLAIM_NEXT, where="home")

    await reads(lee, "3번")


async def submits_a_form(station: SampleStation) -> None:
    """김상담 has the form before them, by whatever way, and records a result."""
    kim = station.person(KIM)
    await kim.types("/done 1")
    seen = await kim.waits_until(lambda seen: bool(seen.modal) or "양식이 제때" in words_of(seen))
    if seen.modal is None:
        await station.sandbox.fault({"clear": True})
        await kim.clicks(ActionId.RECORD, value="1", within="양식이 제때")
    await kim.fills({"disposition": "no_answer"})
    await kim.waits_to_see("더 입력할 것이 없습니다", where="modal")
    done = await kim.submits()

    assert not done.errors
    assert done.view is not None
    assert "1번" in done.view.words


async def drops_a_file(station: SampleStation, trouble: str) -> None:
    """오감독 drops a list."""
    oh = station.person(OH)
    await oh.uploads(write_list(station.folder, [visitor(9)]))
    if trouble == "files do not come":
        await oh.waits_to_see("아직 받지 못했습니다", where="direct")

    await oh.waits_to_see("가져오기 결과", where="direct")


async def asks_for_files(station: SampleStation) -> None:
    """오감독 asks for a sheet that Slack does not take at first."""
    oh = station.person(OH)
    await oh.types("/stats", channel=station.sandbox.workspace.direct(OH).id)
    await oh.clicks(ActionId.STATS_SHEET, where="ephemeral")

    await oh.waits_to_see("아직 받지 않고 있습니다", where="direct")
    await oh.waits_until(lambda seen: bool(with_files(seen)), what="the sheet")


async def reads(person: Person, words: str) -> None:
    """Wait until somebody reads something that is for them alone."""
    await person.waits_until(lambda seen: words in words_of(seen), what=words)


def words_of(seen: Any) -> str:
    """Everything that is for the person alone."""
    own = [*seen.ephemeral, *seen.direct, *([seen.modal] if seen.modal else [])]
    return "\n".join(shown.words for shown in own)
