"""The half-yearly transfers and a renamed department: conflicts, heads, figures and control charts go on."""

import asyncio
import csv
import io
from collections.abc import Mapping
from datetime import timedelta

import pytest

from bot.demo.station import SampleStation
from bot.sandbox import Member, Person
from tests.steps.builders import KIM, MONDAY, OH, TUESDAY, seoul, visitor, write_list
from tests.steps.desks import bring_list
from tests.steps.processes import cleancall, environment_of
from tests.steps.slack import GRIEVANCE_WORDS, ask_for_figures, direct_answer_to, file_grievance, line_of, record_result
from tests.steps.station_file import change_station_file
from tests.steps.watched_station import MANY, USUAL, complained, work_began
from tests.steps.workers import RUNS_COMMANDS

RENAMED = """
"교통안전과" = ["교통조사팀", { name = "교통과" }]
"통합수사과" = [{ name = "수사과", until = 2026-11-23 }]
"수사과" = ["수사지원팀"]
"""
"""교통과 is called 교통안전과. What was 수사과 up to Monday is 통합수사과; there is another 수사과 since."""
COLUMNS = ("직원번호", "성명", "계급", "부서", "역할", "slack_id", "발령일")
CHA, BAEK, JUNG = "U0CHA", "U0BAEK", "U0JUNG"
OFFICE = "청문감사인권관실"
BEFORE: Mapping[str, tuple[str, ...]] = {
    "1001": ("김상담", "경위", OFFICE, "상담원", KIM),
    "1002": ("이상담", "경사", OFFICE, "상담원", "U0LEE"),
    "2001": ("정교통", "경위", "교통과", "담당경찰관", JUNG),
    "2003": ("윤과장", "경정", "교통과", "부서장", "U0YOON"),
    "2010": ("차교통", "경사", "교통과", "담당경찰관", CHA),
    "3001": ("한감사", "경감", OFFICE, "청문감사인권관", "U0HAN"),
    "3002": ("오감독", "경감", OFFICE, "감독자", OH),
}
AFTER: Mapping[str, tuple[str, ...]] = {
    **{number: row for number, row in BEFORE.items() if number != "1002"},  # 이상담 has left
    "2001": ("정교통", "경위", OFFICE, "상담원", JUNG, "2026-11-24"),
    "2003": ("윤과장", "경정", "수사과", "부서장", "U0YOON", "2026-11-24"),
    "2009": ("백과장", "경정", "교통안전과", "부서장", BAEK, "2026-11-24"),
    "2010": ("차교통", "경사", "교통안전과 교통조사팀", "담당경찰관", CHA),
}


async def load(station: SampleStation, people: Mapping[str, tuple[str, ...]], *options: str) -> str:
    """The administrator loads a list of staff; the bot is at work meanwhile."""
    out = io.StringIO()
    csv.writer(out).writerows([COLUMNS, *((number, *row) for number, row in people.items())])
    file = station.folder / "발령.csv"
    file.write_text(out.getvalue(), encoding="utf-8")
    done = await asyncio.to_thread(cleancall, environment_of(station), station.folder, "staff", str(file), *options)
    assert done.returncode == 0, done.stderr
    return done.stdout


async def departments_shown(oh: Person, station: SampleStation) -> dict[str, str]:
    """What `/stats departments` shows of each department."""
    shown = await ask_for_figures(oh, station, "이번달 부서")
    lines = [line for line in shown.words.partition("*민원 종류*")[0].splitlines() if line.startswith("•")]
    return {name.strip("• *"): values for name, _, values in (line.partition("  ") for line in lines)}


async def open_friday(station: SampleStation) -> Person:
    """Friday's visitors, of 교통과 and 수사과, on Monday's board."""
    kim = station.person(KIM)
    of_cha = [visitor(number, 담당자="경사 차교통") for number in (1, 2, 3)]
    of_others = [visitor(number, 담당부서="수사과", 담당자="경사 최형사") for number in (4, 5)]
    await kim.uploads(write_list(station.folder, [*of_cha, *of_others]))
    await kim.waits_to_see("가져오기 결과", where="direct")
    await station.move_clock(to=seoul(MONDAY, 9, 40))
    return kim


@pytest.mark.long
@RUNS_COMMANDS
async def test_after_transfers_and_a_new_name_conflicts_heads_and_figures_go_on(socket_station: SampleStation) -> None:
    station = socket_station
    for user, name in ((CHA, "차교통"), (BAEK, "백과장")):
        station.sandbox.workspace.add_member(Member(id=user, name=user[2:].lower(), real_name=name))
    await load(station, BEFORE)
    kim, oh, jung = await open_friday(station), station.person(OH), station.person(JUNG)
    await kim.types("/claim 2")
    await record_result(kim, 2, overall="5", money="no", outcome="satisfied")
    await kim.closes_modal()
    before = await departments_shown(oh, station)

    await station.move_clock(to=seoul(TUESDAY, 8, 0))
    told = await load(station, AFTER, "--complete", "--yes")
    await change_station_file(station, tables=RENAMED)
    await station.move_clock(to=seoul(TUESDAY, 9, 40))
    conflicts = [await direct_answer_to(jung, station, f"/claim {number}") for number in (3, 4)]
    after = await departments_shown(oh, station)
    by_old_name = await ask_for_figures(oh, station, "이번달 교통과")
    said = await file_grievance(kim, kind="complaint_manner", category="rudeness", may_tell="no")

    assert "신규 1명, 부서 이동 2명" in told
    assert "경사 이*담" in told
    assert before.keys() == {"교통과", "수사과"}
    assert after == {"교통안전과": before["교통과"], "통합수사과": before["수사과"]}
    assert "교통안전과" in by_old_name.words
    assert line_of(by_old_name, "방문").startswith("방문 *3건*")
    assert "제척" in conflicts[0]
    assert "4번 청렴콜" in conflicts[1]
    assert "교통안전과 경정 백과장" in said
    await station.person(BAEK).waits_to_see(GRIEVANCE_WORDS, where="direct")


async def test_a_control_chart_goes_on_under_the_new_name(socket_station: SampleStation) -> None:
    station = socket_station
    await open_friday(station)
    station.desk.do_now(work_began)
    for weeks in range(1, 12):
        station.desk.do_now(complained, MONDAY - timedelta(weeks=weeks), USUAL)
    await station.move_clock(to=seoul(TUESDAY, 8, 0))
    await change_station_file(station, tables=RENAMED)
    bring_list(station.desk, [visitor(9, 담당부서="교통조사팀", 방문일시="2026-11-24")])

    station.desk.do_now(complained, MONDAY, USUAL)
    station.desk.do_now(complained, TUESDAY, MANY - USUAL, call=6)  # the call of the new name
    await station.move_clock(to=seoul(MONDAY + timedelta(days=7), 8, 31))
    signal = await station.person(OH).waits_to_see("🚨", where="direct")

    assert "교통안전과" in signal.words
    assert "한 주 동안 *5건 이상*" in signal.words
    assert "지난 11주 평균은 약 2건" in signal.words
