"""A day without Slack: what was written on paper is entered later, with the time it happened."""

from bot.demo.station import SampleStation
from bot.services.unit import Unit
from storage.calls.attempts import attempts_of
from tests.steps.builders import KIM, MONDAY, seoul, visitor, write_list


async def test_a_result_from_paper_is_entered_with_its_time_after_an_outage(station: SampleStation) -> None:
    kim = station.person(KIM)
    await kim.uploads(write_list(station.folder, [visitor(1, 담당부서="수사과", 담당자="경사 최형사")]))
    await kim.waits_to_see("가져오기 결과", where="direct")
    await station.move_clock(to=seoul(MONDAY, 14, 0))
    await kim.types("/claim 1")
    await kim.types("/done 1")
    await kim.fills({"disposition": "no_answer"})
    await kim.waits_to_see("더 입력할 것이 없습니다", where="modal")

    wrong = await kim.submits({"more": "earlier", "happened_at": int(seoul(MONDAY, 15).timestamp())})
    right = await kim.submits({"happened_at": int(seoul(MONDAY, 10).timestamp())})

    def read(unit: Unit) -> list[object]:
        return [attempt.at for attempt in attempts_of(unit.session, 1)]

    assert "아직 오지 않은 시각" in wrong.errors["happened_at"]
    assert right.view is not None
    assert "11/23(월) 14:00" in right.view.words
    assert station.desk.do_now(read) == [seoul(MONDAY, 10)]
