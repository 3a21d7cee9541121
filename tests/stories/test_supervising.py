"""What supervisors do with a reason: reopen, lift a conflict; and forms that open again as they were left."""

from datetime import timedelta

from bot.demo.station import SampleStation
from bot.registry import ActionId
from tests.steps.builders import KIM, LEE, MONDAY, TUESDAY, seoul, visitor, write_list
from tests.steps.slack import GRIEVANCE_WORDS, open_monday, record_result


async def test_a_closed_call_is_reopened_with_a_reason_and_can_be_recorded_anew(station: SampleStation) -> None:
    kim, oh = await open_monday(station), station.person("U0OH")
    await kim.types("/claim 1")
    await record_result(kim, 1, overall="5", money="no", outcome="satisfied")
    await kim.closes_modal()
    await station.move_clock(to=seoul(TUESDAY, 9, 40))

    without = await oh.types("/cleancall reopen 1")
    by_kim = await kim.types("/cleancall reopen 1 다시 확인")
    open_one = await oh.types("/cleancall reopen 2 다시 확인")
    done = await oh.types("/cleancall reopen 1 민원인이 다시 전화하심")
    again = await kim.types("/claim 1")
    recorded = await record_result(kim, 1, overall="3", money="no", outcome="inquiry_answered")

    assert without is not None
    assert "사유를 적어" in without.words
    assert by_kim is not None
    assert "역할이 아닙니다" in by_kim.words
    assert open_one is not None
    assert "종결된 청렴콜이 아닙니다" in open_one.words
    assert done is not None
    assert "다시 열어 대기열에" in done.words
    assert again is not None
    assert "010-0000-1001" in again.words
    assert "문의 답변 완료" in recorded


async def test_after_a_week_a_closed_call_stays_closed(socket_station: SampleStation) -> None:
    kim, oh = await open_monday(socket_station), socket_station.person("U0OH")
    await kim.types("/claim 1")
    await record_result(kim, 1, overall="5", money="no", outcome="satisfied")
    await socket_station.move_clock(to=seoul(MONDAY + timedelta(days=8), 9, 41))

    answer = await oh.types("/cleancall reopen 1 늦은 요청")

    assert answer is not None
    assert "7일이 지나" in answer.words


async def test_a_conflict_is_lifted_for_one_operator_and_one_call_with_a_reason(station: SampleStation) -> None:
    kim, lee, oh = station.person(KIM), station.person(LEE), station.person("U0OH")
    await kim.uploads(write_list(station.folder, [visitor(1), visitor(2)]))
    await kim.waits_to_see("가져오기 결과", where="direct")
    await station.move_clock(to=seoul(MONDAY, 9, 40))
    before = await lee.types("/claim 1")

    nobody = await oh.types("/cleancall override 1 없는사람 사유")
    needless = await oh.types("/cleancall override 1 김상담 사유")
    without = await oh.types("/cleancall override 1 이상담")
    lifted = await oh.types("/cleancall override 1 @이상담 다른 상담원이 모두 휴가 중")
    await lee.waits_to_see("제척을 감독자가 해제했습니다", where="direct")
    await lee.clicks(ActionId.CLAIM, within="제척을", where="direct")
    card = await lee.waits_to_see("010-0000-1001", where="modal")
    other = await lee.types("/claim 2")

    assert before is not None
    assert "제척" in before.words
    assert nobody is not None
    assert "찾지 못했거나" in nobody.words
    assert needless is not None
    assert "해제할 제척이 없습니다" in needless.words
    assert without is not None
    assert "사유를 적어" in without.words
    assert lifted is not None
    assert "<@U0LEE> 님이 1번을" in lifted.words
    assert card is not None
    assert other is not None
    assert "제척" in other.words


async def test_a_form_closed_by_mistake_opens_again_as_it_was(station: SampleStation) -> None:
    kim = await open_monday(station)
    await kim.types("/claim 1")
    await kim.types("/done 1 성공")
    await kim.fills(
        {"overall": "2", "words": GRIEVANCE_WORDS, "more": "praise", "praise_words": "그래도 친절했습니다."}
    )
    await kim.fills({"money": "no", "outcome": "grievance_filed"})
    await kim.waits_until(lambda seen: bool(seen.modal and "그대로 적어" in seen.modal.words), what="the redrawn form")
    await kim.closes_modal()

    await kim.types("/done 1")
    pushed = await kim.submits()

    assert not pushed.errors
    assert pushed.view is not None
    assert "고충 접수" in pushed.view.words
    await kim.submits({"filing_kind": "inquiry", "filing_category": "other"})
    await station.person("U0CHOI").waits_to_see(GRIEVANCE_WORDS, where="direct")


async def test_the_months_praise_is_listed_to_supervisors_once(socket_station: SampleStation) -> None:
    kim, oh = await open_monday(socket_station), socket_station.person("U0OH")
    await kim.types("/claim 1")
    await record_result(
        kim,
        1,
        overall="5",
        money="no",
        outcome="satisfied",
        more="praise",
        praise_words="사위 삼고 싶을 만큼 친절하셨어요.",
        praised_officer="최형사",
    )

    await socket_station.move_clock(to=seoul(MONDAY + timedelta(days=8), 9, 0))
    await socket_station.move_clock(by=timedelta(days=1))

    listed = await oh.waits_to_see("2026년 11월 칭찬 목록", where="direct")
    assert "수사과 경사 최형사" in listed.words
    assert "사위 삼고" in listed.words
    assert "남**수" not in listed.words
    assert sum("칭찬 목록" in each.words for each in (await oh.sees()).direct) == 1
