"""A station asks what it wants to know: its own items, changed in the middle of a month, and no answer is lost."""

import json
from datetime import date

import pytest

from bot.demo.station import SampleDatabase, SampleStation
from bot.documents.report_json import report_json
from bot.domain.figures.figures import is_said, means_in
from bot.domain.figures.periods import PeriodKind, period_with
from bot.domain.figures.publication import STATION
from bot.services.figures.closing import close_periods_when_due
from bot.services.figures.figures import see_stats
from bot.services.figures.reports import report_asked_for
from tests.steps.builders import MONDAY, OH, seoul, with_
from tests.steps.calls import SATISFIED
from tests.steps.desks import counting, phone
from tests.steps.figures import told_publication, trail_of
from tests.steps.slack import ask_for_figures, open_monday, record_result, station_at_work

NOVEMBER = period_with(PeriodKind.MONTH, MONDAY)
WAITING = 'waiting = {{ label = "대기 시간", sentence = "{sentence}", national = "신속성" }}'
FIRST_WORDS, OTHER_WORDS = "오래 기다리지 않으셨습니까?", "기다린 시간은 알맞았습니까?"


async def asks(station: SampleStation, sentence: str) -> None:
    """Write a survey of two items into the station's file, and start the bot with it."""
    await station.stop_bot()
    written, _, _ = station.settings.station_file.read_text(encoding="utf-8").partition("[survey]")
    survey = f"[survey]\noverall = {{}}\n{WAITING.format(sentence=sentence)}\n"
    station.settings.station_file.write_text(written + survey, encoding="utf-8")
    await station.start_bot()
    counting(station.desk)


@pytest.mark.long
async def test_a_survey_that_changes_in_mid_month_loses_no_answer(either: SampleDatabase) -> None:
    async with station_at_work(either, "socket") as station:
        await asks(station, FIRST_WORDS)
        kim = await open_monday(station, 12)
        card = await kim.types("/claim 1")
        await record_result(kim, 1, overall="4", outcome="satisfied", **{"waiting-2": "5"})
        await kim.closes_modal()
        assert card is not None
        assert FIRST_WORDS in card.words
        assert "친절하게" not in card.words
        for number in range(3, 7):
            phone(station.desk, number, with_(SATISFIED, scores={"overall": 4, "waiting-2": 3}))
        await kim.types("/claim 2")
        await kim.types("/done 2")
        await kim.fills({"overall": "4", "waiting-2": "3"})

        await asks(station, OTHER_WORDS)
        late = await kim.submits({"money": "no", "outcome": "inquiry_answered"})
        await kim.closes_modal()
        card = await kim.types("/claim 7")
        await kim.types("/done 7")
        await kim.fills({"same_score": "4"})
        await kim.waits_until(lambda seen: seen.modal is not None and "대기 시간" not in seen.modal.words, what="one")
        same = await kim.submits({"money": "no", "outcome": "satisfied"})
        for number in range(8, 13):
            phone(station.desk, number, with_(SATISFIED, scores={"overall": 4, "waiting-3": 5}))

        assert not late.errors
        assert not same.errors
        assert card is not None
        assert OTHER_WORDS in card.words
        await station.move_clock(to=seoul(date(2026, 12, 1), 9))
        while station.desk.do_now(close_periods_when_due):
            pass
        answer = await ask_for_figures(station.person(OH), station, "2026-11")
        assert "전반적인 만족도(설문 1–3판) *75점* (12건)" in answer.words
        assert "대기 시간(설문 3판) 96점 · 대기 시간(설문 2판) 58점" in answer.words
        assert "설문 3판은 2026년 11월 23일(월)부터입니다" in answer.words
        _holds_from_the_trail(station)
        report = json.loads(report_json(station.desk.do_now(report_asked_for, period=NOVEMBER, word="")))
        asked = {each["figure"]: (each["sentence"], each["national"]) for each in report["survey"]["questions"]}
        assert asked["waiting-2"] == (FIRST_WORDS, "신속성")
        assert asked["waiting-3"] == (OTHER_WORDS, "신속성")
        assert [report["figures"][name]["n"] for name in ("overall", "waiting-2", "waiting-3", "kindness")] == [
            12, 6, 6, 0,
        ]  # fmt: skip


def _holds_from_the_trail(station: SampleStation) -> None:
    """Count the month again, of the trail alone."""
    shown = station.desk.do_now(see_stats, by=OH, period=NOVEMBER).values
    said = told_publication(trail_of(station.desk), NOVEMBER, station.desk.calendar)
    questions = [each.question for each in means_in(shown)]

    assert {figure: value for figure, value in shown.items() if is_said(figure)} == said.values(STATION, questions)
