"""What an operator records with one click on the card."""

from bot.demo.station import SampleStation
from bot.domain.calls.dispositions import Disposition
from bot.registry import ActionId
from bot.sandbox import Person
from tests.steps.rows import attempts, reveals
from tests.steps.slack import answer_to, open_monday

PHONE = "010-0000-1001"
NO_ANSWER = f"{ActionId.QUICK_RESULT}.{Disposition.NO_ANSWER}"


async def _claimed(station: SampleStation) -> Person:
    kim = await open_monday(station)
    await kim.types("/claim 1")
    await kim.waits_to_see(PHONE, where="ephemeral")
    return kim


async def test_nobody_answering_is_one_click_which_takes_the_card_away(station: SampleStation) -> None:
    kim = await _claimed(station)

    await kim.clicks(NO_ANSWER, within=PHONE)
    said = await kim.waits_to_see("다음 통화는", where="ephemeral")
    left = [shown.words for shown in (await kim.sees()).ephemeral]

    assert "부재·무응답" in said.words
    assert said.offers(ActionId.CLAIM_NEXT)
    assert not any(PHONE in words for words in left)
    assert attempts(station.desk) == 1


async def test_the_menu_records_at_once_what_needs_no_form(station: SampleStation) -> None:
    kim = await _claimed(station)

    await kim.clicks(ActionId.QUICK_RESULT, value="1:wrong_number", within=PHONE)
    await kim.waits_to_see("종결했습니다. 결과: 결번·오번호", where="ephemeral")
    await kim.waits_until(lambda seen: not any(PHONE in shown.words for shown in seen.ephemeral), what="no card")


async def test_the_menu_opens_the_form_of_what_asks_for_more(station: SampleStation) -> None:
    kim = await _claimed(station)

    await kim.clicks(ActionId.QUICK_RESULT, value="1:refused", within=PHONE)
    done = await kim.submits({"do_not_call": "yes"})

    assert not done.errors
    await kim.waits_until(lambda seen: not any(PHONE in shown.words for shown in seen.ephemeral), what="no card")


async def test_a_result_clicked_again_changes_nothing(station: SampleStation) -> None:
    kim = await _claimed(station)
    await kim.types("/queue")

    await kim.clicks(NO_ANSWER, within=PHONE)
    await kim.waits_to_see("다음 통화는", where="ephemeral")
    await kim.clicks(NO_ANSWER, within="대기열")
    await kim.waits_to_see("맡은 사람이 없습니다", where="ephemeral")

    assert attempts(station.desk) == 1


async def test_typed_words_lead_to_a_result_or_to_a_question(station: SampleStation) -> None:
    kim = await open_monday(station)
    await kim.types("/claim 1")

    which = await answer_to(kim, "/done 1 끊음")
    await kim.clicks(f"{ActionId.QUICK_RESULT}.{Disposition.PHISHING_SUSPECTED}", within="어느 쪽입니까")
    await kim.waits_to_see("결과를 기록했습니다(보이스피싱 의심 종료)", where="ephemeral")
    await kim.types("/claim 2")
    unknown = await answer_to(kim, "/done 메롱 2")
    late = await answer_to(kim, "/done 2 재통화 23:00")
    promised = await answer_to(kim, "/done 재통화 2 오후 4시")
    await kim.types("/claim 3")
    await kim.types("/done 나중에 3")
    form = await kim.waits_to_see("재통화 일시", where="modal")

    assert "1번의 통화 결과는 어느 쪽입니까?" in which
    assert "‘메롱’에 해당하는 통화 결과가 없어" in unknown
    assert "20:00" in late
    assert "11/23(월) 16:00에 재통화하기로" in promised
    assert form.json["private_metadata"]


async def test_a_promise_is_for_the_day_that_was_said_and_never_for_today_instead(station: SampleStation) -> None:
    kim = await open_monday(station, 4)
    for number in (1, 2, 3, 4):
        await kim.types(f"/claim {number}")

    friday = await answer_to(kim, "/done 1 재통화 금요일 10시")
    before = await answer_to(kim, "/done 2 내일 2시에 다시")
    await kim.types("/done 3 재통화 다음 달 2시")
    form = await kim.waits_to_see("재통화 일시", where="modal")
    plain = await answer_to(kim, "/done 4 부재중입니다")

    assert "11/27(금) 10:00에 재통화하기로" in friday
    assert "11/24(화) 14:00에 재통화하기로" in before
    assert "*3*" in form.words
    assert "부재·무응답" in plain


async def test_a_number_may_stand_in_quotes_or_before_a_comma(station: SampleStation) -> None:
    kim = await open_monday(station)

    claimed = await answer_to(kim, "/claim “1”")
    recorded = await answer_to(kim, "/done 1, 부재")

    assert PHONE in claimed
    assert "1번의 통화 결과를 기록했습니다(부재·무응답)" in recorded


async def test_of_two_results_neither_is_said_to_be_none(station: SampleStation) -> None:
    kim = await _claimed(station)

    asked = await answer_to(kim, "/done 1 부재 음성사서함")

    assert "‘부재 음성사서함’" in asked
    assert attempts(station.desk) == 0


async def test_a_call_laid_down_takes_its_card_away(station: SampleStation) -> None:
    kim = await _claimed(station)

    await kim.clicks(ActionId.RELEASE, within=PHONE)
    await kim.waits_to_see("1번을 내려놓았습니다", where="ephemeral")

    assert not any(PHONE in shown.words for shown in (await kim.sees()).ephemeral)


async def test_home_records_a_result_too(station: SampleStation) -> None:
    kim = await _claimed(station)
    await kim.opens_home()
    await kim.waits_to_see("결과 입력", where="home")

    await kim.clicks(NO_ANSWER, where="home")
    await kim.waits_to_see("다음 통화는", where="modal")


async def test_the_number_is_one_click_away_wherever_an_own_call_stands(station: SampleStation) -> None:
    kim = await _claimed(station)
    await kim.opens_home()
    await kim.waits_to_see("연락처 보기", where="home")

    await kim.clicks(ActionId.CLAIM, value="1", where="home")
    card = await kim.waits_to_see(PHONE, where="modal")

    assert f"<tel:01000001001|{PHONE}>" in str(card.json)
    assert len(reveals(station.desk)) == 2
