"""Two days by the moved clock with a part of Slack that fails: nobody unanswered, nothing lost, nothing doubled."""

import itertools
from datetime import timedelta
from typing import Any

import pytest

from bot.demo.station import SampleStation
from bot.domain.calendar import SEOUL
from bot.registry import ActionId
from bot.sandbox import Person
from bot.sandbox.person import Seen
from tests.steps.builders import KIM, LEE, OH, PARK, visitor, write_list
from tests.steps.rows import attempts
from tests.steps.slack import open_monday, with_files
from tests.steps.strangers import half_open

ALWAYS = 10**6
CLOSED: dict[str, list[dict[str, Any]]] = {
    "hooks closed": [{"method": "response_url", "fault": "dropped"}],
    "files closed": [{"method": each, "fault": "http_500"} for each in ("upload", "download")],
    "users.info at 4 s": [{"method": "users.info", "fault": "slow", "seconds": 4}],
}
WORKING_HOURS = range(10, 17)
MEGABYTE = 1_000_000


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize(("station", "closed"), [("socket", each) for each in CLOSED], indirect=["station"])
async def test_two_days_with(station: SampleStation, closed: str, capsys: pytest.CaptureFixture[str]) -> None:
    await open_monday(station, count=60)
    for fault in CLOSED[closed]:
        await station.sandbox.fault({"times": ALWAYS, **fault})
    await live_two_days(station)
    said = capsys.readouterr().out
    assert len(said) < MEGABYTE
    assert "010-" not in said


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("station", ["http"], indirect=True)
async def test_two_days_with_1500_half_open_connections(
    station: SampleStation, capfd: pytest.CaptureFixture[str]
) -> None:
    assert station.bot is not None
    await open_monday(station, count=60)

    async with half_open(station.bot.http_port, 1500):
        await live_two_days(station)

    assert sum(map(len, capfd.readouterr())) < MEGABYTE


async def live_two_days(station: SampleStation) -> None:
    """Work for two days, while something fails."""
    kim, lee, park = (station.person(each) for each in (KIM, LEE, PARK))
    await lee.opens_home()
    await lee.waits_to_see("다음 청렴콜", where="home")
    claimed: list[int] = []
    hours = 0

    for hour in range(48):
        await station.move_clock(by=timedelta(hours=1))
        if station.clock().astimezone(SEOUL).hour in WORKING_HOURS:
            hours += 1
            claimed += await works_an_hour(kim, lee, park)
        if hour == 0:
            await drops_and_asks(station)
    await station.sandbox.fault({"clear": True})

    assert hours >= len(WORKING_HOURS)
    assert all(len(set(claimed[at : at + 3])) == 3 for at in range(0, len(claimed), 3))
    assert attempts(station.desk) == len(claimed)
    await station.person(OH).waits_to_see("가져오기 결과", where="direct", timeout=120)
    seen = await station.person(OH).waits_until(lambda seen: bool(with_files(seen)), timeout=120)
    assert len(with_files(seen)) == 1


async def works_an_hour(kim: Person, lee: Person, park: Person) -> list[int]:
    """Claim and record a call by command, by a click beside a message and by a click on Home."""
    typed = await kim.types("/claim")
    assert typed is not None
    first = number_in(typed.words)
    await kim.types(f"/done {first}")
    done = await kim.submits({"disposition": "no_answer"})
    assert done.view is not None
    assert f"{first}번" in done.view.words
    await kim.closes_modal()
    return [first, await clicks(park, where="channel"), await clicks(lee, where="home")]


async def clicks(person: Person, where: str) -> int:
    """Claim the next call by a click; return its number."""
    before = own(await person.sees())
    await person.clicks(ActionId.CLAIM_NEXT, where=where)
    seen = await person.waits_until(lambda seen: len(own(seen)) > len(before), what="the next call")
    number = number_in(own(seen)[-1])
    if seen.modal is not None:
        await person.closes_modal()
    await person.types(f"/done {number} 부재")
    return number


def own(seen: Seen) -> list[str]:
    """Everything that says to the person alone that they claimed a call."""
    shown = itertools.chain(seen.direct, seen.ephemeral, [seen.modal] if seen.modal else [])
    return [each.words for each in shown if "번 청렴콜" in each.words]


def number_in(words: str) -> int:
    """Return the number of the call that a card is about."""
    return int(words.split("번 청렴콜", maxsplit=1)[0].rsplit(maxsplit=1)[-1])


async def drops_and_asks(station: SampleStation) -> None:
    """오감독 drops a list and asks for a sheet, whatever becomes of them."""
    oh = station.person(OH)
    await oh.uploads(write_list(station.folder, [visitor(99)], "둘째.csv"))
    await oh.types("/stats", channel=station.sandbox.workspace.direct(OH).id)
    await oh.clicks(ActionId.STATS_SHEET, where="ephemeral")
