"""What people are told names a step that is theirs to take, and says nothing that is not so."""

from datetime import date

from bot.demo.station import SampleStation
from bot.domain.people.duty import Duty
from bot.registry import ActionId
from bot.services.people.absences import begin_absence
from tests.steps.builders import CHOI, HAN, KIM, MONDAY, OH, SWITCH, TUESDAY, seoul
from tests.steps.slack import (
    ANSWER,
    GRIEVANCE_WORDS,
    TOLD_BY_WORD,
    answer_to,
    direct_answer_to,
    file_grievance,
    open_monday,
)


async def test_who_may_bring_no_list_is_not_asked_for_one(socket_station: SampleStation) -> None:
    said = {}
    for user in (KIM, CHOI, SWITCH):
        person = socket_station.person(user)
        await person.says("오늘 휴가입니다", channel=socket_station.sandbox.workspace.direct(user).id)
        said[user] = (await person.waits_to_see("아무에게도 전달되지 않습니다", where="direct")).words
    choi = socket_station.person(CHOI)

    how = await direct_answer_to(choi, socket_station, "/cleancall import")

    assert "명단" in said[KIM]
    assert "명단" not in said[CHOI]
    assert "‘답변’ 버튼" in said[CHOI]
    assert "‘근무·부재 설정’" in said[CHOI]
    assert "/lookup" in said[SWITCH]
    assert "‘답변’ 버튼" not in said[SWITCH]
    assert "역할이 아닙니다" in how


async def test_an_officer_who_types_a_leave_is_asked_who_stands_in(socket_station: SampleStation) -> None:
    choi = socket_station.person(CHOI)
    direct = socket_station.sandbox.workspace.direct(CHOI).id

    await choi.types("/cleancall away 휴가 12/1~12/3", channel=direct)
    form = await choi.waits_to_see("대리인을 골라", where="modal")
    without = await choi.submits()
    done = await choi.submits({"away_deputy": "정교통"})

    (noted,) = socket_station.desk.do_now(begin_absence, by=CHOI)
    assert "2026-12-03" in str(form.json)
    assert "대신 받을 다른 직원" in without.errors["away_deputy"]
    assert not done.errors
    assert (noted.duty, str(noted.first), str(noted.last)) == (Duty.AWAY, "2026-12-01", "2026-12-03")
    assert noted.deputy is not None
    assert noted.deputy.name == "정교통"


async def test_the_officer_hears_with_what_result_a_grievance_was_closed(socket_station: SampleStation) -> None:
    kim, choi = await open_monday(socket_station), socket_station.person(CHOI)
    await file_grievance(kim)
    await choi.waits_to_see(GRIEVANCE_WORDS, where="direct")
    await choi.clicks(ActionId.ANSWER)
    await choi.submits({"grievance_answer": ANSWER})
    await kim.waits_to_see(ANSWER, where="direct")
    await kim.clicks(ActionId.REPLY, where="direct")

    await kim.submits(
        {
            "reply_result": "explained",
            "reply_method": "phone",
            "reply_words": "진행 상황을 설명드림",
            "reply_root_causes": ["explanation_missing"],
            **TOLD_BY_WORD,
        }
    )

    told = await choi.waits_to_see("종결(결과: 설명)", where="direct")
    assert "종결되었습니다. 결과: 설명" in told.text, "what a screen reader reads"


async def test_of_two_hours_no_due_date_is_said_to_be_later_and_of_nothing_nothing_is_sent(
    socket_station: SampleStation,
) -> None:
    await open_monday(socket_station)
    oh = socket_station.person(OH)

    stopped = await answer_to(oh, "/cleancall downtime 11/20 13:00 11/20 15:00 서버 장애")
    retried = await answer_to(oh, "/cleancall outbox retry")

    assert "처리기한은 그대로이고" in stopped
    assert "다시 보낼 알림이 없습니다" in retried


async def test_who_may_not_look_up_for_a_while_is_told_what_to_say_meanwhile(socket_station: SampleStation) -> None:
    await open_monday(socket_station)
    seo = socket_station.person(SWITCH)

    for code in ("111111", "222222", "333333", "444444", "555555", "666666"):
        said = await direct_answer_to(seo, socket_station, f"/lookup {code}")

    assert "청렴 콜 센터로 연결해 주십시오" in said
    assert "10분 동안" in said


async def test_a_day_of_the_week_is_no_name_of_somebody_else(socket_station: SampleStation) -> None:
    kim = await open_monday(socket_station)

    friday = await answer_to(kim, "/cleancall away 금요일 휴가")
    today = await answer_to(kim, "/cleancall away 월요일 휴가")

    assert "11월 27일(금) 휴가" in friday
    assert "날짜로 읽을 수 없습니다: 월요일 휴가" in today


async def test_a_request_to_destroy_is_heard_where_korean_puts_its_verb(socket_station: SampleStation) -> None:
    await open_monday(socket_station)
    oh = socket_station.person(OH)

    unclear = await answer_to(oh, "/cleancall subject 1 지워 주세요")
    heard = await answer_to(oh, "/cleancall subject 1 파기 본인 요청")

    assert "/cleancall subject delete 1 지워 주세요" in unclear
    assert "파기 요청을 접수했습니다" in heard


async def test_who_claims_no_calls_sees_the_queue_without_buttons_to_claim(socket_station: SampleStation) -> None:
    kim = await open_monday(socket_station)
    oh = socket_station.person(OH)

    for_operator, for_supervisor = await kim.types("/queue"), await oh.types("/queue")

    assert for_operator is not None
    assert for_operator.offers(ActionId.CLAIM)
    assert for_supervisor is not None
    assert "*1* 남**수" in for_supervisor.words
    assert not for_supervisor.offers(ActionId.CLAIM)
    assert "내가 맡은" not in for_supervisor.words


async def test_what_is_told_of_last_month_is_not_said_of_this_one(socket_station: SampleStation) -> None:
    await open_monday(socket_station)
    oh, han = socket_station.person(OH), socket_station.person(HAN)

    await socket_station.move_clock(to=seoul(date(2026, 12, 1), 8, 31))

    praise = await oh.waits_to_see("칭찬 목록", where="direct")
    review = await han.waits_to_see("접속기록 점검", where="direct")
    assert "2026년 11월에 경찰관에게 전해진 칭찬은 없습니다" in praise.words
    assert "2026년 11월에 연락처를 본 사람이 없습니다" in review.words


async def test_a_promise_of_days_ago_makes_no_saturday_and_no_night_a_time_to_phone(
    socket_station: SampleStation,
) -> None:
    kim = await open_monday(socket_station, 4)
    moments = ((MONDAY, 19), (MONDAY, 21), (TUESDAY, 19), (date(2026, 11, 28), 10))
    for number in (1, 2, 3, 4):
        await kim.types(f"/claim {number}")
        await kim.types(f"/done {number} 재통화 17:50")
    cards = []

    for number, (day, hour) in enumerate(moments, 1):
        await socket_station.move_clock(to=seoul(day, hour))
        cards.append(await answer_to(kim, f"/claim {number}"))

    assert all("11/23(월) 17:50에 전화해 달라고" in card for card in cards)
    assert [("통화 시간" in card) for card in cards] == [False, True, True, True]


async def test_a_board_with_nobody_on_it_is_not_said_to_be_still_to_come(socket_station: SampleStation) -> None:
    kim = socket_station.person(KIM)
    before = await answer_to(kim, "/queue")

    await socket_station.move_clock(to=seoul(MONDAY, 9, 40))
    await kim.waits_to_see("전체 *0*", where="channel")
    after = await answer_to(kim, "/queue")

    assert "아직 올라오지 않았습니다" in before
    assert "아직 올라오지 않았습니다" not in after
    assert "대기 중인 청렴콜이 없습니다" in after
