"""To whom a grievance goes when people are away, have left, or share a name."""

import asyncio
from datetime import timedelta

from bot.demo.station import SampleStation
from bot.registry import ActionId
from bot.services.people.directory import load_staff
from bot.services.unit import Unit
from storage.people.queries import staff_named
from tests.steps.builders import KIM, MONDAY, seoul, visitor, write_list
from tests.steps.desks import operator
from tests.steps.slack import GRIEVANCE_WORDS, file_grievance, open_monday


async def test_an_officer_on_leave_has_a_deputy_that_the_operator_sees_before_sending(station: SampleStation) -> None:
    kim, choi, jung = await open_monday(station), station.person("U0CHOI"), station.person("U0JUNG")
    await choi.opens_home()
    await choi.waits_to_see("부재 설정", where="home")
    await choi.clicks(ActionId.ABSENCE, where="home")
    no_deputy = await choi.submits({"away_from": "2026-11-23", "away_until": "2026-11-27"})
    wrong_way = await choi.submits({"away_deputy": "정교통", "away_until": "2026-11-20"})
    noted = await choi.submits({"away_until": "2026-11-27"})

    said = await file_grievance(kim)
    await jung.waits_to_see(GRIEVANCE_WORDS, where="direct")

    assert "대신 받을" in no_deputy.errors["away_deputy"]
    assert "종료일" in wrong_way.errors["away_until"]
    assert noted.view is not None
    assert "대리인 교통과 경위 정교통" in noted.view.words
    assert "부재 중이어서" in said
    assert "교통과 경위 정교통" in said
    assert not (await choi.sees()).direct


async def test_who_is_back_gets_grievances_again(socket_station: SampleStation) -> None:
    kim, choi = await open_monday(socket_station), socket_station.person("U0CHOI")
    await choi.opens_home()
    await choi.waits_to_see("부재 설정", where="home")
    await choi.clicks(ActionId.ABSENCE, where="home")
    await choi.submits({"away_from": "2026-11-23", "away_until": "2026-11-27", "away_deputy": "정교통"})
    await choi.closes_modal()
    await choi.waits_to_see("대리인", where="home")

    await choi.clicks(ActionId.ABSENCE, where="home")
    await choi.submits({"away_kind": "here"})
    await file_grievance(kim)

    await choi.waits_to_see(GRIEVANCE_WORDS, where="direct")


async def test_of_two_of_one_name_the_rank_on_the_list_tells_which(station: SampleStation) -> None:
    twin = operator("U0TWIN", name="최형사", rank="경장", department="교통과", roles=["officer"])
    station.desk.do_now(load_staff, people=[twin], by="admin")
    kim, choi = await open_monday(station), station.person("U0CHOI")

    await file_grievance(kim)

    await choi.waits_to_see(GRIEVANCE_WORDS, where="direct")
    assert not (await station.person("U0TWIN").sees()).direct


async def test_the_operator_may_pick_among_the_allowed_recipients(socket_station: SampleStation) -> None:
    kim = await open_monday(socket_station)

    await file_grievance(kim, recipient="청문감사인권관실 경감 한감사")

    await socket_station.person("U0HAN").waits_to_see(GRIEVANCE_WORDS, where="direct")
    assert not (await socket_station.person("U0CHOI").sees()).direct


async def test_a_recipient_who_leaves_before_it_arrives_is_passed_over_and_the_operator_told(
    station: SampleStation,
) -> None:
    kim = await open_monday(station)
    await station.sandbox.fault({"person": "U0CHOI", "deleted": True})

    await file_grievance(kim)

    await station.person("U0HAN").waits_to_see(GRIEVANCE_WORDS, where="direct")
    await kim.waits_to_see("다시 전달했습니다", where="direct")


async def test_somebody_who_left_is_found_out_with_the_first_notice_of_a_day(socket_station: SampleStation) -> None:
    kim, choi = await open_monday(socket_station), socket_station.person("U0CHOI")
    await file_grievance(kim)
    await choi.waits_to_see(GRIEVANCE_WORDS, where="direct")
    await socket_station.sandbox.fault({"person": "U0CHOI", "deleted": True})

    await socket_station.move_clock(to=seoul(MONDAY + timedelta(days=2), 10))

    await socket_station.person("U0HAN").waits_to_see(GRIEVANCE_WORDS, where="direct")
    await kim.waits_to_see("다시 전달했습니다", where="direct")
    await socket_station.person("U0OH").waits_to_see("user_disabled", where="direct")


async def test_what_waits_for_somebody_who_left_the_station_is_passed_on(socket_station: SampleStation) -> None:
    kim, choi = await open_monday(socket_station), socket_station.person("U0CHOI")
    await file_grievance(kim)
    await choi.waits_to_see(GRIEVANCE_WORDS, where="direct")

    def leave(unit: Unit) -> None:
        for person in staff_named(unit.session, "최형사"):
            person.active = False

    socket_station.desk.do_now(leave)
    await socket_station.move_clock()

    await socket_station.person("U0HAN").waits_to_see(GRIEVANCE_WORDS, where="direct")
    await kim.waits_to_see("다시 전달했습니다", where="direct")


async def test_declined_twice_it_goes_to_a_supervisor_with_both_reasons_on_record(
    socket_station: SampleStation,
) -> None:
    kim, choi = await open_monday(socket_station), socket_station.person("U0CHOI")
    han, oh = socket_station.person("U0HAN"), socket_station.person("U0OH")
    await file_grievance(kim)
    for person, reason in ((choi, "다른 팀 사건입니다."), (han, "수사과에서 답할 일입니다.")):
        await person.waits_to_see(GRIEVANCE_WORDS, where="direct")
        await person.clicks(ActionId.DECLINE, where="direct")
        await person.submits({"grievance_reason": reason})
        await person.closes_modal()

    await oh.waits_to_see(GRIEVANCE_WORDS, where="direct")
    await kim.waits_to_see("수사과에서 답할 일입니다.", where="direct")
    looked_up = await oh.types("/cleancall grievance 1")

    assert looked_up is not None
    assert "제 담당 아님" in looked_up.words
    assert "다른 팀 사건입니다." in looked_up.words


async def test_of_two_answers_at_once_one_counts_and_the_other_is_given_back(socket_station: SampleStation) -> None:
    kim, han = await open_monday(socket_station), socket_station.person("U0HAN")
    min_ = operator("U0OH", name="오감독", department="경무과", roles=["audit"])
    socket_station.desk.do_now(load_staff, people=[min_], by="admin")
    await file_grievance(kim, "형사가 사례를 바라는 눈치였습니다.", money="yes")
    oh = socket_station.person("U0OH")
    for person in (han, oh):
        await person.waits_to_see("형사가 사례를", where="direct")
        await person.clicks(ActionId.ANSWER, where="direct")

    first, second = await asyncio.gather(
        han.submits({"grievance_answer": "한감사의 답변"}), oh.submits({"grievance_answer": "오감독의 답변"})
    )

    words = [each.view.words if each.view else "" for each in (first, second)]
    assert sum("답변을 등록했습니다" in each for each in words) == 1
    late = next(each for each in words if "답변을 등록했습니다" not in each)
    assert "이미 다음 단계로" in late
    assert ("한감사의 답변" in late) or ("오감독의 답변" in late)
    loser = han if "한감사의 답변" in late else oh
    kept = await loser.types("/cleancall grievance 1", channel=socket_station.sandbox.workspace.direct(loser.user).id)
    assert kept is not None
    assert "보내지 못한 내용" in kept.words


async def test_the_same_matter_again_goes_to_audit_and_says_so_before_sending(socket_station: SampleStation) -> None:
    kim = socket_station.person(KIM)
    await open_monday(socket_station)
    await file_grievance(kim, kind="complaint_handling", category="delay")
    await kim.closes_modal()
    await socket_station.move_clock(to=seoul(MONDAY + timedelta(days=43), 8, 0))
    rows = [visitor(1, 접수번호="2027-00001", 방문일시="2027-01-04", 담당부서="수사과", 담당자="경사 최형사")]
    await kim.uploads(write_list(socket_station.folder, rows, "again.csv"))
    await socket_station.move_clock(to=seoul(MONDAY + timedelta(days=43), 9, 40))
    await kim.waits_to_see("1월 5일(화) 청렴콜 대기열", where="channel")
    await kim.types("/claim 4")
    await kim.types("/done 4 성공")
    await kim.submits({"money": "no", "outcome": "grievance_filed", "words": "또 연락이 없습니다."})

    asked = (await kim.sees()).modal
    await kim.fills({"filing_same_again": ["yes"]})
    await kim.waits_to_see("감사 경로로 보호됩니다", where="modal")
    await kim.submits({"filing_kind": "complaint_handling", "filing_category": "delay"})

    assert asked is not None
    assert "전에 접수한 고충: 지연" in asked.words
    await socket_station.person("U0HAN").waits_to_see("또 연락이 없습니다.", where="direct")
    assert not [each for each in (await socket_station.person("U0CHOI").sees()).direct if "또 연락이" in each.words]
