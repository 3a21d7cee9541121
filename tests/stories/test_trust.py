"""Trust: no number gets where it should not, and what is kept is known and destroyed."""

from datetime import timedelta

import pytest

from bot.demo.station import SampleStation
from bot.registry import ActionId
from tests.steps.builders import MONDAY, seoul, visitor, write_list
from tests.steps.rows import call_row
from tests.steps.slack import direct_answer_to, file_grievance, open_monday, record_result


async def test_a_number_in_free_text_is_caught_at_the_field(station: SampleStation) -> None:
    kim, choi = await open_monday(station), station.person("U0CHOI")
    await kim.types("/claim 2")
    await kim.types("/done 2 성공")
    caught = await kim.submits({"money": "no", "outcome": "satisfied", "words": "010-0000-1002로 다시 달라고 하심"})
    await kim.closes_modal()
    await file_grievance(kim)
    await choi.waits_to_see("답답합니다", where="direct")
    await choi.clicks(ActionId.ANSWER, where="direct")
    answer = await choi.submits({"grievance_answer": "계좌 110-123-456789로 환급합니다."})
    with_the_stations_number = await choi.submits({"grievance_answer": "02-0000-0112로 문의하시면 됩니다."})

    assert "번호를 빼고" in caught.errors["words"]
    assert "번호를 빼고" in answer.errors["grievance_answer"]
    assert not with_the_stations_number.errors


async def test_a_supervisor_excludes_a_petitioner_for_good_or_until_a_day(station: SampleStation) -> None:
    kim, oh = await open_monday(station), station.person("U0OH")

    answers = [
        await direct_answer_to(kim, station, "/cleancall exclude 1 요청"),
        await direct_answer_to(oh, station, "/cleancall exclude 1 12/31"),
        await direct_answer_to(oh, station, "/cleancall exclude 1 12월 31일까지 민원인 요청"),
        await direct_answer_to(oh, station, "/cleancall exclude 1 2020-01-01 지난 날"),
        await direct_answer_to(oh, station, "/cleancall exclude 1 2개월 민원인 요청"),
    ]
    await oh.types("/cleancall exclude 2 본인 요청")
    asked = await oh.waits_to_see("기한 없이", where="modal")
    assert "2번 민원인" in asked.words
    assert call_row(station.desk, 2).state == "queued"
    await oh.submits({})
    await oh.waits_to_see("앞으로의 명단에서도 제외됩니다")
    claimed = await kim.types("/claim 1")
    await kim.uploads(
        write_list(station.folder, [visitor(1, 접수번호="2026-00099", 방문일시="2026-11-22")], "again.csv")
    )
    report = await kim.waits_to_see("again.csv 가져오기 결과", where="direct")

    assert "역할이 아닙니다" in answers[0]
    assert "사유를 적어" in answers[1]
    assert "12월 31일(목)까지 연락 제외" in answers[2]
    assert all("날짜로 읽을 수 없습니다" in answer for answer in answers[3:])
    assert claimed is not None
    assert "010-" not in claimed.words
    assert "연락 제외 등록 1" in report.words


async def test_a_petitioner_hears_what_is_kept_and_has_it_destroyed(station: SampleStation) -> None:
    kim, oh = await open_monday(station), station.person("U0OH")
    await kim.types("/claim 1")
    await record_result(kim, 1, overall="5", money="no", outcome="satisfied")

    kept = await direct_answer_to(oh, station, "/cleancall subject 1")
    without = await direct_answer_to(oh, station, "/cleancall subject delete 1")
    by_kim = await direct_answer_to(kim, station, "/cleancall 정보주체 삭제 1 요청")
    noted = await direct_answer_to(oh, station, "/cleancall subject delete 1 민원인 서면 요청")
    han = station.person("U0HAN")
    await han.waits_to_see("감사 경로가 아닌 자료는 모두 파기했습니다", where="direct")
    await han.clicks(ActionId.DELETION_CONTACT, where="direct")
    to_tell = await han.waits_to_see("010-0000-1001")
    await han.clicks(ActionId.DELETION_TOLD, where="direct")
    await han.waits_to_see("결과를 알려 드렸습니다", where="direct")
    await station.move_clock(to=seoul(MONDAY + timedelta(days=1), 3, 0))
    gone = await direct_answer_to(oh, station, "/cleancall subject 1")

    assert "통화 시도 1회, 설문 1건" in kept
    assert "사유를 적어" in without
    assert "역할이 아닙니다" in by_kim
    assert "접수했습니다. 10일 안에 민원인께 결과를 알립니다" in noted
    assert "남궁민수" in to_tell.words
    assert "이미 파기되었습니다" in gone
    board = await kim.waits_until(
        lambda seen: any("*1* – ·" in shown.words for shown in seen.channel), what="the masked name gone"
    )
    assert not [shown for shown in board.channel if "남**수" in shown.words]


@pytest.mark.long
async def test_audit_reviews_every_month_who_looked_at_numbers(socket_station: SampleStation) -> None:
    kim, han = await open_monday(socket_station), socket_station.person("U0HAN")
    await kim.types("/claim 1")
    await kim.types("/done 1 부재")
    await kim.types("/claim 2")
    await socket_station.move_clock(to=seoul(MONDAY, 19, 0))
    await kim.types("/claim 3")

    await socket_station.move_clock(to=seoul(MONDAY + timedelta(days=8), 9, 0))
    await socket_station.move_clock(by=timedelta(days=1))

    review = await han.waits_to_see("2026년 11월 접속기록 점검", where="direct")
    assert "<@U0KIM> 님 · 연락처 조회 3회" in review.words
    assert "통화 시도가 없는 조회 2회" in review.words
    assert "근무시간 외 1회" in review.words
    assert not [word for word in ("남궁민수", "남**수", "010-") if word in review.words]
    assert sum("접속기록 점검" in each.words for each in (await han.sees()).direct) == 1
    assert not [each for each in (await socket_station.person("U0OH").sees()).direct if "접속기록" in each.words]
