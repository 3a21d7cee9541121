"""When in doubt, audit first: whatever was chosen, an accusation never reaches the accused."""

import pytest

from bot.demo.station import SampleStation
from bot.sandbox import Person
from bot.sandbox.person import Submission
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
        answers = {"money": "no", "outcome": "satisfied", "praise_words": words, "praised_officer": "최형사"}
        submission = await kim.submits(answers)
        if submission.view and "praise_gift" in str(submission.view.blocks):
            submission = await kim.submits({"praise_gift": "no"})
        assert not submission.errors
        await kim.closes_modal()

    await choi.waits_to_see(about, where="direct")
    await socket_station.person(AUDIT).waits_to_see(accusing, where="direct")
    assert accusing not in await words_for(socket_station, ACCUSED)
