"""A slip is taken back: by a click on the answer, until somebody else was told."""

from dataclasses import replace
from datetime import timedelta

from bot.demo.station import SampleStation
from bot.domain.calls.dispositions import Disposition
from bot.registry import ActionId
from tests.steps.builders import JUNG
from tests.steps.rows import attempts
from tests.steps.slack import PRAISE_WORDS, open_monday

PHONE = "010-0000-1001"
NO_ANSWER = f"{ActionId.QUICK_RESULT}.{Disposition.NO_ANSWER}"


async def test_a_slip_is_taken_back_and_praise_until_the_officer_reads_it(socket_station: SampleStation) -> None:
    station = socket_station
    station.desk.station = replace(station.desk.station, undo_hold=timedelta(minutes=2))
    kim, officer = await open_monday(station, officer="경위 정교통"), station.person(JUNG)
    await kim.types("/claim 1")
    await kim.waits_to_see(PHONE, where="ephemeral")

    await kim.clicks(NO_ANSWER, within=PHONE)
    said = await kim.waits_to_see("되돌리기 (10분 안)", where="ephemeral")
    await kim.clicks(ActionId.UNDO, value="1")
    form = await kim.waits_to_see("부재·무응답", where="modal")
    await kim.waits_to_see(PHONE, where="ephemeral")

    assert "부재·무응답" in said.words
    assert form
    assert attempts(station.desk) == 0

    praised = {"disposition": "answered", "money": "no", "outcome": "satisfied", "more": "praise"}
    done = await kim.submits({**praised, "praise_words": PRAISE_WORDS})
    assert not done.errors
    await kim.waits_to_see("되돌리기 (2분 안)", where="ephemeral")
    await station.move_clock(by=timedelta(seconds=90))
    await kim.clicks(ActionId.UNDO, value="1")
    await kim.waits_to_see("칭찬 말씀", where="modal")
    await kim.submits({})
    await kim.waits_to_see("되돌리기 (2분 안)", where="ephemeral")
    assert not any(PRAISE_WORDS in each.words for each in (await officer.sees()).direct)

    await station.move_clock(by=timedelta(seconds=121))
    await officer.waits_to_see(PRAISE_WORDS, where="direct")
    await kim.clicks(ActionId.UNDO, value="1")
    await kim.waits_to_see("이미 다른 분에게 전달되어", where="ephemeral")

    assert sum(PRAISE_WORDS in each.words for each in (await officer.sees()).direct) == 1
