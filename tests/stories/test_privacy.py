"""A whole busy day, searched for names and numbers: channels, buttons, metadata, logs, database (rule book §7)."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.demo.guide import CHANNEL
from bot.demo.station import SampleStation, visitor_list
from bot.registry import ActionId
from bot.sandbox import Person
from tests.steps.builders import KIM, LEE, MONDAY, TUESDAY, seoul
from tests.steps.slack import TOLD_BY_WORD

NAMES = (
    "홍길순",
    "남궁민수",
    "JOHN SMITH",
    "김길동",
    "김 길동",
    "王小明",
    "임꺽정",
    "심청",
    "성춘향",
    "이몽룡",
    "변학도",
    "강하늘",
    "강대표",
)
NUMBERS = tuple(f"010{sep}0000{sep}10{n:02}" for n in range(1, 14) for sep in ("-", "", ".", " "))
SAID = (
    "두 번째 방문",
    "오래 기다렸다",
    "사위 삼고 싶을 만큼",
    "체류 기간을 물었다",
    "서면으로 받고 싶다",
    "출입국에 문의하시면",
    "안내해 드림",
    "접수증을 받지 못하셨다",
    "번호를 바꾸셨다",
)


NOBODY_KNOWS = {
    "filing_officer": ["직원 명부에 없는 사람"],
    "filing_kind": "complaint_handling",
    "filing_category": "delay",
}
"""The list names no officer of these visits."""


async def play_a_busy_day(station: SampleStation) -> None:
    """Everything that carries personal data, done once."""
    kim, lee = station.person(KIM), station.person(LEE)
    await kim.opens_home()
    await kim.uploads(visitor_list(station.folder))
    await kim.waits_to_see("가져오기 결과", where="direct")
    await station.move_clock(to=seoul(MONDAY, 9, 40))
    await kim.waits_to_see("전체 *7*", where="channel")
    await kim.clicks(ActionId.CLAIM, value="1")
    await lee.types("/claim 2")
    await lee.types("/claim 1")
    await lee.types("/done 2 보이스피싱")
    await lee.opens_home()
    await lee.waits_to_see("사전 안내 문자 보내기", where="home")
    await lee.clicks(ActionId.TASK_NUMBER, where="home")
    await lee.clicks(ActionId.TASK_SENT, where="modal")
    await lee.closes_modal()
    await kim.waits_to_see("010-0000-1001", where="modal")
    await kim.closes_modal()
    await _record(
        kim,
        1,
        words=SAID[1],
        more="praise",
        praise_words=f"{SAID[2]} 친절",
        praised_officer="정교통",
        outcome="satisfied",
    )
    await kim.types("/claim 3")
    await kim.types("/done 3 재통화")
    await kim.submits({"callback_at": int(seoul(MONDAY, 14, 0).timestamp())})
    await station.move_clock(to=seoul(MONDAY, 14, 0))
    await kim.waits_to_see("약속한 재통화", where="direct")
    await kim.types("/claim 3")
    await _record(kim, 3, money="yes", outcome="grievance_filed", words=SAID[1])
    assert not (await kim.submits(NOBODY_KNOWS)).errors
    await kim.closes_modal()
    await _relay(station, kim)
    await kim.types("/claim 4")
    await kim.types("/done 4 폭언")
    await kim.submits({"warned": "yes"})
    await _takes_in(lee)
    await station.move_clock(to=seoul(MONDAY, 18, 0))
    await station.move_clock(to=seoul(TUESDAY, 8, 30))
    await kim.waits_to_see("11월 24일(화)", where="channel")


async def _takes_in(lee: Person) -> None:
    """Somebody who is on no list, their other number, and who speaks for them."""
    await lee.types("/cleancall add")
    caller = {"caller_name": "강하늘", "caller_phone": "010-0000-1012", "caller_how": "phoned", "caller_about": SAID[7]}
    taken = await lee.submits(caller)
    assert not taken.errors
    await lee.closes_modal()
    await lee.types("/claim 8")
    await lee.clicks(ActionId.NUMBER, within="8번 청렴콜", where="ephemeral")
    number = {"number_phone": "010-0000-1013", "number_whose": "own", "number_change": "replace", "number_why": SAID[8]}
    assert not (await lee.submits(number)).errors
    await lee.closes_modal()
    await lee.clicks(ActionId.FLAGS, within="8번 청렴콜", where="ephemeral")
    assert not (await lee.submits({"flags_which": ["group"], "flags_who": "강대표"})).errors
    await lee.closes_modal()


async def _relay(station: SampleStation, kim: Person) -> None:
    """A grievance from a half-entered form to its reply, and the petitioner's own check of the caller."""
    han, seo = station.person("U0HAN"), station.person("U0SEO")
    await kim.types("/claim 5")
    await kim.types("/done 5 성공")
    await kim.fills({"words": SAID[3], "money": "no", "outcome": "grievance_filed"})
    await kim.closes_modal()
    await seo.types("/lookup 010-0000-1007", channel=station.sandbox.workspace.direct("U0SEO").id)
    await kim.types("/done 5")
    await kim.submits({"words": SAID[3], "outcome": "grievance_filed", "money": "no"})
    assert not (await kim.submits({"filing_wish": SAID[4], **NOBODY_KNOWS})).errors
    await kim.closes_modal()
    await han.waits_to_see(SAID[3], where="direct")
    await han.clicks(ActionId.ANSWER, within=SAID[3], where="direct")
    await han.submits({"grievance_answer": SAID[5]})
    await kim.waits_to_see(SAID[5], where="direct")
    await kim.clicks(ActionId.CONTACT, within=SAID[5], where="direct")
    await kim.clicks(ActionId.REPLY, within=SAID[5], where="direct")
    told = {
        "reply_result": "explained",
        "reply_words": SAID[6],
        "reply_root_causes": ["explanation_missing"],
        **TOLD_BY_WORD,
    }
    assert not (await kim.submits(told)).errors
    await kim.closes_modal()


async def _record(person: Person, number: int, **values: Any) -> None:
    await person.types(f"/done {number}")
    submission = await person.submits({"disposition": "answered", "money": "no", **values})
    assert not submission.errors, submission.errors


def found_in(text: str, *words: str) -> list[str]:
    """Which of these words stand in a text."""
    return [word for word in words if word in text]


def values_in(thing: Any) -> Iterator[str]:
    """Button values, metadata and private_metadata, wherever they are."""
    if isinstance(thing, list):
        for each in thing:
            yield from values_in(each)
    elif isinstance(thing, dict):
        for name, each in thing.items():
            if name in {"value", "metadata", "private_metadata", "block_id", "action_id", "callback_id"}:
                yield json.dumps(each, ensure_ascii=False)
            else:
                yield from values_in(each)


@pytest.mark.long
async def test_a_busy_day_leaks_no_name_number_or_word(
    socket_station: SampleStation, capfd: pytest.CaptureFixture[str]
) -> None:
    await play_a_busy_day(socket_station)

    workspace = socket_station.sandbox.workspace
    posted = [message.as_json() for message in workspace.channels[CHANNEL].messages.values() if not message.files]
    sent = [entry for entry in socket_station.sandbox.log if entry["arguments"].get("channel") == CHANNEL]
    channel = json.dumps([posted, sent], ensure_ascii=False)
    hidden = "\n".join(values_in(socket_station.sandbox.log))
    log = "".join(capfd.readouterr())
    where = Path(socket_station.settings.database_url.removeprefix("sqlite:///")).parent
    at_work = sorted(where.glob("cleancall.db*"))
    database = b"".join(path.read_bytes() for path in at_work)
    await socket_station.stop_bot()
    database += b"".join(path.read_bytes() for path in where.glob("cleancall.db*"))

    assert len(posted) >= 3
    assert "notice.sent" in log
    assert not found_in(channel, *NAMES, *NUMBERS, *SAID)
    assert not found_in(hidden, *NAMES, *NUMBERS)
    assert not found_in(log, *NAMES, *NUMBERS, *SAID)
    assert any(path.name.endswith("-wal") for path in at_work)
    assert not found_in(database.decode("utf-8", "replace"), *NAMES, *NUMBERS, *SAID)


@pytest.mark.long
async def test_the_officer_and_the_audit_office_learn_only_what_is_theirs(socket_station: SampleStation) -> None:
    await play_a_busy_day(socket_station)
    audit, officer = socket_station.person("U0HAN"), socket_station.person("U0JUNG")
    supervisor, head = socket_station.person("U0OH"), socket_station.person("U0YOON")
    await audit.waits_to_see("감사 경로", where="direct")
    await supervisor.waits_to_see("폭언·성희롱으로 종료", where="direct")

    seen = {person.user: await person.sees() for person in (audit, officer, supervisor, head)}

    words = {user: "\n".join(shown.words for shown in view.direct) for user, view in seen.items()}
    assert "사위 삼고" in words["U0JUNG"]
    assert "감사 경로" not in words["U0JUNG"] + words["U0OH"] + words["U0YOON"]
    assert not found_in("".join(words.values()), *NAMES, *NUMBERS)
