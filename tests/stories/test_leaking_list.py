"""A list with names and numbers where a purpose should stand: through a day, figures, files, a purge (rule book §7)."""

import json
from datetime import timedelta
from pathlib import Path

from bot.demo.guide import CHANNEL
from bot.demo.station import SampleStation
from bot.registry import ActionId
from bot.services.keeping.purging import purge
from tests.steps.builders import KIM, LEE, MONDAY, OH, seoul, visitor, write_list
from tests.steps.slack import record_result

TOLD = (
    "이영희", "0000-7777", "박철수", "031-000-1234", "최만수", "도우미", "오전에만",
)  # fmt: skip
OWN = ("남궁민수", "성춘향", "0000-1001", "0000-1002", "00001001", "00001002")


def hostile_rows() -> list[dict[str, str]]:
    """Two visitors whose purposes, departments, officers and remarks tell of people."""
    return [
        visitor(1, 민원종류="이영희(010-0000-7777) 사기 고소", 담당부서="수사과", 담당자="도우미 최만수"),
        visitor(
            2,
            민원종류="동업자 박철수 폭행 상담",
            담당부서="수사과 담당 031-000-1234",
            담당자="경사 최형사",
            비고="오전에만 통화 가능",
        ),
    ]


async def test_what_a_list_tells_of_people_stands_on_the_claimants_card_and_nowhere_else(
    socket_station: SampleStation,
) -> None:
    station = socket_station
    kim, lee, oh = station.person(KIM), station.person(LEE), station.person(OH)
    await kim.uploads(write_list(station.folder, hostile_rows(), "명단.csv"))
    await kim.waits_to_see("새 청렴콜 2", where="direct")
    await station.move_clock(to=seoul(MONDAY, 9, 40))
    await kim.waits_to_see("전체 *2*", where="channel")
    card = await kim.types("/claim 1")
    assert card is not None
    assert all(word in card.words for word in ("이영희", "0000-7777", "최만수"))
    await record_result(kim, 1, outcome="satisfied", money="no")
    await kim.closes_modal()
    await lee.types("/claim 2")
    await lee.types("/done 2 재통화 14:00")
    await lee.types("/cleancall away 휴가")
    await kim.waits_to_see("이어받아 주십시오", where="direct")
    await kim.types("/claim 2")
    await record_result(kim, 2, outcome="satisfied", money="no")
    await kim.closes_modal()
    await oh.types("/stats")
    await oh.clicks(ActionId.STATS_SHEET, where="ephemeral")
    await oh.waits_to_see("현황표", where="direct")
    await oh.types("/stats 이번달 요인")
    await oh.types("/cleancall subject 1")
    await station.move_clock(to=seoul(MONDAY, 18, 0))

    assert not found_in(_outside(station), *TOLD)
    assert not found_in(_database(station), *TOLD)

    station.clock.advance(timedelta(days=200))
    station.desk.do_now(purge)
    await station.stop_bot()
    assert not found_in(_database(station), *TOLD, *OWN)


def found_in(data: bytes, *words: str) -> list[str]:
    """Which of these words stand in some bytes, as text or as JSON writes it."""
    return [word for word in words if word.encode() in data or json.dumps(word)[1:-1].encode() in data]


def _outside(station: SampleStation) -> bytes:
    """All that left but cards: what the bot sent into the channel, and its files."""
    log = [entry for entry in station.sandbox.log if entry["arguments"].get("channel") == CHANNEL]
    workspace = station.sandbox.workspace
    files = b"".join(workspace.file_bytes[key] for key, file in workspace.files.items() if file["user"] == "U0BOT")
    assert files
    return json.dumps(log, ensure_ascii=False, default=str).encode() + files


def _database(station: SampleStation) -> bytes:
    where = Path(station.settings.database_url.removeprefix("sqlite:///")).parent
    return b"".join(path.read_bytes() for path in sorted(where.glob("cleancall.db*")))
