"""Supervisors ask for figures: in words, as charts, as sheets; others are refused kindly."""

import io
import re
from datetime import date

import openpyxl
import pytest
from pypdf import PdfReader

from bot.demo.station import SampleStation
from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.results import MoneyAnswer, Result
from bot.domain.calls.states import Outcome
from bot.domain.calls.surveys import FIRST
from bot.domain.grievances.filing import Filing
from bot.domain.grievances.kinds import Category, Kind, Severity
from bot.registry import ActionId
from bot.sandbox import Person
from bot.sandbox.person import Shown
from bot.services.calls import claiming, recording
from bot.services.desk import Desk
from bot.services.grievances.filing import begin_filing, file_grievance
from tests.steps.builders import HAN, KIM, OH, seoul, visitor, with_
from tests.steps.desks import bring_list
from tests.steps.slack import ask_for_figures, line_of, open_monday, with_files

SATISFIED = Result(
    disposition=Disposition.ANSWERED,
    scores=dict.fromkeys(FIRST.names, 5),
    money=MoneyAnswer.NO,
    outcome=Outcome.SATISFIED,
)


def answer_calls(desk: Desk, first: int, last: int, result: Result = SATISFIED) -> None:
    """Claim and close some calls."""
    for number in range(first, last + 1):
        desk.do_now(claiming.claim_call, by=KIM, number=number)
        desk.do_now(recording.record_result, by=KIM, number=number, result=result)


def accuse(desk: Desk, number: int) -> None:
    """Close a call with a grievance on the audit track."""
    filed = Result(
        disposition=Disposition.ANSWERED,
        scores=dict.fromkeys(FIRST.names, 5),
        money=MoneyAnswer.YES,
        outcome=Outcome.GRIEVANCE_FILED,
        words="봉투를 바라는 눈치였습니다.",
    )
    filing = Filing(kind=Kind.ALLEGATION, category=Category.BRIBERY_FAVOUR, severity=Severity.S1)
    desk.do_now(claiming.claim_call, by=KIM, number=number)
    desk.do_now(begin_filing, by=KIM, number=number, result=filed, filing=filing)
    desk.do_now(file_grievance, by=KIM, number=number, filing=filing)


async def waits_for_files(person: Person, count: int = 1) -> list[Shown]:
    """Wait for so many messages with files."""
    seen = await person.waits_until(lambda seen: len(with_files(seen)) >= count, what="files", timeout=40)
    return with_files(seen)


async def test_a_supervisor_reads_the_month_in_korean_words(station: SampleStation) -> None:
    await open_monday(station, 8)
    answer_calls(station.desk, 1, 6)
    station.desk.do_now(claiming.claim_call, by=KIM, number=7)
    station.desk.do_now(recording.record_result, by=KIM, number=7, result=Result(disposition=Disposition.NO_ANSWER))
    oh = station.person(OH)

    answers = [
        await ask_for_figures(oh, station, words)
        for words in ("", "이번달", "이번 달", "2026-11", "11/1~11/30", "4분기")
    ]

    of_today, of_week = [await ask_for_figures(oh, station, words) for words in ("오늘", "이번주")]
    for answer in (of_today, of_week):  # Monday stands beside Friday
        assert "비교: 2026년 11월 20일(금)" in answer.words
    for answer in answers:
        assert line_of(answer, "방문 ").startswith("방문 *8건*")
        assert "*87.5%* (8건)" in line_of(answer, "통화 시도율")
        assert "*85.7%* (7건)" in line_of(answer, "연결률")
        assert line_of(answer, "전반적인 만족도").startswith("전반적인 만족도 *–*")
        assert "그 달이 끝나야 보여 드립니다" in answer.words
        assert "*1.0시간* (7건)" not in line_of(answer, "첫 통화 시도까지")  # it is 40 minutes
        assert "*0.7시간* (7건)" in line_of(answer, "첫 통화 시도까지")
    assert "2026년 11월" in answers[0].words
    assert "비교: 2026년 10월 1일(목) ~ 10월 26일(월)" in answers[0].words
    await station.move_clock(to=seoul(date(2026, 12, 1), 9))
    closed, of_december = [await ask_for_figures(oh, station, words) for words in ("지난달", "")]
    for answer in (closed, of_december):
        assert "*100점* (6건)" in line_of(answer, "전반적인 만족도")
    assert "2026년 11월에 들은 말씀" in of_december.words
    assert "들은 말씀" not in closed.words


async def test_others_than_supervisors_and_audit_are_refused(socket_station: SampleStation) -> None:
    await open_monday(socket_station)

    for who in (KIM, "U0JUNG", "U0SEO"):
        for words in ("", "factors", "칭찬", "지연", "상담원", "부서", "피싱", "품질", "인력", "신호"):
            answer = await ask_for_figures(socket_station.person(who), socket_station, words)
            assert "역할이 아닙니다" in answer.words, (who, words)


async def test_what_is_not_understood_is_said_kindly(socket_station: SampleStation) -> None:
    await open_monday(socket_station)
    oh = socket_station.person(OH)

    told = {
        words: await ask_for_figures(oh, socket_station, words)
        for words in ("13월", "2027-01", "11/30~11/1", "2020-01-01~2026-01-01", "없는과")
    }

    said = {words: answer.words for words, answer in told.items()}
    assert "읽지 못했습니다" in said["13월"]
    assert "아직 시작되지 않았습니다" in said["2027-01"]
    assert "읽지 못했습니다" in said["11/30~11/1"]
    assert "너무 깁니다" in said["2020-01-01~2026-01-01"]
    assert "부서: 수사과" in said["없는과"]


async def test_what_was_asked_is_answered_whole_or_said_not_to_be(socket_station: SampleStation) -> None:
    await open_monday(socket_station, 6)
    oh = socket_station.person(OH)

    comma = await ask_for_figures(oh, socket_station, "지난달,수사과")
    quarter = await ask_for_figures(oh, socket_station, "작년 3분기")
    unknown = await ask_for_figures(oh, socket_station, "최근 7일")
    topics = ("칭찬", "지연", "상담원", "부서", "품질", "신호")
    narrowed = [await ask_for_figures(oh, socket_station, f"수사과 {topic}") for topic in topics]

    assert "현황 · 2026년 10월" in comma.words
    assert "대상: *수사과*" in comma.words
    assert "2025년 3분기" in quarter.words
    assert "작년 4분기, 11/1~11/15처럼" in unknown.words
    for answer in narrowed:
        assert "경찰서 전체로만 보여 드립니다. ‘수사과’ 없이" in answer.words


async def test_fewer_than_five_are_hidden_from_a_supervisor_and_shown_to_audit(socket_station: SampleStation) -> None:
    await open_monday(socket_station, 6)
    answer_calls(socket_station.desk, 1, 4)
    oh, han = socket_station.person(OH), socket_station.person(HAN)
    await socket_station.move_clock(to=seoul(date(2026, 12, 1), 9))

    hidden, shown = [await ask_for_figures(who, socket_station, "지난달") for who in (oh, han)]

    assert "만족도" not in hidden.words
    assert "숨김" not in hidden.words
    assert line_of(hidden, "🔒 숨긴 항목").startswith("🔒 숨긴 항목 11개: 사람이 적어")
    assert line_of(shown, "전반적인 만족도").startswith("전반적인 만족도 *100점* (4건)")


async def test_the_audit_track_is_counted_for_audit_alone(socket_station: SampleStation) -> None:
    await open_monday(socket_station, 12)
    answered = with_(SATISFIED, outcome=Outcome.INQUIRY_ANSWERED)
    answer_calls(socket_station.desk, 1, 6, answered)
    oh, han = socket_station.person(OH), socket_station.person(HAN)
    asked = ("", "수사과", "요인", "부서", "칭찬", "지연", "피싱")
    before = [await ask_for_figures(oh, socket_station, words) for words in asked]
    answer_calls(socket_station.desk, 7, 7, answered)
    plain = [await ask_for_figures(oh, socket_station, words) for words in asked]

    accuse(socket_station.desk, 8)
    accused = [await ask_for_figures(oh, socket_station, words) for words in asked]
    audit = await ask_for_figures(han, socket_station)

    assert line_of(audit, "감사 경로 접수").startswith("감사 경로 접수 *1건*")
    assert "12.5%" in line_of(audit, "금품 질문")
    changes = [_changed(one, other) for one, other in zip(before, plain, strict=True)]
    assert changes == [_changed(one, other) for one, other in zip(plain, accused, strict=True)]
    for answer in accused:
        assert "감사 경로 접수" not in answer.words
        assert "금품" not in answer.words


def _changed(before: Shown, after: Shown) -> list[str]:
    """The names of the figures in whose lines something changed."""
    pairs = zip(before.words.splitlines(), after.words.splitlines(), strict=True)
    return [one.split("*")[0] for one, other in pairs if one != other]


async def test_a_month_in_which_nothing_happened_is_reported_as_such(socket_station: SampleStation) -> None:
    oh = socket_station.person(OH)

    for words in ("2026-10", "2026-10 요인", "2026-10 부서", "2026-10 칭찬", "2026-10 상담원", "지연", "신호", "품질"):
        await ask_for_figures(oh, socket_station, words)
    shown = await ask_for_figures(oh, socket_station, "2026-10")
    await oh.clicks(ActionId.STATS_SHEET, within="2026년 10월", where="ephemeral")
    await oh.clicks(ActionId.STATS_CHARTS, within="2026년 10월", where="ephemeral")
    messages = await waits_for_files(oh, 2)

    sections = [block["text"]["text"] for block in shown.json["blocks"] if block["type"] in {"section", "context"}]
    assert sections == ["2026년 10월: 방문도 통화도 없었습니다."]
    assert "방문도 통화도 없었습니다." in (await ask_for_figures(oh, socket_station, "어제")).words
    assert sum(len(message.json["files"]) for message in messages) == 4


async def test_charts_and_sheet_come_by_direct_message(station: SampleStation) -> None:
    await open_monday(station, 8)
    answer_calls(station.desk, 1, 6)
    answer_calls(station.desk, 7, 7, Result(disposition=Disposition.REFUSED, do_not_call=False))
    oh = station.person(OH)
    await ask_for_figures(oh, station)

    await oh.clicks(ActionId.STATS_CHARTS, where="ephemeral")
    (charts,) = await waits_for_files(oh)
    await oh.clicks(ActionId.STATS_SHEET, within="그래프 받기", where="ephemeral")
    messages = await waits_for_files(oh, 2)

    assert len(charts.json["files"]) == 3
    trend = await oh.waits_to_see("방문, 연결률, 전반적인 만족도의 추이", where="direct")
    bars = next(block for block in trend.json["blocks"] if block["type"] == "data_visualization")
    assert bars["chart"]["series"] == [{"name": "방문(건)", "data": [{"label": "11월", "value": 8}]}]
    (funnel,) = [file["alt_txt"] for file in charts.json["files"] if "funnel" in file["name"]]
    assert re.findall(r"(\d+)건 \(방문 (\d+)건의", funnel) == [("7", "8"), ("7", "8"), ("6", "8")], funnel
    pictures = [station.sandbox.workspace.file_bytes[file["id"]] for file in charts.json["files"]]
    assert all(picture.startswith(b"\x89PNG") for picture in pictures)
    assert "청렴콜 그래프 · 2026년 11월" in charts.text
    (sheet,) = messages[-1].json["files"]
    workbook = openpyxl.load_workbook(io.BytesIO(station.sandbox.workspace.file_bytes[sheet["id"]]))
    words = [str(cell.value) for row in workbook.worksheets[0].iter_rows() for cell in row if cell.value is not None]
    assert "방문" in words


@pytest.mark.long
async def test_where_slack_draws_no_charts_the_trend_comes_as_a_picture_and_that_is_remembered(
    socket_station: SampleStation,
) -> None:
    await open_monday(socket_station, 8)
    oh, sandbox = socket_station.person(OH), socket_station.sandbox
    await sandbox.fault({"lacks": ["data_visualization"]})
    await ask_for_figures(oh, socket_station)

    await oh.clicks(ActionId.STATS_CHARTS, where="ephemeral")
    first = await waits_for_files(oh, 2)
    await oh.types("/queue")
    await oh.clicks(ActionId.STATS_CHARTS, within="그래프 받기", where="ephemeral")
    both = await waits_for_files(oh, 4)
    await sandbox.fault({"lacks": []})
    await socket_station.move_clock(to=seoul(date(2026, 12, 28), 9))
    await ask_for_figures(oh, socket_station)
    await oh.clicks(ActionId.STATS_CHARTS, within="2026년 12월", where="ephemeral")
    await oh.waits_to_see("방문, 연결률, 전반적인 만족도의 추이", where="direct")

    names = sorted(file["name"].split("-")[1] for message in first for file in message.json["files"])
    assert names == ["factors", "funnel", "satisfaction", "trend"]
    assert len(both) == 4
    refused = [entry for entry in sandbox.log if entry.get("error") == "invalid_blocks"]
    assert len(refused) == 1


@pytest.mark.parametrize(
    "fault",
    [
        "delivered_but_dropped",
        "dropped",
        *(pytest.param(name, marks=pytest.mark.slow) for name in ("http_500", "ratelimited")),
    ],
)
async def test_files_come_once_whatever_befalls_the_last_step(socket_station: SampleStation, fault: str) -> None:
    await open_monday(socket_station, 8)
    oh = socket_station.person(OH)
    await ask_for_figures(oh, socket_station)
    await socket_station.sandbox.fault({"method": "files.completeUploadExternal", "fault": fault, "retry_after": 1})

    await oh.clicks(ActionId.STATS_SHEET, where="ephemeral")
    await waits_for_files(oh)
    await oh.types("/queue")
    await oh.clicks(ActionId.STATS_CHARTS, where="ephemeral")
    messages = await waits_for_files(oh, 2)

    assert len(messages) == 2


@pytest.mark.long
async def test_the_week_and_the_month_are_reported_once(socket_station: SampleStation) -> None:
    await open_monday(socket_station, 8)
    answer_calls(socket_station.desk, 1, 6)
    accuse(socket_station.desk, 7)
    oh, han, kim = (socket_station.person(each) for each in (OH, HAN, KIM))

    await socket_station.move_clock(to=seoul(date(2026, 12, 1), 8, 31))
    digest = await oh.waits_to_see("주간 보고 · 2026년 11월 23일", where="direct")
    await waits_for_files(oh)
    await waits_for_files(han, 2)
    await socket_station.stop_bot()
    await socket_station.start_bot()
    await socket_station.move_clock(to=seoul(date(2026, 12, 2), 8, 31))
    await ask_for_figures(oh, socket_station)
    await oh.clicks(ActionId.STATS_SHEET, where="ephemeral")
    of_oh = await waits_for_files(oh, 2)
    of_han = with_files(await han.sees())

    assert "전반적인 만족도 *100점*" in digest.words
    few = "비교할 건수가 30건에 못 미치거나"
    assert digest.json["blocks"][1]["text"]["text"].startswith(f"*{few}")
    assert of_oh[0].text.splitlines()[1].startswith(f"*{few}")
    files = [socket_station.sandbox.workspace.file_bytes[file["id"]] for file in of_oh[0].json["files"]]
    first = openpyxl.load_workbook(io.BytesIO(files[0])).worksheets[0]
    assert few in [str(row[0].value)[: len(few)] for row in first.iter_rows(max_row=4)]
    assert few in PdfReader(io.BytesIO(files[1])).pages[0].extract_text()
    assert [file["name"].split(".")[-1] for file in of_oh[0].json["files"]] == ["xlsx", "pdf"]
    assert len(of_oh) == 2
    kinds = sorted([file["name"].split(".")[-1] for file in message.json["files"]] for message in of_han)
    assert kinds == [["xlsx", "json"], ["xlsx", "pdf"]], "audit's own figures for a headquarters, and the report"
    assert any("감사 경로 현황" in message.text for message in of_han)
    assert not any("감사 경로" in message.words for message in of_oh)
    assert not with_files(await kim.sees())


async def test_working_hours_skip_a_holiday_week(socket_station: SampleStation) -> None:
    """Visits on the eve of Chuseok 2026 (24 to 26 September), phoned on the Monday after."""
    oh = socket_station.person(OH)
    eve, monday = date(2026, 9, 23), date(2026, 9, 28)
    await socket_station.move_clock(to=seoul(monday, 8, 0))
    await open_on(socket_station, monday, eve)
    await socket_station.move_clock(to=seoul(monday, 10, 0))
    answer_calls(socket_station.desk, 1, 5)

    answer = await ask_for_figures(oh, socket_station, "9/21~9/30")

    assert "*1.0시간* (5건)" in line_of(answer, "첫 통화 시도까지")


async def open_on(station: SampleStation, day: date, visited: date) -> None:
    """Bring five visitors of a day and post another day's board."""
    rows = [visitor(n, 방문일시=visited.isoformat(), 담당부서="수사과", 담당자="경사 최형사") for n in range(1, 6)]
    bring_list(station.desk, rows)
    await station.move_clock(to=seoul(day, 8, 30))
