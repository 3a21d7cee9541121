"""A head reads their own department's month, and nothing else."""

from dataclasses import replace
from datetime import date

import pytest

from bot.demo.station import SampleStation
from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.results import MoneyAnswer, Result
from bot.domain.calls.states import Outcome
from bot.domain.calls.surveys import FIRST
from bot.domain.station import HeadReports
from bot.services.calls import claiming, recording
from bot.services.figures.closing import close_periods_when_due
from tests.steps.builders import KIM, OH, YOON, seoul, visitor
from tests.steps.desks import bring_list
from tests.steps.slack import ask_for_figures

SATISFIED = Result(
    disposition=Disposition.ANSWERED,
    scores=dict.fromkeys(FIRST.names, 5),
    money=MoneyAnswer.NO,
    outcome=Outcome.SATISFIED,
)
BARELY = replace(SATISFIED, scores={"overall": 4})


async def phone(station: SampleStation, answered: int) -> None:
    """So many visitors of 교통과, and twenty of 수사과 who were not satisfied, are phoned on Monday."""
    places = ["교통과"] * answered + ["수사과"] * 20
    rows = [visitor(n, 담당부서=place, 담당자="") for n, place in enumerate(places, 1)]
    bring_list(station.desk, rows)
    await station.move_clock(to=seoul(date(2026, 11, 23), 9, 40))
    for number, place in enumerate(places, 1):
        is_first = number == 1
        result = (BARELY if is_first else SATISFIED) if place == "교통과" else replace(BARELY, no_follow_up=True)
        station.desk.do_now(claiming.claim_call, by=KIM, number=number)
        station.desk.do_now(recording.record_result, by=KIM, number=number, result=result)


@pytest.mark.long
@pytest.mark.parametrize("answered", [9, 10])
async def test_a_head_reads_the_month_of_their_department_where_ten_answered(
    socket_station: SampleStation, answered: int
) -> None:
    await phone(socket_station, answered)
    yoon = socket_station.person(YOON)

    await socket_station.move_clock(to=seoul(date(2026, 12, 1), 9))
    while socket_station.desk.do_now(close_periods_when_due):
        pass
    told = await yoon.waits_to_see("🏢 교통과 · 2026년 11월", where="direct")
    asked = [await ask_for_figures(yoon, socket_station, words) for words in ("", "2026-11", "지난달 교통과")]
    refused = [await ask_for_figures(yoon, socket_station, words) for words in ("수사과", "요인", "부서", "칭찬")]
    oh = await ask_for_figures(socket_station.person(OH), socket_station, "2026-11 교통과")

    for shown in (told, *asked):
        assert "수사과" not in shown.words
        if answered < 10:
            assert "응답한 민원인이 9명이어서" in shown.words
            assert "방문" not in shown.words
        else:
            assert "방문 *10건*" in shown.words
            assert "전반적인 만족도 *98점* (10건)" in shown.words
            assert "친절" not in shown.words  # nine were asked: hidden, though supervisors see nine
            assert "🔒 숨긴 항목" in shown.words
    assert "친절 100점" in oh.words
    assert all("소속 부서의 월별 현황만" in each.words for each in refused)


async def test_a_station_may_want_it_weekly_and_then_it_tells_of_the_work_alone(socket_station: SampleStation) -> None:
    socket_station.desk.station = replace(socket_station.desk.station, head_reports=HeadReports.WEEKLY)
    await phone(socket_station, 10)

    await socket_station.move_clock(to=seoul(date(2026, 11, 30), 9))
    told = await socket_station.person(YOON).waits_to_see("🏢 교통과 · 2026년 11월 23일(월)", where="direct")

    assert "응답률 *100.0%* (10건)" in told.words
    assert "만족도 *" not in told.words
    assert "그달이 끝난 뒤에" in told.words
