"""What people do in Slack, through the sandbox with the real Bolt app."""

import contextlib
from collections.abc import AsyncIterator

import pytest

from bot.delivery.pacing import SPACING
from bot.demo.station import SampleDatabase, SampleStation, sample_station
from bot.sandbox import Person
from bot.sandbox.person import Seen, Shown, Submission
from bot.texts import LOCALES, load_texts
from tests.steps.builders import KIM, MONDAY, seoul, visitor, write_list
from tests.steps.desks import counting

BOTH_WAYS = pytest.mark.parametrize("station", ["socket", "http"], indirect=True)
"""Stories that hold for how Slack reaches the bot: each is told over Socket Mode and over HTTP."""
BRISK = {method: seconds / 20 for method, seconds in SPACING.items()}
"""The bot's pace where Slack's limits are off."""
SHORT_LEASE = 2.0
"""Seconds after which what was asked of the sandbox has arrived."""
PRAISE_WORDS = "사위 삼고 싶을 만큼 친절하셨어요."
GRIEVANCE_WORDS = "수사 진행 상황을 알려 주지 않아 답답합니다."
AT_WORK = {load_texts(locale).plain("answer.working") for locale in LOCALES}
ANSWER = "현재 참고인 조사 중이며 12월 초에 결과를 알려 드리겠습니다."

TOLD_BY_WORD = {"reply_consent": ["yes"], "reply_satisfaction": "4"}
"""Of a reply by phone: the petitioner agreed to hear it, and is satisfied."""


@contextlib.asynccontextmanager
async def station_at_work(database: SampleDatabase, mode: str) -> AsyncIterator[SampleStation]:
    """Run the sample station at 08:00 of a Monday with the bot at work."""
    async with sample_station(seoul(MONDAY, 8, 0), mode=mode, database=database) as station:
        station.spacing, station.lease = BRISK, SHORT_LEASE
        await station.start_bot()
        counting(station.desk)
        yield station


async def open_monday(
    station: SampleStation,
    count: int = 3,
    reported: str = "가져오기 결과",
    *,
    officer: str = "경사 최형사",
    board: str = "전체 *{count}*",
) -> Person:
    """Bring a list of so many visitors, of which 김상담 reads a report, and post Monday's board; return 김상담."""
    kim = station.person(KIM)
    rows = [visitor(number, 담당부서="수사과", 담당자=officer) for number in range(1, count + 1)]
    await kim.uploads(write_list(station.folder, rows))
    await kim.waits_to_see(reported, where="direct")
    await station.move_clock(to=seoul(MONDAY, 9, 40))
    await kim.waits_to_see(board.format(count=count), where="channel")
    return kim


async def record_result(person: Person, number: int, **values: str) -> str:
    """Fill in the result form; return what its last page says."""
    await person.types(f"/done {number}")
    submission = await person.submits({"disposition": "answered", "money": "no", **values})
    assert not submission.errors, submission.errors
    return submission.view.words if submission.view else ""


def field_of(form: Submission, name: str) -> str:
    """Return the full name of a field: that of the recipients says whom they are for."""
    blocks = form.view.blocks if form.view else []
    return next((each["block_id"] for each in blocks if each["block_id"].startswith(f"{name}:")), name)


async def file_grievance(
    kim: Person, words: str = GRIEVANCE_WORDS, *, number: int = 1, money: str = "no", **filing: object
) -> str:
    """File a grievance from a call; return what the second page said before it was submitted."""
    await kim.types(f"/claim {number}")
    await kim.types(f"/done {number} 성공")
    for field, choice in {"money": money, "outcome": "grievance_filed"}.items():
        await _fills_slowly(kim, field, choice)
    pushed = await kim.submits({"words": words})
    assert not pushed.errors, pushed.errors
    chosen = {"kind": "inquiry", "category": "other", **filing}
    before = pushed.view.words if pushed.view else ""
    await kim.fills({"filing_kind": chosen.pop("kind")})
    await kim.waits_until(lambda seen: seen.modal is not None and seen.modal.words != before, what="the due date")
    await kim.fills({"filing_category": chosen.pop("category")})
    seen = await kim.waits_until(lambda seen: not _asks_for_kind(seen), what="the lane")
    for name, value in chosen.items():
        await kim.fills({field_of(pushed, f"filing_{name}"): value})
        seen = await kim.sees()
    said = seen.modal.words if seen.modal else ""
    done = await kim.submits()
    assert not done.errors, done.errors
    return said


async def _fills_slowly(kim: Person, field: str, value: str) -> None:
    """Choose something that redraws the form, as a person does who reads what it shows then."""
    seen = await kim.sees()
    before = seen.modal.json["hash"] if seen.modal else ""
    await kim.fills({field: value})
    await kim.waits_until(lambda seen: seen.modal is not None and seen.modal.json["hash"] != before, what=field)


def _asks_for_kind(seen: Seen) -> bool:
    asked = {load_texts(locale).plain("filing.choose_kind") for locale in LOCALES}
    return seen.modal is None or any(words in seen.modal.words for words in asked)


async def ask_for_figures(person: Person, station: SampleStation, words: str = "") -> Shown:
    """Ask for figures in the direct messages with the app, where everybody of the station can."""
    answer = await person.types(f"/stats {words}", channel=station.sandbox.workspace.direct(person.user).id)
    assert answer is not None
    return await when_done(person, answer)


async def when_done(person: Person, answer: Shown) -> Shown:
    """Return the answer; where the machine was busy, the one after the word that it is under way."""
    if answer.text not in AT_WORK:
        return answer
    seen = await person.waits_until(lambda seen: bool(seen.ephemeral) and seen.ephemeral[-1].text not in AT_WORK)
    return seen.ephemeral[-1]


def line_of(shown: Shown, name: str) -> str:
    """Return the line of an answer that begins with a figure's name."""
    return next(line for line in shown.words.splitlines() if line.startswith(name))


async def answer_to(person: Person, words: str) -> str:
    """Type a command; return what it is answered with."""
    answer = await person.types(words)
    return "" if answer is None else answer.words


async def direct_answer_to(person: Person, station: SampleStation, words: str) -> str:
    """Type a command in the direct messages with the app, where everybody of the station can; return the answer."""
    answer = await person.types(words, channel=station.sandbox.workspace.direct(person.user).id)
    return "" if answer is None else answer.words


def with_files(seen: Seen) -> list[Shown]:
    """Return the direct messages that bring files."""
    return [shown for shown in seen.direct if shown.json.get("files")]
