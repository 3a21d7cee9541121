"""Two grievances of one day, told apart by everything that is said of them."""

from datetime import timedelta

import pytest

from bot.demo.station import SampleStation
from bot.registry import ActionId
from bot.sandbox import Person
from bot.sandbox.person import Seen
from tests.steps.builders import KIM, MONDAY, seoul
from tests.steps.rows import call_row
from tests.steps.slack import ANSWER, answer_to, direct_answer_to, file_grievance, open_monday

WORDS = ("수사 진행 상황을 알려 주지 않아 답답합니다.", "접수한 서류를 언제 돌려받는지 궁금합니다.")
NAMES = ("남**수", "성*향")


async def test_what_was_filed_is_said_before_the_petitioner_hangs_up(socket_station: SampleStation) -> None:
    kim = await open_monday(socket_station)

    await file_grievance(kim)
    said = (await kim.sees()).modal
    await kim.closes_modal()
    await file_grievance(kim, "형사가 사례를 바라는 눈치였습니다.", number=2, money="yes")
    accused = (await kim.sees()).modal

    assert said is not None
    assert "고충 1번" in said.words
    assert "12월 1일(화)" in said.words
    assert "받는 사람: 수사과 경사 최형사" in said.words
    assert "방문 접수번호와는 다른 번호" in said.words
    assert accused is not None
    assert "고충" not in accused.words


def about(seen: Seen, number: int) -> list[str]:
    """Return the direct messages about a grievance, oldest first."""
    return [shown.words for shown in seen.direct if f"고충 {number}번" in shown.words]


async def found_by_name_and_code(station: SampleStation) -> None:
    """Search as somebody who may know whose a grievance is, and as those who may not."""
    kim, choi, oh = station.person(KIM), station.person("U0CHOI"), station.person("U0OH")
    code = call_row(station.desk, 1).code or ""
    for who in (oh, kim):
        file = await answer_to(who, "/cleancall grievance 1")
        assert WORDS[0] in file
        for words in ("남궁민수", "남**수", f"{code[:3]} {code[3:]}", "1번"):
            assert await answer_to(who, f"/cleancall grievance {words}") == file
    missed = await answer_to(oh, "/cleancall grievance 아무개")
    assert "해당하는 고충이 없거나" in missed
    for words in ("남궁민수", code, "000000"):
        assert await direct_answer_to(choi, station, f"/cleancall grievance {words}") == missed


async def urged_by_a_supervisor(oh: Person, choi: Person) -> None:
    """Have the officer reminded: they learn which one it is, and may answer."""
    await oh.clicks(ActionId.URGE, within="고충 1번의 처리기한이 지났습니다", where="direct")
    await oh.waits_to_see("고충 1번을 맡은 분께 다시 알립니다", where="ephemeral")
    urged = await choi.waits_to_see("고충 1번의 처리기한이 지났습니다", where="direct")
    assert WORDS[0] in urged.words
    assert urged.offers(ActionId.ANSWER)
    assert "다시 알리게 함 · <@U0OH>" in await answer_to(oh, "/cleancall grievance 1")


@pytest.mark.long
async def test_two_of_one_day_are_told_apart_by_every_notice(socket_station: SampleStation) -> None:
    kim, choi = await open_monday(socket_station), socket_station.person("U0CHOI")
    oh = socket_station.person("U0OH")
    for number, words in enumerate(WORDS, start=1):
        await file_grievance(kim, words, number=number)
        await kim.closes_modal()
        assert (await kim.sees()).modal is None  # the pages below are closed too
        await choi.waits_to_see(words, where="direct")

    await socket_station.move_clock(to=seoul(MONDAY, 14, 30))
    for number in (1, 2):
        reminder = await choi.waits_to_see(f"고충 {number}번을 아직 확인하지", where="direct")
        assert WORDS[number - 1] in reminder.words
        assert not [name for name in NAMES if name in reminder.words]
        assert reminder.offers(ActionId.ACKNOWLEDGE)
        assert reminder.offers(ActionId.ANSWER)
        await choi.clicks(ActionId.ACKNOWLEDGE, within=f"고충 {number}번을 아직")
        await choi.waits_to_see(f"고충 {number}번에 관한 이전 알림", where="direct")

    await socket_station.move_clock(to=seoul(MONDAY + timedelta(days=7), 9, 5))
    await kim.waits_to_see("고충 2번의 처리기한이 다가왔습니다", where="direct")
    await choi.waits_to_see("고충 2번의 처리기한이 다가왔습니다", where="direct")
    await choi.clicks(ActionId.ANSWER, within="고충 2번의 처리기한이 다가왔습니다")
    await choi.submits({"grievance_answer": ANSWER})
    await choi.closes_modal()
    soon = await kim.waits_until(
        lambda seen: any("다가왔습니다" in each.words and each.offers(ActionId.REPLY) for each in seen.direct),
        what="the reply's button on the reminder",
    )
    await socket_station.move_clock(to=seoul(MONDAY + timedelta(days=10), 9, 5))
    late = await oh.waits_to_see("고충 2번의 처리기한이 지났습니다", where="direct")
    files = [await oh.types(f"/cleancall grievance {number}") for number in (1, 2)]

    for number in (1, 2):
        told = [words for words in about(soon, number) if NAMES[number - 1] in words]
        assert len(told) == len(about(soon, number)) >= 2
        assert all(f"*{number}번* {NAMES[number - 1]}" in words for words in told)
        assert all(WORDS[number - 1] in words for words in told)
        assert not [words for words in told if NAMES[2 - number] in words]
        file = files[number - 1]
        assert file is not None
        assert NAMES[number - 1] in file.words
        assert WORDS[number - 1] in file.words
    assert NAMES[1] in late.words
    assert WORDS[1] in late.words
    await urged_by_a_supervisor(oh, choi)
    await found_by_name_and_code(socket_station)
    await choi.opens_home()
    home = await choi.waits_to_see("답변을 기다리는 고충", where="home")
    assert WORDS[0] in home.words
