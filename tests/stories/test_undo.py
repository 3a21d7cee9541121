"""A slip is taken back: by a click on the answer, until somebody else was told."""

from dataclasses import replace
from datetime import timedelta

from bot.demo.station import SampleStation
from bot.domain.calls.dispositions import Disposition
from bot.registry import ActionId
from tests.steps.builders import JUNG
from tests.steps.rows import attempts
from tests.steps.slack import GRIEVANCE_WORDS, PRAISE_WORDS, answer_to, file_grievance, open_monday

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


async def test_what_was_filed_is_named_and_both_pages_open_again_as_they_were(socket_station: SampleStation) -> None:
    station = socket_station
    station.desk.station = replace(station.desk.station, undo_hold=timedelta(minutes=2))
    kim = await open_monday(station, officer="경위 정교통")
    nothing = await answer_to(kim, "/cleancall undo")
    wish = "빨리 알려 주셨으면 합니다"
    await file_grievance(kim, kind="complaint_handling", category="delay", wish=wish, direct="yes")
    await kim.closes_modal()

    named = await answer_to(kim, "/cleancall 되돌리기")
    await kim.clicks(ActionId.UNDO, value="1", within="되돌릴 수 있습니다")
    form = await kim.waits_to_see("민원인 말씀", where="modal")
    assert GRIEVANCE_WORDS in str(form.json)
    filing = await kim.submits()

    assert "10분 안에 입력한 결과가 없습니다" in nothing
    assert "1번" in named
    assert "‘통화 성공’ 결과·고충 접수" in named
    assert filing.view is not None
    entered = filing.view.json["state"]["values"]
    assert entered["filing_kind"]["filing.change"]["selected_option"]["value"] == "complaint_handling"
    assert entered["filing_category"]["filing.change"]["selected_option"]["value"] == "delay"
    assert entered["filing_direct"]["input"]["selected_options"]
    assert entered["filing_wish"]["input"]["value"] == wish
    done = await kim.submits()
    assert not done.errors

    await kim.types("/cleancall undo 1")
    await kim.waits_to_see("민원인 말씀", where="modal")
    assert attempts(station.desk) == 0
