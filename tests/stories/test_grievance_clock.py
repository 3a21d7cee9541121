"""The clock of a grievance: extended, overdue, brought again; and what the first officer sees of it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.demo.station import SampleStation
from bot.registry import ActionId
from bot.sandbox import Person
from bot.services.unit import Unit
from storage.grievances.tables import Grievance
from tests.steps.builders import KIM, MONDAY, seoul, visitor, write_list
from tests.steps.slack import ANSWER, GRIEVANCE_WORDS, TOLD_BY_WORD, file_grievance, open_monday

THURSDAY = date(2027, 2, 4)
STILL = "답변을 들었지만 담당 경찰관이 사실과 다르게 설명했습니다."
REPLY = {
    "reply_result": "explained",
    "reply_words": "설명드림",
    "reply_root_causes": ["explanation_missing"],
    **TOLD_BY_WORD,
}


async def file_before_the_holidays(station: SampleStation) -> tuple[Person, Person, str]:
    """File grievance 1 on 2027-02-04, before 설. Returns 김상담, 정교통 and what the form said."""
    kim, jung = station.person(KIM), station.person("U0JUNG")
    await station.move_clock(to=seoul(THURSDAY, 8, 0))
    await kim.uploads(write_list(station.folder, [visitor(1, 방문일시="2027-02-03")]))
    await kim.waits_to_see("가져오기 결과", where="direct")
    await station.move_clock(to=seoul(THURSDAY, 9, 40))
    await kim.waits_to_see("전체 *1*", where="channel")
    said = await file_grievance(kim, kind="complaint_handling", category="delay")
    await jung.waits_to_see(GRIEVANCE_WORDS, where="direct")
    return kim, jung, said


def due_dates(unit: Unit) -> list[date]:
    """When each grievance is due."""
    return [row.due_on for row in unit.session.execute(select(Grievance).order_by(Grievance.id)).scalars()]  # type: ignore[arg-type]


async def test_a_due_date_moves_only_for_a_reason_and_the_petitioner_is_to_be_told(station: SampleStation) -> None:
    kim, jung, said = await file_before_the_holidays(station)
    before = await jung.waits_to_see(GRIEVANCE_WORDS, where="direct")
    await jung.clicks(ActionId.ACKNOWLEDGE)
    await jung.waits_until(lambda seen: seen.direct[-1].offers(ActionId.DELAY), what="기한 연장")

    await jung.clicks(ActionId.DELAY, where="direct")
    without_reason = await jung.submits({"delay_kind": "extension", "delay_until": "2027-02-19"})
    too_far = await jung.submits({"delay_reason": "fact_check", "delay_until": "2027-03-31"})
    on_a_sunday = await jung.submits({"delay_until": "2027-02-21"})
    granted = await jung.submits({"delay_until": "2027-02-19"})
    await jung.closes_modal()
    await kim.waits_to_see("2월 19일(금)까지 연장되었습니다", where="direct")
    await jung.waits_to_see("기한 변경 1회", where="direct")
    await jung.clicks(ActionId.DELAY, where="direct")
    second = await jung.submits({"delay_reason": "fact_check", "delay_until": "2027-02-23"})

    assert "2월 16일(화)" in said
    assert not before.offers(ActionId.DELAY)
    assert "업무량이나 부재는" in without_reason.errors["delay_reason"]
    assert "까지는 연장할 수 없습니다" in too_far.errors["delay_until"]
    assert "근무일이 아닙니다" in on_a_sunday.errors["delay_until"]
    assert granted.view is not None
    assert "민원인이 동의" in second.errors["delay_consent"]
    assert station.desk.do_now(due_dates) == [date(2027, 2, 19)]
    await kim.opens_home()
    await kim.waits_to_see("연장된 처리기한을 민원인께 알리기", where="home")
    await kim.clicks(ActionId.TELL_DELAY, where="home")
    form = (await kim.sees()).modal
    kept = await kim.submits({"telling_method": "paper"})
    await kim.waits_until(lambda seen: bool(seen.home and "연장된" not in seen.home.words), what="the task gone")
    history = await kim.types("/cleancall grievance 1")

    assert form is not None
    assert "사유: 사실관계 확인 또는 현장 조사가 필요함" in str(form.json)
    assert kept.view is not None
    assert "알린 기록을 남겼습니다" in kept.view.words
    assert history is not None
    assert "민원인께 기한 변경을 알림 · 서면, 2/4(목)" in history.words


async def test_a_site_visit_stops_the_clock_for_its_working_days(socket_station: SampleStation) -> None:
    _kim, jung, _said = await file_before_the_holidays(socket_station)
    await jung.clicks(ActionId.ACKNOWLEDGE)
    await jung.waits_until(lambda seen: seen.direct[-1].offers(ActionId.DELAY), what="기한 연장")

    await jung.clicks(ActionId.DELAY, where="direct")
    too_long = await jung.submits({"delay_kind": "site_visit", "delay_until": "2027-02-18"})
    fine = await jung.submits({"delay_until": "2027-02-10"})

    assert "까지는 연장할 수 없습니다" in too_long.errors["delay_until"]
    assert fine.view is not None
    assert socket_station.desk.do_now(due_dates) == [date(2027, 2, 19)]  # 4, 5 and 10 February were working days


async def test_overdue_mornings_reach_head_and_supervisor_until_the_second_round_that_the_officer_never_sees(
    station: SampleStation,
) -> None:
    kim, jung, _said = await file_before_the_holidays(station)
    yoon, oh, han = station.person("U0YOON"), station.person("U0OH"), station.person("U0HAN")
    await jung.clicks(ActionId.ACKNOWLEDGE)
    for day in (17, 18):
        await station.move_clock(to=seoul(date(2027, 2, day), 9, 1))
        for person in (yoon, oh):
            await person.waits_until(
                lambda seen, times=day - 16: (
                    sum("처리기한이 지났습니다" in each.words for each in seen.direct) == times
                ),  # type: ignore[misc]
                what=f"the overdue notice of the {day}th",
            )
    await jung.clicks(ActionId.ANSWER, where="direct")
    await jung.submits({"grievance_answer": ANSWER})
    await kim.waits_to_see(ANSWER, where="direct")
    await kim.clicks(ActionId.REPLY, where="direct")
    done = await kim.submits({**REPLY, "reply_complaint": STILL})
    again = await han.waits_to_see(STILL, where="direct")
    closed = await jung.waits_to_see("· 종결", where="direct")

    assert not done.errors
    assert done.view is not None
    assert "감사" not in done.view.words  # audit alone knows of the second round
    assert "감사 경로" in again.words
    assert "2차" in again.words
    assert GRIEVANCE_WORDS in again.words
    assert ANSWER in again.words
    assert STILL not in closed.words
    for person in (jung, yoon, oh, kim):
        seen = await person.sees()
        assert not [shown for _, shown in seen.places() if STILL in shown.words and shown.json["type"] != "modal"]
    assert not closed.offers(ActionId.AGAIN)
    assert station.desk.do_now(due_dates) == [date(2027, 2, 16), date(2027, 2, 26)]
    assert not [each for each in (await oh.sees()).direct if "고충 2번" in each.words]


async def test_a_closed_grievance_that_comes_again_goes_to_audit_once(socket_station: SampleStation) -> None:
    kim, jung, _said = await file_before_the_holidays(socket_station)
    await jung.clicks(ActionId.ANSWER, where="direct")
    await jung.submits({"grievance_answer": ANSWER})
    await kim.waits_to_see(ANSWER, where="direct")
    await kim.clicks(ActionId.REPLY, where="direct")
    await kim.submits(REPLY)
    await kim.closes_modal()
    await kim.waits_until(lambda seen: any(each.offers(ActionId.AGAIN) for each in seen.direct), what="재접수")

    await kim.clicks(ActionId.AGAIN, where="direct")
    await kim.submits({"grievance_reason": STILL})
    await kim.closes_modal()

    await socket_station.person("U0HAN").waits_to_see(STILL, where="direct")
    await kim.clicks(ActionId.AGAIN, where="direct")  # nothing that the operator sees tells of the second round
    await kim.submits({"grievance_reason": STILL})

    assert len(socket_station.desk.do_now(due_dates)) == 2


async def test_a_petitioner_who_withdraws_closes_it_in_their_own_words(socket_station: SampleStation) -> None:
    kim, jung, _said = await file_before_the_holidays(socket_station)

    await kim.waits_to_see("전달했습니다", where="direct")
    await kim.clicks(ActionId.WITHDRAW, where="direct")
    done = await kim.submits({"grievance_reason": "이미 해결되어 더 원하지 않는다고 하심"})

    assert done.view is not None
    assert "철회" in done.view.words
    shown = await jung.waits_to_see("· 종결", where="direct")
    assert not shown.offers(ActionId.ANSWER)


async def test_a_supervisor_leaves_out_the_time_in_which_a_system_was_down(socket_station: SampleStation) -> None:
    kim, jung, _said = await file_before_the_holidays(socket_station)
    await socket_station.move_clock(to=seoul(THURSDAY + timedelta(days=1), 17))
    oh = socket_station.person("U0OH")

    done = await oh.types("/cleancall 장애 2/5 09:00 ~ 16:00 전산망 장애")
    again = await oh.types("/cleancall downtime 2/5 15:00 ~ 16:30 전산망 장애")
    refused = await kim.types("/cleancall downtime 2/5 08:00 ~ 09:00 전산망 장애")

    assert done is not None
    assert "근무일 1일 늦춰지고" in done.words
    assert again is not None
    assert "한 번의 장애는 한 번만" in again.words
    assert refused is not None
    assert "역할이 아닙니다" in refused.words
    assert socket_station.desk.do_now(due_dates) == [date(2027, 2, 17)]
    await jung.waits_to_see("처리기한 *2월 17일(수)*", where="direct")


async def test_petitioners_are_told_of_a_down_time_and_a_mistyped_one_is_taken_back(
    socket_station: SampleStation,
) -> None:
    kim, jung, _said = await file_before_the_holidays(socket_station)
    await socket_station.move_clock(to=seoul(THURSDAY + timedelta(days=1), 17))
    oh = socket_station.person("U0OH")
    before_it = socket_station.desk.do_now(due_dates)
    await kim.opens_home()

    await oh.types("/cleancall 장애 2/5 09:00 ~ 16:00 전산망 장애")
    task = await kim.waits_to_see("처리기한이 2월 17일(수)까지 연장되었습니다", where="direct")
    await kim.waits_to_see("연장된 처리기한을 민원인께 알리기", where="home")
    await kim.clicks(ActionId.TELL_DELAY, within="연장되었습니다", where="direct")
    form = await kim.waits_to_see("민원인", where="modal")
    await kim.closes_modal()
    said = {
        typed: await who.types(typed)
        for who, typed in (
            (oh, "/cleancall 장애 취소 2/4 09:00 잘못 적음"),
            (oh, "/cleancall downtime undo 2/5 09:00"),
            (kim, "/cleancall downtime undo 2/5 09:00 잘못 적음"),
            (oh, "/cleancall 장애 취소 2/5 09:00 ~ 16:00 날짜를 잘못 적음"),
            (oh, "/cleancall downtime undo 2/5 09:00 날짜를 잘못 적음"),
        )
    }

    assert task.offers(ActionId.TELL_DELAY)
    assert "전산망 장애" in str(form.json)  # what to tell begins with why
    expected = ("적힌 장애가 없습니다", "사유를", "역할이 아닙니다", "처리기한도 원래대로", "적힌 장애가 없습니다")
    for answer, words in zip(said.values(), expected, strict=True):
        assert answer is not None
        assert words in answer.words
    assert socket_station.desk.do_now(due_dates) == before_it
    await jung.waits_to_see("처리기한 *2월 16일(화)*", where="direct")
    await kim.waits_to_see("다시 2월 16일(화)까지입니다", where="direct")
    await kim.waits_until(
        lambda seen: bool(seen.home and "연장된 처리기한을" not in seen.home.words), what="the task to be gone"
    )


async def test_after_thirty_days_the_operator_is_asked_to_tell_how_it_stands(socket_station: SampleStation) -> None:
    kim = await open_monday(socket_station)
    await file_grievance(kim)

    await socket_station.move_clock(to=seoul(MONDAY + timedelta(days=30), 9, 45))

    await kim.waits_to_see("진행 상황을 알려 드리십시오", where="direct")
    await kim.clicks(ActionId.CONTACT, within="진행 상황", where="direct")
    await kim.waits_to_see("010-0000-1001", where="ephemeral")
    await kim.clicks(ActionId.PROGRESS, within="진행 상황", where="direct")
    nothing = await kim.submits({"telling_told_on": "2026-11-01", "telling_words": "조사 중"})
    kept = await kim.submits({"telling_told_on": "2026-12-23", "telling_words": "참고인을 조사하고 있음"})

    assert "접수한 날부터" in nothing.errors["telling_told_on"]
    assert kept.view is not None
    assert "다음 30일은" in kept.view.words
    await kim.waits_to_see("이전 알림입니다", where="direct")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("/cleancall holiday add 2026-11-30", "공휴일로 추가했습니다"),
        ("/cleancall holiday add 2026-12-25", "이미 그렇게 등록되어"),
        ("/cleancall holiday remove 2026-12-25", "공휴일에서 삭제했습니다"),
        ("/cleancall holiday add 어제", "날짜로 읽을 수 없습니다"),
        ("/cleancall holiday add 2036-01-28 설날", "공휴일로 추가했습니다"),
        ("/cleancall holiday", "12월 25일(금) 기독탄신일"),
    ],
)
async def test_supervisors_change_the_holiday_table(socket_station: SampleStation, words: str, expected: str) -> None:
    answer = await socket_station.person("U0OH").types(words)
    refused = await socket_station.person(KIM).types(words)

    assert answer is not None
    assert expected in answer.words
    assert refused is not None
    assert "역할이 아닙니다" in refused.words or "날짜로" in refused.words


async def test_a_new_holiday_moves_the_due_dates_that_are_computed_from_then_on(socket_station: SampleStation) -> None:
    kim = await open_monday(socket_station)
    await socket_station.person("U0OH").types("/cleancall 공휴일 추가 2026.11.30")

    said = await file_grievance(kim)

    assert "12월 2일(수)" in said


async def test_a_plain_question_is_due_at_a_time_and_late_the_same_day(socket_station: SampleStation) -> None:
    station = socket_station
    kim, choi, oh = await open_monday(station), station.person("U0CHOI"), station.person("U0OH")
    until = "11월 23일(월) 13:40"

    await oh.opens_home()
    await file_grievance(kim, at_once=["yes"])
    told = await choi.waits_to_see(GRIEVANCE_WORDS, where="direct")
    await station.move_clock(to=seoul(MONDAY, 11, 41))
    soon = await choi.waits_to_see("처리기한이 다가왔습니다", where="direct")
    await station.move_clock(to=seoul(MONDAY, 13, 42))
    late = await oh.waits_to_see("처리기한이 지났습니다", where="direct")
    await oh.waits_to_see("처리기한 지난 고충 1건", where="home")
    await oh.types("/stats 지연")
    listed = await oh.waits_to_see("처리기한이 지난 고충 1건", where="ephemeral")

    assert until in told.words
    assert until in soon.words
    assert until in late.words
    assert "처리기한 11/23(월) 13:40 · *오늘 지남*" in listed.words
