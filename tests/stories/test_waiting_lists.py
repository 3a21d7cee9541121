"""A list that seems to be read wrongly waits: the reason, how it was read, and the button."""

from bot.demo.station import SampleStation
from bot.registry import ActionId
from tests.steps.builders import KIM, MONDAY, csv_list, seoul, visitor
from tests.steps.waiting import hardly_readable, unknown_phones

NEW = [visitor(number) for number in range(1, 4)]


async def test_a_list_without_a_phone_column_waits_until_a_corrected_one_comes(station: SampleStation) -> None:
    kim = station.person(KIM)
    (wrong := station.folder / "월요일.csv").write_bytes(unknown_phones(NEW))
    (right := station.folder / "고친 월요일.csv").write_bytes(csv_list(NEW))
    await kim.uploads(wrong)
    waits = await kim.waits_to_see("연락처 열을 찾지 못했습니다", where="direct")
    await station.move_clock(to=seoul(MONDAY, 8, 30))
    board = await kim.waits_to_see("확인이 필요하여", where="channel")

    await kim.uploads(right)

    await kim.waits_to_see("새 청렴콜 3", where="direct")
    await kim.waits_to_see("전체 *3*", where="channel")
    assert waits.offers(ActionId.IMPORT_ANYWAY)
    assert "파일을 지금 삭제해" in waits.words
    assert "010-" not in waits.words
    assert "아직 오지 않았습니다" not in board.words


async def test_whoever_dropped_it_may_have_it_imported_anyway(station: SampleStation) -> None:
    kim = station.person(KIM)
    (thin := station.folder / "월요일.csv").write_bytes(hardly_readable(1, 9))
    await kim.uploads(thin)
    waits = await kim.waits_to_see("80% 넘게", where="direct")

    await kim.clicks(ActionId.IMPORT_ANYWAY)

    await kim.waits_to_see("보류했던 명단을 가져왔습니다. 새 청렴콜 1건", where="ephemeral")
    after = await kim.waits_to_see("새 청렴콜 1 ", where="direct")
    assert after.json["ts"] == waits.json["ts"]
    assert not after.offers(ActionId.IMPORT_ANYWAY)
