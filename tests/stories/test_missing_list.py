"""No list: the board says so and operators hear it, at ten supervisors; an empty list is posted as such."""

from datetime import timedelta

from bot.demo.station import SampleStation
from tests.steps.builders import KIM, MONDAY, OH, TUESDAY, seoul, visitor, write_list

MISSING = "명단이 아직 오지 않았습니다"
EMPTY = "오늘은 통화할 민원인이 없습니다"
STILL = "명단이 아직 오지 않아"


async def test_the_board_says_that_the_list_has_not_come_until_it_does(station: SampleStation) -> None:
    kim, oh = station.person(KIM), station.person(OH)
    await station.move_clock(to=seoul(MONDAY, 8, 30))
    board = await kim.waits_to_see(MISSING, where="channel")
    await kim.waits_to_see(MISSING, where="direct")
    before_ten = await oh.sees()
    await station.move_clock(to=seoul(MONDAY, 10, 0))
    await oh.waits_to_see(STILL, where="direct")

    await kim.uploads(write_list(station.folder, []))
    changed = await kim.waits_to_see(EMPTY, where="channel")
    await kim.uploads(write_list(station.folder, [visitor(1)], "late.csv"))
    await kim.waits_to_see("전체 *1*", where="channel")

    assert EMPTY not in board.words
    assert "명단은 정상적으로" not in board.words
    assert not any(STILL in shown.words for shown in before_ten.direct)
    assert changed.json["ts"] == board.json["ts"]
    assert not any(MISSING in shown.words for shown in (await kim.sees()).channel)


async def test_calls_of_days_before_do_not_hide_that_the_list_has_not_come(socket_station: SampleStation) -> None:
    station = socket_station
    kim, oh = station.person(KIM), station.person(OH)
    await kim.uploads(write_list(station.folder, [visitor(1)]))
    await kim.waits_to_see("가져오기 결과", where="direct")
    await station.move_clock(to=seoul(MONDAY, 8, 30))
    monday = await kim.waits_to_see("전체 *1*", where="channel")
    await station.move_clock(to=seoul(TUESDAY, 8, 30))

    tuesday = await kim.waits_to_see("11월 24일(화) 청렴콜 대기열", where="channel")
    await station.move_clock(to=seoul(TUESDAY, 10, 0))
    await oh.waits_to_see(STILL, where="direct")

    assert MISSING not in monday.words
    assert MISSING in tuesday.words
    assert "전체 *1*" in tuesday.words


async def test_on_a_day_off_nobody_misses_a_list(socket_station: SampleStation) -> None:
    oh = socket_station.person(OH)

    await socket_station.move_clock(to=seoul(MONDAY + timedelta(days=5), 10, 0))
    await socket_station.move_clock(to=seoul(MONDAY + timedelta(days=5), 12, 0))

    seen = await oh.sees()
    assert not [shown for shown in (*seen.direct, *seen.channel) if "명단" in shown.words]
