"""Calls that nobody made a list of: somebody phones or walks in, or says something the day after."""

from datetime import timedelta

from bot.demo.station import SampleStation
from bot.registry import ActionId
from bot.sandbox import Person
from bot.sandbox.person import Submission
from tests.steps.builders import KIM, LEE, MONDAY, TUESDAY, seoul
from tests.steps.slack import answer_to, direct_answer_to, open_monday, record_result

CALLER = {"caller_name": "강하늘", "caller_phone": "010-0000-7001", "caller_how": "phoned"}


async def adds(person: Person, **facts: str) -> Submission:
    """Fill in the form of `/cleancall add`."""
    await person.types("/cleancall add")
    return await person.submits(CALLER | facts)


def words_of(answer: Submission) -> str:
    """Return what took the form's place."""
    assert not answer.errors, answer.errors
    return answer.view.words if answer.view else ""


async def test_a_petitioner_adds_something_the_next_day_without_a_supervisor(station: SampleStation) -> None:
    kim, park = await open_monday(station), station.person("U0PARK")
    await kim.types("/claim 1")
    await record_result(kim, 1, overall="4", outcome="satisfied")
    await station.move_clock(to=seoul(TUESDAY, 10))

    card = words_of(await adds(park, caller_name="남궁민수", caller_phone="010-0000-1001"))
    told = await kim.waits_to_see("다시 연락하셨습니다", where="direct")
    by_lee = words_of(await adds(kim, caller_name="남궁민수", caller_phone="010 0000 1001"))
    done = await record_result(park, 1, outcome="inquiry_answered", words="한 가지 더 여쭙고 싶었습니다.")
    seen = await answer_to(station.person("U0OH"), "/stats 오늘")

    assert "1번 청렴콜" in card
    assert "전화하셨습니다 — 저희가 건 전화가 아닙니다" in card
    assert "010-0000-1001" in card
    assert "본인이 아니거나 확실하지 않으면" in card
    assert "<@U0PARK> 님이 받아" in told.words
    assert "<@U0PARK> 님이" in by_lee
    assert "맡고 있습니다" in by_lee
    assert "문의 답변 완료" in done
    assert seen


async def test_who_is_on_no_list_becomes_a_call_of_whoever_took_it(socket_station: SampleStation) -> None:
    kim = await open_monday(socket_station)

    none = (await adds(kim, caller_name=" ", caller_phone="112")).errors
    card = words_of(await adds(kim, caller_how="walked_in", caller_about="접수증을 받지 못했습니다"))
    again = words_of(await adds(kim))
    done = await record_result(kim, 4, outcome="inquiry_answered")

    assert set(none) == {"caller_name", "caller_phone"}
    assert "4번 청렴콜" in card
    assert "찾아오셨습니다" in card
    assert "방문 없이 연락하심" in card
    assert "접수증을 받지 못했습니다" in card
    assert "4번 청렴콜" in again
    assert "문의 답변 완료" in done


async def test_the_switchboard_puts_them_through_and_a_hit_has_a_button_for_operators(
    socket_station: SampleStation,
) -> None:
    kim, seo, park = await open_monday(socket_station), socket_station.person("U0SEO"), socket_station.person("U0PARK")
    await kim.types("/claim 1")
    await record_result(kim, 1, outcome="satisfied")

    unknown = await direct_answer_to(seo, socket_station, "/lookup 010-0000-7001")
    await seo.opens_home()
    home = await seo.waits_to_see("덧붙일 말씀이 있거나", where="home")
    await direct_answer_to(seo, socket_station, "/lookup 010-0000-1001")
    await park.types("/lookup 010-0000-1001")
    await park.clicks(ActionId.TAKE_IN, within="맞습니다", where="ephemeral")
    card = await park.waits_to_see("1번 청렴콜", where="ephemeral")
    released = await answer_to(park, "/release 1")
    queue = await answer_to(park, "/queue")

    assert "청렴 콜 센터로 연결해 주십시오 (내선 1100)" in unknown
    assert "청렴 콜 센터로" in home.words
    assert "전화하셨습니다" in card.words
    assert "전처럼 종결해" in released
    assert "1번" not in queue
    assert not [each for each in (await seo.sees()).direct if "전화받아 맡기" in each.words]


async def test_after_a_month_a_new_call_begins_and_who_may_not_be_called_is_heard(
    socket_station: SampleStation,
) -> None:
    station = socket_station
    kim, oh = await open_monday(station), station.person("U0OH")
    await kim.types("/claim 1")
    await record_result(kim, 1, outcome="satisfied")
    await oh.types("/cleancall exclude 2 2027-12-31 연락을 원하지 않으심")

    heard = words_of(await adds(kim, caller_name="성춘향", caller_phone="010-0000-1002"))
    refused = await answer_to(station.person(LEE), "/claim 2")
    released = await answer_to(kim, "/release 2")
    await station.move_clock(to=seoul(MONDAY + timedelta(days=31), 10))
    new = words_of(await adds(station.person(KIM), caller_name="남궁민수", caller_phone="010-0000-1001"))

    assert "2번 청렴콜" in heard
    assert "먼저 전화하지는 않습니다" in heard
    assert "맡고 있습니다" in refused
    assert "내려놓았습니다" in released
    assert "4번 청렴콜" in new


async def test_a_new_number_is_phoned_from_then_on_and_both_are_ours(station: SampleStation) -> None:
    kim, seo = await open_monday(station), station.person("U0SEO")
    await kim.types("/claim 1")

    await kim.clicks(ActionId.NUMBER, within="1번 청렴콜", where="ephemeral")
    given = {"number_phone": "010-0000-7002", "number_whose": "own", "number_change": "replace"}
    missing = await kim.submits(given | {"number_why": "010-0000-7002"})
    card = words_of(await kim.submits(given | {"number_why": "번호를 바꾸셨다고 함"}))
    found = [await direct_answer_to(seo, station, f"/lookup 010-0000-{last}") for last in ("7002", "1001")]

    assert set(missing.errors) == {"number_why"}
    assert card.index("010-0000-7002") < card.index("010-0000-1001")
    assert all("우리 직원의 전화가 맞습니다" in answer for answer in found)


async def test_the_card_says_how_to_talk_and_supervisors_see_who_was_abusive_again(station: SampleStation) -> None:
    kim, oh = await open_monday(station), station.person("U0OH")
    await kim.types("/claim 1")

    await kim.clicks(ActionId.FLAGS, within="1번 청렴콜", where="ephemeral")
    unnamed = await kim.submits({"flags_which": ["interpreter", "group"]})
    card = words_of(await kim.submits({"flags_who": "강대표"}))
    await kim.closes_modal()
    await kim.types("/done 1 폭언")
    done = await kim.submits({"warned": "yes", "suspects_phishing": ["yes"]})
    none = await answer_to(oh, "/cleancall abuse")
    refused = await answer_to(kim, "/cleancall abuse")

    assert set(unnamed.errors) == {"flags_who"}
    assert all(words in card for words in ("1345", "1577-1366", "1588-5644", "대표해 말씀하십니다: 강대표"))
    assert not done.errors
    assert done.view is not None
    assert "안내" in done.view.words
    assert "두 번 이상" in none
    assert "제4조" in none
    assert "역할이 아닙니다" in refused
