"""Letters: asked for with one click, brought as a file to one person alone, taken out again when the data are gone."""

import io
from datetime import timedelta

import pytest
from pypdf import PdfReader

from bot.demo.station import SampleDatabase, SampleStation
from bot.registry import ActionId
from bot.sandbox import Person
from bot.sandbox.person import Seen
from bot.services.keeping import purging
from tests.steps.builders import MONDAY, seoul
from tests.steps.rows import doors, purposes
from tests.steps.slack import (
    ANSWER,
    GRIEVANCE_WORDS,
    TOLD_BY_WORD,
    file_grievance,
    open_monday,
    station_at_work,
    with_files,
)

REPLY_LETTER = f"{ActionId.LETTER}.reply"


def pages_of(station: SampleStation, seen: Seen) -> str:
    """Return the words of the last file that somebody got."""
    file = with_files(seen)[-1].json["files"][0]["id"]
    data = station.sandbox.workspace.file_bytes[file]
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(data)).pages)


async def tells_how_it_stands(station: SampleStation, kim: Person) -> None:
    """Let the operator tell how it stands because the petitioner asks, and have the letter."""
    await kim.clicks(ActionId.PROGRESS, where="direct")
    await kim.submits({"telling_words": "참고인을 조사하고 있음", "telling_method": "portal", "telling_asked": ["yes"]})
    await kim.clicks(f"{ActionId.LETTER}.progress", where="modal")
    seen = await kim.waits_until(lambda seen: len(with_files(seen)) == 1, what="the letter of how it stands")
    await kim.closes_modal()
    page = pages_of(station, seen)
    assert "남궁민수 귀하" in page
    assert "참고인을 조사하고 있음" in page


@pytest.mark.long
async def test_a_letter_comes_to_who_replies_alone_and_goes_with_the_data(either: SampleDatabase) -> None:
    async with station_at_work(either, "socket") as station:
        kim, choi = await open_monday(station), station.person("U0CHOI")
        await file_grievance(kim)
        await kim.closes_modal()
        await choi.waits_to_see(GRIEVANCE_WORDS, where="direct")
        await kim.waits_to_see("전달했습니다", where="direct")
        await tells_how_it_stands(station, kim)
        await choi.clicks(ActionId.ANSWER, where="direct")
        await choi.submits({"grievance_answer": ANSWER})
        await kim.waits_to_see(ANSWER, where="direct")
        await kim.clicks(REPLY_LETTER, where="direct")
        seen = await kim.waits_until(lambda seen: len(with_files(seen)) == 2, what="the reply")
        page = pages_of(station, seen)
        await kim.clicks(ActionId.REPLY, where="direct")
        paper = {**TOLD_BY_WORD, "reply_method": "paper", "reply_consent": []}
        causes = {"reply_result": "explained", "reply_root_causes": ["explanation_missing"]}
        assert not (await kim.submits({**causes, **paper})).errors
        await station.move_clock(to=seoul(MONDAY + timedelta(days=91), 12))
        station.desk.do_now(purging.purge)
        await kim.waits_until(lambda seen: not with_files(seen), what="the files gone")

        for words in ("남궁민수 귀하", GRIEVANCE_WORDS, ANSWER, "수사과 경사 최형사", "구제절차"):
            assert words in page
        assert purposes(station.desk) == ["call.claimed", "grievance.letter", "grievance.letter"]
        assert {door for door, _ in doors(station.desk)} == {"command", "click"}
        for user in ("U0CHOI", "U0OH", "U0HAN", "U0LEE"):
            assert not with_files(await station.person(user).sees())
        ours = [file for file in station.sandbox.workspace.files.values() if file["user"] == "U0BOT"]
        assert not [file for file in ours if "reply" in file["name"] or "progress" in file["name"]]
