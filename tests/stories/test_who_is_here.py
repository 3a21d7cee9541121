"""Who is here, through the front door: leave and half days, who keeps the promises, breaks, nobody at all."""

from bot.demo.station import SampleStation
from bot.registry import ActionId
from tests.steps.builders import LEE, MONDAY, OH, PARK, seoul
from tests.steps.slack import BOTH_WAYS, direct_answer_to, open_monday


@BOTH_WAYS
async def test_somebody_goes_in_the_middle_of_everything_and_another_keeps_their_promise(
    station: SampleStation,
) -> None:
    kim, oh, lee = await open_monday(station), station.person(OH), station.person(LEE)
    await oh.opens_home()
    await kim.types("/claim 1")
    await kim.types("/done 1 재통화 14:00")
    await kim.types("/claim 2")

    said = await direct_answer_to(kim, station, "/cleancall away 휴가 오늘~12/4")
    kept = await lee.waits_to_see("이어받아 주십시오", where="direct")
    table = await direct_answer_to(oh, station, "/cleancall 근무표")
    await oh.waits_to_see("휴가 (~12/4", where="home")
    await station.move_clock(to=seoul(MONDAY, 14, 0))
    due = await lee.waits_to_see("약속한 재통화 시간입니다", where="direct")

    assert "🏖 11월 23일(월)–12월 4일(금) 휴가" in said
    assert "대기열로 돌아갔습니다" in "".join(shown.words for shown in (await kim.sees()).direct)
    assert "1번 약속한 재통화 14:00" in kept.words
    assert "김상담 — 휴가 (~12/4(금))" in table
    assert "(지금 부재)" in due.words
    assert due.offers(ActionId.CLAIM, "1")
    assert not [shown for shown in (await kim.sees()).direct if "약속한 재통화 시간" in shown.words]


async def test_a_supervisor_says_it_on_a_form_and_hears_when_nobody_is_left(socket_station: SampleStation) -> None:
    station = socket_station
    kim, oh, lee = await open_monday(station), station.person(OH), station.person(LEE)
    await kim.types("/claim 1")
    await kim.types("/done 1 재통화 14:00")
    await oh.opens_home()
    await oh.waits_to_see("부재 설정", where="home")
    await oh.clicks(ActionId.ABSENCE, where="home")
    past = await oh.submits({"away_whose": "김상담", "away_kind": "away", "away_from": "2026-11-20"})
    noted = await oh.submits({"away_from": "2026-11-23", "away_until": None})
    await oh.closes_modal()
    refused = await direct_answer_to(lee, station, "/cleancall away 김상담 근무")
    unread = await direct_answer_to(lee, station, "/cleancall away 휴가 언젠가")

    await direct_answer_to(station.person(PARK), station, "/cleancall away 휴가")
    said = await direct_answer_to(lee, station, "/cleancall away 휴가")
    alarm = await oh.waits_to_see("근무 중인 상담원이 없습니다", where="direct")
    back = await direct_answer_to(oh, station, "/cleancall away 김상담 근무")

    assert "오늘 이후로" in past.errors["away_until"]
    assert noted.view is not None
    assert "김상담 님의 근무" in noted.view.words
    assert "11월 23일(월) 휴가" in noted.view.words
    assert "역할이 아닙니다" in refused
    assert "`/cleancall away 휴가" in unread
    assert "휴가" in said
    assert "1번 약속한 재통화" in alarm.words
    assert "적어 둔 휴가나 부재가 없습니다" in back
    await oh.waits_to_see("모두 맡을 분이 있습니다", where="direct")


async def test_after_abuse_a_break_is_offered_and_no_call(socket_station: SampleStation) -> None:
    kim = await open_monday(socket_station)
    await kim.types("/claim 1")
    await kim.types("/done 1 폭언")
    done = await kim.submits({"warned": "yes"})

    assert "30분 쉬기" in (done.view.words if done.view else "")
    await kim.clicks(ActionId.BREAK, where="modal")
    resting = await kim.waits_to_see("편히 쉬십시오", where="modal")
    await kim.closes_modal()
    refused = await direct_answer_to(kim, socket_station, "/claim")
    await kim.opens_home()
    await kim.waits_to_see("편히 쉬십시오", where="home")
    await kim.clicks(ActionId.END_BREAK, where="home")
    await kim.closes_modal()

    assert "다음 건을 맡기지 않습니다" in resting.words
    assert "휴식 중" in refused
    assert "2번 청렴콜" in await direct_answer_to(kim, socket_station, "/claim")
