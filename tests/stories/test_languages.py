"""Everybody reads their own language, by their Slack locale; the call channel reads the station's."""

import asyncio
from dataclasses import replace

import pytest

from bot.demo.station import SampleStation
from bot.registry import ActionId
from bot.sandbox import Member
from tests.steps.builders import CHOI, KIM, MONDAY, OH, PARK, seoul
from tests.steps.slack import GRIEVANCE_WORDS, PRAISE_WORDS, answer_to, file_grievance, open_monday

CHANNEL = "C0CALLS"


def reads(station: SampleStation, user: str, locale: str) -> None:
    """Somebody chooses a language in Slack."""
    workspace = station.sandbox.workspace
    workspace.add_member(replace(workspace.members[user], locale=locale))


async def test_an_english_operator_and_a_korean_supervisor_work_on_one_call(station: SampleStation) -> None:
    reads(station, KIM, "en-US")
    kim, oh = station.person(KIM), station.person(OH)
    await open_monday(station, reported="new calls")

    card = await answer_to(kim, "/claim 1")
    refused = await answer_to(oh, "/done 1 busy")
    await kim.types("/done 1")
    form = (await kim.sees()).modal
    await kim.fills({"overall": "2", "money": "no", "outcome": "satisfied"})
    await kim.waits_to_see("A score is 2 or lower", where="modal")
    wrong = await kim.submits()
    done = await kim.submits({"overall": "5"})
    reopened = await answer_to(oh, "/cleancall reopen 1 민원인이 다시 전화하심")
    board = await kim.waits_to_see("전체 *3*", where="channel")

    assert "You claimed call 1" in card
    assert "Never ask for" in card
    assert "역할이 아닙니다" in refused
    assert form is not None
    assert "Result of the call" in form.words
    assert "the outcome cannot be “satisfied”" in "".join(wrong.errors.values())
    assert done.view is not None
    assert "closed: satisfied" in done.view.words
    assert "다시 열어 대기열에" in reopened
    assert "청렴콜 대기열" in board.words


async def test_messages_and_home_come_in_the_language_of_whoever_gets_them(station: SampleStation) -> None:
    reads(station, CHOI, "en-GB")
    kim, choi = await open_monday(station), station.person(CHOI)
    await choi.opens_home()
    home = await choi.waits_to_see("Integrity Call", where="home")

    await file_grievance(kim)
    arrived = await choi.waits_to_see(GRIEVANCE_WORDS, where="direct")
    await choi.clicks(ActionId.ANSWER)
    form = await choi.waits_to_see("What the petitioner is to be told", where="modal")
    await choi.submits({"grievance_answer": "12월 초에 알려 드리겠습니다."})
    task = await kim.waits_to_see("12월 초에", where="direct")
    await kim.types("/claim 2")
    await kim.types("/done 2 성공")
    await kim.submits(
        {
            "money": "no",
            "outcome": "satisfied",
            "more": "praise",
            "praise_words": PRAISE_WORDS,
            "praised_officer": "최형사",
        }
    )
    praise = await choi.waits_to_see(PRAISE_WORDS, where="direct")

    assert "nothing for you to do" in home.words
    assert "Acknowledge" in arrived.words
    assert "Answer" in form.words
    assert "전화로 회신" in task.words
    assert "Praise for you" in praise.words


async def test_a_reminder_comes_in_the_language_of_whoever_is_reminded(socket_station: SampleStation) -> None:
    reads(socket_station, CHOI, "en-US")
    kim, choi = await open_monday(socket_station), socket_station.person(CHOI)
    await choi.opens_home()
    await choi.waits_to_see("Integrity Call", where="home")
    await file_grievance(kim)
    await choi.waits_to_see(GRIEVANCE_WORDS, where="direct")

    await socket_station.move_clock(to=seoul(MONDAY, 15, 0))

    await choi.waits_to_see("You have not acknowledged grievance 1", where="direct")


async def test_who_changes_the_language_gets_the_new_one(station: SampleStation) -> None:
    kim = await open_monday(station)
    await kim.opens_home()
    await kim.waits_to_see("맡고 있는 청렴콜이 없습니다", where="home")
    reads(station, KIM, "en-US")
    await station.stop_bot()
    await station.start_bot()

    answer = await answer_to(kim, "/queue")

    assert "You have no call." in answer
    await kim.waits_to_see("You have no call.", where="home")


async def test_two_people_at_the_same_time_are_each_answered_in_their_own(station: SampleStation) -> None:
    reads(station, KIM, "en-US")
    kim, park = station.person(KIM), station.person(PARK)
    await station.sandbox.fault({"fault": "slow", "method": "users.info", "seconds": 0.2})

    answers = await asyncio.gather(*(answer_to(person, "/queue") for person in (kim, park) * 8))

    assert all("You have no call." in each for each in answers[::2])
    assert all("맡고 있는 청렴콜이 없습니다" in each for each in answers[1::2])


async def test_an_outsider_is_refused_in_their_own_language(station: SampleStation) -> None:
    await open_monday(station)
    outsider = Member(id="U9OTHER", name="other", real_name="Other", team_id="T9OTHER", locale="en-US")
    station.sandbox.workspace.add_member(outsider)
    station.sandbox.workspace.channels[CHANNEL].members.add(outsider.id)
    person = station.person(outsider.id)

    await person.clicks(ActionId.CLAIM, value="1")

    await person.waits_to_see("only full members", where="ephemeral")


@pytest.mark.parametrize("trouble", ["internal_error", "dropped"])
async def test_while_slack_does_not_say_the_language_noted_before_is_spoken(
    socket_station: SampleStation, trouble: str
) -> None:
    reads(socket_station, KIM, "en-US")
    kim = socket_station.person(KIM)
    await answer_to(kim, "/queue")
    await socket_station.stop_bot()
    await socket_station.start_bot()
    await socket_station.sandbox.fault({"fault": trouble, "method": "users.info"})

    assert "You have no call." in await answer_to(kim, "/queue")
