"""Trust: a petitioner can check the caller, and no number gets where it should not."""

import re
from datetime import timedelta

import pytest

from bot.demo.station import SampleStation
from bot.registry import ActionId
from bot.services.unit import Unit
from storage.calls.tables import Call
from tests.steps.builders import MONDAY, seoul, visitor, write_list
from tests.steps.slack import direct_answer_to, file_grievance, open_monday, record_result


def code_of(unit: Unit) -> str:
    """The verification code of call 1."""
    return str(unit.session.get_one(Call, 1).code)


async def test_the_switchboard_confirms_a_code_and_learns_nothing_of_the_petitioner(station: SampleStation) -> None:
    kim, seo = await open_monday(station), station.person("U0SEO")
    await kim.types("/claim 1")
    code = station.desk.do_now(code_of)

    answer = await direct_answer_to(seo, station, f"/lookup {code}")
    told = await kim.waits_to_see("대표번호로 확인 전화를 하셨습니다", where="direct")

    assert "우리 상담원의 전화가 맞습니다: 경위 김상담, 11/23(월) 09:40" in answer
    assert "<@U0KIM> 님에게 연결" in answer
    assert not [word for word in ("남궁민수", "남**수", "010-", "수사과", "교통") if word in answer]
    assert "남**수" in told.words
    assert "남궁민수" not in told.words


async def test_a_number_is_found_however_it_is_typed(socket_station: SampleStation) -> None:
    kim, seo = await open_monday(socket_station), socket_station.person("U0SEO")
    await kim.types("/claim 1")

    known = [
        await direct_answer_to(seo, socket_station, f"/lookup {words}")
        for words in ("010-0000-1001", "０１０ ００００ １００１")
    ]
    unknown = await direct_answer_to(seo, socket_station, "/lookup 010-0000-9999")
    not_called = await direct_answer_to(seo, socket_station, "/lookup 010-0000-1002")
    unreadable = await direct_answer_to(seo, socket_station, "/lookup 그 번호")

    assert all("맞습니다" in words for words in known)
    assert "확인되지 않습니다" in unknown
    assert "확인되지 않습니다" in not_called
    assert "네 자리나 전화번호" in unreadable


async def test_who_said_they_would_check_comes_to_the_top_when_they_do(socket_station: SampleStation) -> None:
    kim, seo = await open_monday(socket_station), socket_station.person("U0SEO")
    await kim.types("/claim 2")
    await kim.types("/done 2 확인예정")

    await direct_answer_to(seo, socket_station, "/lookup 010-0000-1002")
    await kim.waits_to_see("확인 전화를 하셨습니다", where="direct")
    await kim.clicks(ActionId.CLAIM, within="확인 전화를", where="direct")

    card = await kim.waits_to_see("010-0000-1002", where="ephemeral")
    assert "2번 청렴콜" in card.words


async def test_five_wrong_codes_close_the_door_for_ten_minutes(socket_station: SampleStation) -> None:
    kim, seo, oh = await open_monday(socket_station), socket_station.person("U0SEO"), socket_station.person("U0OH")
    await kim.types("/claim 1")
    code = socket_station.desk.do_now(code_of)
    wrong = f"{(int(code) + 1) % 10_000:04}"

    for _ in range(5):
        assert "확인되지 않습니다" in await direct_answer_to(seo, socket_station, f"/lookup {wrong}")
    throttled = await direct_answer_to(seo, socket_station, f"/lookup {code}")
    other = await direct_answer_to(oh, socket_station, f"/lookup {code}")
    await socket_station.move_clock(by=timedelta(minutes=11))
    later = await direct_answer_to(seo, socket_station, f"/lookup {code}")

    assert "10분 동안" in throttled
    assert "맞습니다" in other
    assert "맞습니다" in later


async def test_a_code_is_worth_nothing_after_fourteen_days(socket_station: SampleStation) -> None:
    kim, seo = await open_monday(socket_station), socket_station.person("U0SEO")
    await kim.types("/claim 1")
    code = socket_station.desk.do_now(code_of)
    await record_result(kim, 1, overall="5", money="no", outcome="satisfied")
    finished = await direct_answer_to(seo, socket_station, f"/lookup {code}")

    await socket_station.move_clock(to=seoul(MONDAY + timedelta(days=15), 9, 0))

    assert "통화는 이미 마쳤습니다" in finished
    assert "확인되지 않습니다" in await direct_answer_to(seo, socket_station, f"/lookup {code}")


async def test_an_officer_may_not_look_up(socket_station: SampleStation) -> None:
    assert "역할이 아닙니다" in await direct_answer_to(
        socket_station.person("U0JUNG"), socket_station, "/lookup 010-0000-1001"
    )


async def test_a_number_in_free_text_is_caught_at_the_field(station: SampleStation) -> None:
    kim, choi = await open_monday(station), station.person("U0CHOI")
    await kim.types("/claim 2")
    await kim.types("/done 2 성공")
    caught = await kim.submits({"outcome": "satisfied", "words": "010-0000-1002로 다시 달라고 하심"})
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
        await direct_answer_to(oh, station, "/cleancall exclude 1"),
        await direct_answer_to(oh, station, "/cleancall exclude 1 2026-12-31 민원인 요청"),
        await direct_answer_to(oh, station, "/cleancall exclude 1 2020-01-01 지난 날"),
    ]
    claimed = await kim.types("/claim 1")
    await kim.uploads(
        write_list(station.folder, [visitor(1, 접수번호="2026-00099", 방문일시="2026-11-22")], "again.csv")
    )
    report = await kim.waits_to_see("again.csv 가져오기 결과", where="direct")

    assert "역할이 아닙니다" in answers[0]
    assert "사유를 적어" in answers[1]
    assert "12월 31일(목)까지 연락 제외" in answers[2]
    assert "날짜로 읽을 수 없습니다" in answers[3]
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
    await station.move_clock(to=seoul(MONDAY + timedelta(days=1), 3, 0))
    gone = await direct_answer_to(oh, station, "/cleancall subject 1")

    assert "통화 시도 1회, 설문 1건" in kept
    assert "사유를 적어" in without
    assert "역할이 아닙니다" in by_kim
    assert "빠르면 오늘 밤" in noted
    assert "이미 파기되었습니다" in gone
    board = await kim.waits_until(
        lambda seen: any("*1* – ·" in shown.words for shown in seen.channel), what="the masked name gone"
    )
    assert not [shown for shown in board.channel if "남**수" in shown.words]


async def test_audit_reviews_every_month_who_looked_at_numbers(socket_station: SampleStation) -> None:
    kim, han = await open_monday(socket_station), socket_station.person("U0HAN")
    await kim.types("/claim 1")
    await kim.types("/done 1 부재")
    await kim.types("/claim 2")
    await socket_station.move_clock(to=seoul(MONDAY, 19, 0))
    await kim.types("/claim 3")

    await socket_station.move_clock(to=seoul(MONDAY + timedelta(days=8), 9, 0))
    await socket_station.move_clock(by=timedelta(days=1))

    review = await han.waits_to_see("2026-11 접속기록 점검", where="direct")
    assert "<@U0KIM> 님 · 연락처 조회 3회" in review.words
    assert "통화 시도가 없는 조회 2회" in review.words
    assert "근무 시간 밖 1회" in review.words
    assert not [word for word in ("남궁민수", "남**수", "010-") if word in review.words]
    assert sum("접속기록 점검" in each.words for each in (await han.sees()).direct) == 1
    assert not [each for each in (await socket_station.person("U0OH").sees()).direct if "접속기록" in each.words]


@pytest.mark.parametrize("command", ["/lookup", "/lookup help"])
async def test_lookup_explains_itself(socket_station: SampleStation, command: str) -> None:
    answer = await direct_answer_to(socket_station.person("U0SEO"), socket_station, command)

    assert re.search(r"/lookup \d{4}", answer)
