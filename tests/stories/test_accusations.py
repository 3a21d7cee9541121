"""When in doubt, audit first: whatever was chosen, an accusation never reaches the accused."""

import pytest

from bot.demo.station import SampleStation
from bot.registry import ActionId
from bot.sandbox import Person
from bot.sandbox.person import Submission
from tests.steps.builders import KIM, MONDAY, seoul
from tests.steps.slack import open_monday

ASKED_FOR_MONEY = "담당 형사가 돈을 요구했습니다. 커피값이라도 달라고 했어요"
NO_NEWS = "처리가 두 달째인데 연락이 없습니다"
ACCUSED, AUDIT, HEAD = "U0CHOI", "U0HAN", "U0YOON"


async def begin(kim: Person, words: str, **answers: str) -> Submission:
    """Go on to the second page of call 1's form."""
    await kim.types("/claim 1")
    await kim.types("/done 1 성공")
    return await kim.submits({"outcome": "grievance_filed", "words": words, **answers})


async def words_for(station: SampleStation, user: str) -> str:
    """Return all that somebody was sent."""
    return "\n".join(each.words for each in (await station.person(user).sees()).direct)


async def test_words_that_accuse_go_to_audit_whatever_is_chosen_and_nothing_is_chosen_to_begin_with(
    station: SampleStation,
) -> None:
    kim = await open_monday(station)
    unanswered = await begin(kim, ASKED_FOR_MONEY)
    pushed = await kim.submits({"money": "no"})
    as_it_opens = await kim.submits()
    await kim.fills({"filing_kind": "inquiry", "filing_category": "other"})
    shown = await kim.waits_to_see("감사 경로로 보호됩니다", where="modal")
    done = await kim.submits()

    assert set(unanswered.errors) == {"money"}
    assert not pushed.errors
    assert set(as_it_opens.errors) == {"filing_kind", "filing_category"}
    assert "청문감사인권관이 먼저 봅니다" in shown.words
    assert "받는 사람:" not in shown.words
    assert not done.errors
    await station.person(AUDIT).waits_to_see(ASKED_FOR_MONEY, where="direct")
    assert ASKED_FOR_MONEY not in await words_for(station, ACCUSED)
    assert "S4" in await words_for(station, AUDIT)


@pytest.mark.parametrize("category", ["intimidation", "privacy", "rights_discrimination", "bribery_favour"])
async def test_an_accusing_category_goes_to_audit_whatever_the_kind(
    socket_station: SampleStation, category: str
) -> None:
    kim = await open_monday(socket_station)
    await begin(kim, NO_NEWS, money="no")
    await kim.submits({"filing_kind": "complaint_handling", "filing_category": category})

    await socket_station.person(AUDIT).waits_to_see(NO_NEWS, where="direct")
    assert NO_NEWS not in await words_for(socket_station, ACCUSED)


async def test_plain_words_go_where_they_went(socket_station: SampleStation) -> None:
    kim = await open_monday(socket_station)
    await begin(kim, NO_NEWS, money="not_asked")
    await kim.fills({"filing_kind": "complaint_handling"})
    await kim.fills({"filing_category": "delay"})
    shown = await kim.waits_to_see("받는 사람: *수사과 경사 최형사*", where="modal")
    await kim.submits()

    assert "S4" not in str(shown.json)
    await socket_station.person(ACCUSED).waits_to_see(NO_NEWS, where="direct")
    assert "S2" in await words_for(socket_station, ACCUSED)


async def test_what_the_visit_was_about_is_praise_and_an_accusation_in_praise_is_not(
    socket_station: SampleStation,
) -> None:
    kim, choi = await open_monday(socket_station), socket_station.person(ACCUSED)
    about, accusing = (
        "택시에 현금을 놓고 왔는데 직접 갖다 드렸다고 하네요. 고맙습니다.",
        "친절하긴 한데 밥을 사라고 했어요.",
    )
    for number, words in ((1, about), (2, accusing)):
        await kim.types(f"/claim {number}")
        await kim.types(f"/done {number} 성공")
        answers = {
            "money": "no",
            "outcome": "satisfied",
            "more": "praise",
            "praise_words": words,
            "praised_officer": "최형사",
        }
        submission = await kim.submits(answers)
        if submission.view and "praise_gift" in str(submission.view.blocks):
            submission = await kim.submits({"praise_gift": "no"})
        assert not submission.errors
        await kim.closes_modal()

    await choi.waits_to_see(about, where="direct")
    await socket_station.person(AUDIT).waits_to_see(accusing, where="direct")
    assert accusing not in await words_for(socket_station, ACCUSED)


async def test_audit_hands_a_harmless_matter_on_and_its_officer_answers_in_time(
    socket_station: SampleStation,
) -> None:
    kim, han, choi = await open_monday(socket_station), socket_station.person(AUDIT), socket_station.person(ACCUSED)
    harmless = "형사가 밥을 사라고 한다는 말을 드라마에서 봤는데 제 사건은 언제 끝나는지 모르겠어요"
    await begin(kim, harmless, money="no")
    await kim.submits({"filing_kind": "inquiry", "filing_category": "no_progress_notice"})
    await kim.closes_modal()
    await han.waits_to_see(harmless, where="direct")
    await socket_station.move_clock(to=seoul(MONDAY, 10, 45))
    await han.waits_to_see("적힌 말씀 때문에", where="direct")
    await han.opens_home()
    home = await han.waits_to_see("감사 사안 아님", where="home")

    await han.clicks(ActionId.HAND_ON)
    form = (await han.sees()).modal
    done = await han.submits({"hand_on_reason": "드라마 이야기입니다."})
    got = await choi.waits_to_see(harmless, where="direct")
    task = await kim.waits_to_see("고충", where="direct")
    await choi.clicks(ActionId.ANSWER)
    await choi.submits({"grievance_answer": "다음 주에 알려 드립니다."})
    await kim.waits_to_see("다음 주에 알려 드립니다", where="direct")

    assert "고충" in home.words
    assert form is not None
    assert "지금 접수된 고충으로 표시됩니다" in form.words
    assert not done.errors
    assert "처리기한" in got.words
    for words in (
        got.words,
        task.words,
        await words_for(socket_station, ACCUSED),
        await words_for(socket_station, KIM),
    ):
        assert "감사" not in words.replace("청문감사인권관실", "")
        assert "드라마 이야기입니다" not in words
