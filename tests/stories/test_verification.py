"""Verification: every genuine call can be checked at the main number, and nothing else passes for one."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlmodel import Session, col

from bot.demo.station import SampleStation
from bot.registry import ActionId
from bot.sandbox import Person
from bot.sandbox.person import Shown
from storage.tables import Trail
from tests.steps.builders import MONDAY, seoul
from tests.steps.desks import in_session
from tests.steps.slack import (
    GRIEVANCE_WORDS,
    TOLD_BY_WORD,
    direct_answer_to,
    file_grievance,
    open_monday,
    record_result,
)

PETITIONER = ("남궁민수", "남**수", "010-", "수사과", "교통", "고충", "감사")
NEVER = ("주민등록번호", "계좌", "카드", "비밀번호", "OTP", "송금", "앱 설치", "링크", "비밀 유지")
CODE = re.compile(r"\b\d{3} \d{3}\b")
DAY_21 = date(2026, 12, 14)
NOT_OURS = "저희 기록으로는 확인되지 않습니다"


def code_on(card: Shown) -> str:
    """Return the code that a card shows, and check that it is a script of whoever phones."""
    codes = set(CODE.findall(card.words))
    assert len(codes) == 1, card.words
    for said in ("한빛경찰서 청렴 콜 센터", "본인 되십니까", "누리집이나 114에서 대표번호를 직접 찾아", *NEVER):
        assert said in card.words, said
    assert card.words.index("본인 확인 전에는") < card.words.index("*4. ")
    assert "02-0000-0112" not in card.words
    return str(codes.pop())


async def claims(person: Person, number: int) -> str:
    """Claim a call; return the code on the card."""
    card = await person.types(f"/claim {number}")
    assert card is not None
    return code_on(card)


def another(code: str) -> str:
    """A code that is not live."""
    return f"{(int(code.replace(' ', '')) + 1) % 1_000_000:06}"


async def test_the_switchboard_confirms_a_code_or_number_and_learns_nothing_of_the_petitioner(
    station: SampleStation,
) -> None:
    kim, seo = await open_monday(station), station.person("U0SEO")
    code = await claims(kim, 1)

    asked = (code, code.replace(" ", "-"), code.replace(" ", ""), "010-0000-1001", "０１０ ００００ １００１")
    answers = [await direct_answer_to(seo, station, f"/lookup {words}") for words in asked]
    told = await kim.waits_to_see("대표번호로 확인 전화를 하셨습니다", where="direct")
    unreadable = await direct_answer_to(seo, station, "/lookup 4821")
    others = [
        await direct_answer_to(seo, station, f"/lookup {words}")
        for words in ("010-0000-9999", "010-0000-1002", "남궁민수")
    ]

    for answer in answers:
        assert "우리 직원의 전화가 맞습니다: 경위 김상담, 11/23(월) 09:40" in answer
        assert "<@U0KIM> 님에게 연결" in answer
        assert not [word for word in PETITIONER if word in answer]
    assert "남**수" in told.words
    assert "남궁민수" not in told.words
    assert "여섯 자리" in unreadable
    for answer in others:
        assert all(words in answer for words in (NOT_OURS, "이름과 전화를 받은 때", "1394", "112"))


async def test_a_name_proves_nothing(socket_station: SampleStation) -> None:
    seo = socket_station.person("U0SEO")

    answers = [await direct_answer_to(seo, socket_station, f"/lookup {name}") for name in ("김상담", "경사 최형사")]

    for answer in answers:
        assert "이름의 직원이 있습니다" in answer
        assert "확인번호를 여쭈어" in answer
        assert "맞습니다" not in answer


async def test_who_said_they_would_check_comes_to_the_top_when_they_do(socket_station: SampleStation) -> None:
    kim, seo = await open_monday(socket_station), socket_station.person("U0SEO")
    await kim.types("/claim 2")
    await kim.types("/done 2 확인예정")

    await direct_answer_to(seo, socket_station, "/lookup 010-0000-1002")
    await kim.waits_to_see("확인 전화를 하셨습니다", where="direct")
    await kim.clicks(ActionId.CLAIM, within="확인 전화를", where="direct")

    card = await kim.waits_to_see("010-0000-1002", where="modal")
    assert "2번 청렴콜" in card.words


async def test_five_misses_close_the_door_for_ten_minutes(socket_station: SampleStation) -> None:
    kim, seo, oh = await open_monday(socket_station), socket_station.person("U0SEO"), socket_station.person("U0OH")
    code = await claims(kim, 1)

    for words in (another(code), "010-0000-9999", "아무개", another(code), "아무개"):
        assert NOT_OURS in await direct_answer_to(seo, socket_station, f"/lookup {words}")
    throttled = await direct_answer_to(seo, socket_station, f"/lookup {code}")
    other = await direct_answer_to(oh, socket_station, f"/lookup {code}")
    noted = in_session(socket_station.desk, events, "lookup.refused")
    await socket_station.move_clock(by=timedelta(minutes=11))
    later = await direct_answer_to(seo, socket_station, f"/lookup {code}")

    assert "10분 동안" in throttled
    assert noted == ["staff:U0SEO"]
    assert "맞습니다" in other
    assert "맞습니다" in later


@pytest.mark.long
async def test_an_officers_call_and_a_reply_on_day_21_are_verified_as_whose_they_are(
    socket_station: SampleStation,
) -> None:
    station = socket_station
    kim, choi, seo = await open_monday(station), station.person("U0CHOI"), station.person("U0SEO")
    code = await claims(kim, 1)
    await file_grievance(kim, direct=["yes"])
    await choi.waits_to_see(GRIEVANCE_WORDS, where="direct")

    await station.move_clock(to=seoul(MONDAY + timedelta(days=2), 14))
    await choi.clicks(ActionId.DIRECT_CALL, within=GRIEVANCE_WORDS, where="direct")
    card = await choi.waits_to_see("010-0000-1001", where="ephemeral")
    of_officer = await direct_answer_to(seo, station, f"/lookup {code_on(card)}")
    told = await choi.waits_to_see("확인 전화를 하셨습니다", where="direct")
    await choi.clicks(ActionId.ANSWER, within=GRIEVANCE_WORDS, where="direct")
    await choi.submits({"grievance_answer": "직접 통화하여 설명드렸습니다."})
    await kim.waits_to_see("설명드렸습니다", where="direct")

    await station.move_clock(to=seoul(DAY_21, 10))
    await kim.clicks(ActionId.CONTACT, within="설명드렸습니다", where="direct")
    reply = await kim.waits_to_see("답변이 나와", where="ephemeral")
    on_day_21 = await direct_answer_to(seo, station, f"/lookup {code_on(reply)}")
    await kim.clicks(ActionId.REPLY, within="설명드렸습니다", where="direct")
    replied = {"reply_result": "explained", "reply_method": "phone", "reply_words": "설명드림"}
    done = await kim.submits({**replied, "reply_root_causes": ["explanation_missing"], **TOLD_BY_WORD})
    finished = await direct_answer_to(seo, station, "/lookup 010-0000-1001")
    await station.move_clock(to=seoul(DAY_21 + timedelta(days=15), 9))
    ended = await direct_answer_to(seo, station, f"/lookup {code}")

    assert "수사과 경사 최형사" in card.words
    assert code in card.words
    assert "맞습니다: 경사 최형사, 11/25(수) 14:00" in of_officer
    assert "<@U0CHOI> 님에게 연결해 주십시오 (내선 2201)" in of_officer
    assert not [word for word in PETITIONER if word in of_officer]
    assert GRIEVANCE_WORDS in told.words
    assert not [word for word in ("남궁민수", "남**수", "010-0000-1001") if word in told.words]
    assert "맞습니다: 경위 김상담, 12/14(월) 10:00" in on_day_21
    assert "<@U0KIM> 님에게 연결" in on_day_21
    assert not done.errors
    assert "맞습니다: 경위 김상담, 12/14(월) 10:00" in finished
    assert "청렴 콜 센터로 연결해 주십시오 (내선 1100)" in finished
    assert NOT_OURS in ended


async def test_audit_phones_under_a_code_of_its_own_that_says_nothing_more(socket_station: SampleStation) -> None:
    station = socket_station
    kim, han, seo = await open_monday(station), station.person("U0HAN"), station.person("U0SEO")
    code = await claims(kim, 1)
    await file_grievance(kim, "형사가 사례를 바라는 눈치였습니다.", money="yes")
    await han.waits_to_see("형사가 사례를", where="direct")
    await station.move_clock(to=seoul(DAY_21, 10))

    await han.clicks(ActionId.ANSWER, within="형사가 사례를", where="direct")
    await han.submits({"grievance_answer": "사실을 확인하고 있습니다."})
    await han.waits_to_see("사실을 확인하고", where="direct")
    await han.clicks(ActionId.CONTACT, within="형사가 사례를", where="direct")
    own = code_on(await han.waits_to_see("010-0000-1001", where="ephemeral"))
    by_own_code, by_code, by_number = [
        await direct_answer_to(seo, station, f"/lookup {words}") for words in (own, code, "010-0000-1001")
    ]
    await han.waits_to_see("확인 전화를 하셨습니다", where="direct")

    assert own != code
    assert "우리 경찰서 청렴 콜 센터의 전화가 맞습니다" in by_own_code
    assert "청렴 콜 센터로 연결" in by_own_code
    assert not [word for word in (*PETITIONER, "한감사", "경감", "11/", "12/") if word in by_own_code]
    assert NOT_OURS in by_code
    assert NOT_OURS in by_number
    assert not [each for each in (await kim.sees()).direct if "확인 전화를" in each.words]


async def test_a_finished_call_is_still_ours_and_goes_to_the_centre(socket_station: SampleStation) -> None:
    kim, seo = await open_monday(socket_station), socket_station.person("U0SEO")
    code = await claims(kim, 1)
    await record_result(kim, 1, overall="5", money="no", outcome="satisfied")

    answer = await direct_answer_to(seo, socket_station, f"/lookup {code}")
    await seo.opens_home()
    await seo.waits_to_see("전화가 맞는지 묻는 분", where="home")
    await seo.clicks(ActionId.LOOK_UP, where="home")
    by_button = await seo.submits({"lookup_words": code})

    assert by_button.view is not None
    assert "맞습니다: 경위 김상담" in by_button.view.words
    assert "맞습니다: 경위 김상담" in answer
    assert "청렴 콜 센터로 연결해 주십시오 (내선 1100)." in answer


async def test_an_officer_may_not_look_up(socket_station: SampleStation) -> None:
    choi = socket_station.person("U0JUNG")

    assert "역할이 아닙니다" in await direct_answer_to(choi, socket_station, "/lookup 010-0000-1001")


@pytest.mark.parametrize("command", ["/lookup", "/lookup help"])
async def test_lookup_explains_itself(socket_station: SampleStation, command: str) -> None:
    answer = await direct_answer_to(socket_station.person("U0SEO"), socket_station, command)

    assert re.search(r"/lookup \d{3} \d{3}", answer)


def events(session: Session, event: str) -> list[str]:
    """Return of whom an event of the trail is."""
    return list(session.execute(select(col(Trail.subject)).where(col(Trail.event) == event)).scalars())
