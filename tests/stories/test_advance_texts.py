"""The advance text: before the first call, after suspected phishing, by a gateway, a file, or by hand."""

import asyncio
import contextlib
import csv
import json
from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.demo.station import SampleDatabase, SampleStation, sample_station
from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.results import Result
from bot.registry import ActionId
from bot.sandbox.person import Seen
from bot.services.desk import Desk
from tests.steps.builders import KIM, LEE, MONDAY, OH, TUESDAY, seoul, visitor
from tests.steps.calls import SATISFIED
from tests.steps.crew import crew_of, until
from tests.steps.desks import bring_list, counting, phone
from tests.steps.gateway import Faults, Gateway, gateway_at_work
from tests.steps.slack import BRISK, SHORT_LEASE, answer_to, ask_for_figures, open_monday
from tests.steps.texts_sent import states, text_looks
from tests.steps.workers import RUNS_BOTS

TOKEN = "gateway-token-0000"
OF_A_VISIT = ("방문", "민원", "수사", "고소", "02-", "010-", "남궁", "감사")
"""Words and numbers that a text has none of."""


def write_sms(station: SampleStation, sms: str) -> None:
    """Write an [sms] into a station's settings, before the bot starts."""
    station.settings = station.settings.model_validate({**station.settings.model_dump(), "sms_token": TOKEN})
    with station.settings.station_file.open("a", encoding="utf-8") as file:
        file.write(f"\n[sms]\n{sms}")


@contextlib.asynccontextmanager
async def texting(database: SampleDatabase, sms: str) -> AsyncIterator[SampleStation]:
    """Run the sample station at 08:00 of a Monday, with an [sms] of its own."""
    async with sample_station(seoul(MONDAY, 8, 0), database=database) as station:
        write_sms(station, sms)
        station.spacing, station.lease = BRISK, SHORT_LEASE
        await station.start_bot()
        counting(station.desk)
        yield station


def sms_to(gateway: Gateway) -> str:
    """Return the settings for a gateway."""
    return f'port = "http"\nurl = "{gateway.address}"\ntimeout_seconds = 10\n'


@contextlib.asynccontextmanager
async def by_gateway(database: SampleDatabase) -> AsyncIterator[tuple[SampleStation, Gateway]]:
    """Run the station beside a gateway."""
    async with gateway_at_work(token=TOKEN) as gateway, texting(database, sms_to(gateway)) as station:
        yield station, gateway


async def has_sent(gateway: Gateway, count: int) -> list[str]:
    """Wait until a gateway has so many texts; return their numbers, and see that nothing more comes."""
    await until(lambda: len(gateway.sent) >= count, 15)
    return sorted(text["to"] for text in gateway.sent.values())


def is_task_gone(seen: Seen) -> bool:
    """Whether a Home no longer offers to send a text."""
    return seen.home is not None and not seen.home.offers(ActionId.TASK_SEND)


async def restarts(station: SampleStation) -> None:
    """Stop the bot and start it again."""
    await station.stop_bot()
    await station.start_bot()


async def test_everybody_is_told_before_the_first_call_once_whatever_the_gateway_does(
    either: SampleDatabase, capfd: pytest.CaptureFixture[str]
) -> None:
    async with by_gateway(either) as (station, gateway):
        gateway.faults = Faults(status=503, times=1, twice=True)
        kim = await open_monday(station)
        await until(lambda: bool(gateway.asked), 15)
        await restarts(station)
        await station.move_clock(by=timedelta(minutes=1))
        numbers = await has_sent(gateway, 3)
        await until(lambda: {state for _, state, _ in states(station.desk)} == {"sent"}, 15)
        await station.move_clock(by=timedelta(minutes=30))
        await restarts(station)

        card = await answer_to(kim, "/claim 1")
        asked = Counter(text["key"] for text in gateway.asked)
        looks = text_looks(station.desk)
        log = "".join(capfd.readouterr())

    assert numbers == ["01000001001", "01000001002", "01000001003"]
    assert sorted(asked.values()) == [1, 1, 2]
    assert {text["text"] for text in gateway.sent.values()} == {gateway.asked[0]["text"]}
    words = gateway.asked[0]["text"]
    assert all(said in words for said in ("한빛경찰서 청렴 콜 센터", "비밀번호", "대표번호를 직접 찾아", "확인번호"))
    assert not [word for word in OF_A_VISIT if word in words]
    assert "안내 문자 발송 11/23(월) 09:4" in card
    assert sorted(looks) == [("system", f"call:{number}", "bot") for number in (1, 2, 3)]
    assert "text.tried" in log
    assert not [word for word in (TOKEN, "0100000", "비밀번호") if word in log]


async def test_after_suspected_phishing_one_click_sends_and_two_at_once_send_one(either: SampleDatabase) -> None:
    async with by_gateway(either) as (station, gateway):
        kim, lee = await open_monday(station), station.person(LEE)
        await has_sent(gateway, 3)
        await kim.types("/claim 2")
        done = await answer_to(kim, "/done 2 보이스피싱")
        for person in (kim, lee):
            await person.opens_home()
            await person.waits_to_see("사전 안내 문자 보내기", where="home")
        await asyncio.gather(*(person.clicks(ActionId.TASK_SEND, where="home") for person in (kim, lee)))
        numbers = await has_sent(gateway, 4)
        for person in (kim, lee):
            await person.waits_until(is_task_gone, what="that it is done")
        await restarts(station)
        clicked = [look for look in text_looks(station.desk) if look[2] == "click"]
        posted = json.dumps([entry["arguments"] for entry in station.sandbox.log], ensure_ascii=False, default=str)

    assert "앱 홈의 ‘할 일’에서 보냅니다" in done
    assert (numbers.count("01000001002"), len(gateway.sent)) == (2, 4)
    assert [(whose, door) for _, whose, door in clicked] == [("call:2", "click")]
    assert "01000001002" not in posted


async def test_who_is_phoned_first_or_excluded_gets_none_and_supervisors_hear_that_texts_are_stuck(
    sample_database: SampleDatabase,
) -> None:
    async with by_gateway(sample_database) as (station, gateway):
        gateway.faults = Faults(status=503, times=999)
        kim, oh = await open_monday(station), station.person(OH)
        await until(lambda: bool(gateway.asked), 15)
        await kim.types("/claim 1")
        await oh.types("/cleancall exclude 2 본인 요청")
        assert not (await oh.submits()).errors
        await station.move_clock(by=timedelta(minutes=31))
        await restarts(station)
        stuck = await oh.waits_to_see("안내 문자", where="direct")
        gateway.faults = Faults()
        await station.move_clock(by=timedelta(minutes=11))
        await restarts(station)
        numbers = await has_sent(gateway, 1)
        again = await oh.waits_to_see("밀린 안내 문자가 없습니다", where="direct")

    assert "보내지 못하고 있습니다" in stuck.words
    assert numbers == ["01000001003"]
    assert again.words


def are_sent(desk: Desk) -> bool:
    """Whether every text was sent."""
    return {state for _, state, _ in states(desk)} == {"sent"}


@pytest.mark.long
@RUNS_BOTS
async def test_a_bot_that_is_killed_while_it_sends_loses_and_doubles_nothing(sample_database: SampleDatabase) -> None:
    async with (
        gateway_at_work(token=TOKEN) as gateway,
        sample_station(seoul(MONDAY, 9, 40), database=sample_database) as station,
    ):
        write_sms(station, sms_to(gateway))
        async with crew_of(station) as crew:
            bring_list(crew.desk, [visitor(number) for number in range(1, 7)])
            gateway.faults = Faults(seconds=1.5, times=999)
            for _ in range(3):
                await crew.start()
                before = len(gateway.asked)
                await until(lambda before=before: len(gateway.asked) > before)  # type: ignore[misc]
                await crew.kill()
                station.clock.advance(timedelta(minutes=1))
            gateway.faults = Faults()
            await crew.start()
            await until(lambda: "sending" not in {state for _, state, _ in states(crew.desk)})
            for _ in range(5):  # a try that failed on a busy machine is made again a minute later, by the bots' clock
                await crew.stop()
                station.clock.advance(timedelta(minutes=1))
                await crew.start()
                with contextlib.suppress(TimeoutError):
                    await until(lambda: are_sent(crew.desk), 5)
                    break
            found, looks = states(crew.desk), text_looks(crew.desk)

    assert found == [(number, "sent", "") for number in range(1, 7)]
    assert sorted(text["to"] for text in gateway.sent.values()) == [f"0100000100{number}" for number in range(1, 7)]
    assert len(gateway.asked) > len(gateway.sent) == len({text["key"] for text in gateway.asked})
    assert len(looks) == 6


async def test_without_a_port_the_number_is_shown_to_whoever_takes_the_task(socket_station: SampleStation) -> None:
    kim, lee = await open_monday(socket_station), socket_station.person(LEE)
    await kim.types("/claim 2")
    await kim.types("/done 2 보이스피싱")
    for person in (kim, lee):
        await person.opens_home()
        await person.waits_to_see("사전 안내 문자 보내기", where="home")

    await kim.clicks(ActionId.TASK_NUMBER, where="home")
    shown = await kim.waits_to_see("010-0000-1002", where="modal")
    await lee.clicks(ActionId.TASK_NUMBER, where="home")
    refused = await lee.waits_to_see("하고 있습니다", where="modal")
    await kim.clicks(ActionId.TASK_SENT, where="modal")
    await kim.waits_to_see("완료", where="modal")
    await kim.closes_modal()

    assert "대표번호를 직접 찾아" in shown.words
    assert "<@U0KIM>" in refused.words
    assert "010-0000" not in refused.words
    assert text_looks(socket_station.desk) == [(KIM, "call:2", "click")]
    assert "안내 문자 발송" in await answer_to(kim, "/claim 2")


def rows_in(folder: Path) -> list[list[str]]:
    """Read the files of a folder as the station's text system would."""
    lines = (line for file in sorted(folder.glob("*.csv")) for line in file.read_text(encoding="utf-8").splitlines())
    return [row for row in csv.reader(lines) if row[0] != "number"]


async def test_a_coin_decides_who_gets_one_and_the_figures_say_whether_it_helps(
    sample_database: SampleDatabase, tmp_path: Path
) -> None:
    people = 24
    async with texting(sample_database, f'port = "file"\nfolder = "{tmp_path}"\ntrial = true\n') as station:
        await open_monday(station, people)
        drawn = [number for number, state, _ in states(station.desk) if state != "not_drawn"]
        await until(lambda: len(rows_in(tmp_path)) == len(drawn), 15)
        few = (await ask_for_figures(station.person(OH), station, "오늘")).words
        for number in range(1, people + 1):
            phone(station.desk, number, SATISFIED if number in drawn else Result(disposition=Disposition.NO_ANSWER))
        told = (await ask_for_figures(station.person(OH), station, "오늘")).words
        written = rows_in(tmp_path)
        await station.move_clock(to=seoul(TUESDAY, 8, 30))
        await restarts(station)
        await until(lambda: not rows_in(tmp_path), 15)

    assert sorted(row[0] for row in written) == [f"0100000{1000 + number}" for number in drawn]
    assert not rows_in(tmp_path)
    assert "안내 문자 비교" not in few
    assert f"보낸 쪽 100.0% ({len(drawn)}건) · 보내지 않은 쪽 0.0% ({people - len(drawn)}건)" in told
    assert "더 잘 연결됩니다" in told
