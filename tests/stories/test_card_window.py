"""The claimant's card opens before whoever clicks on the board, and what follows takes its place."""

from bot.demo.station import SampleStation
from bot.domain.calls.dispositions import Disposition
from bot.registry import ActionId
from bot.sandbox import Person
from tests.steps.rows import attempts, reveals
from tests.steps.slack import GRIEVANCE_WORDS, open_monday

PHONE, NEXT_PHONE = "010-0000-1001", "010-0000-1002"
NO_ANSWER = f"{ActionId.QUICK_RESULT}.{Disposition.NO_ANSWER}"


def pages(station: SampleStation, person: Person) -> list[str]:
    """What the pages of somebody's modal say, from the first."""
    return [str(each.view["blocks"]) for each in station.sandbox.workspace.stacks.get(person.user, [])]


async def test_the_card_opens_in_a_window_and_every_answer_takes_its_place(station: SampleStation) -> None:
    kim = await open_monday(station)

    await kim.clicks(ActionId.CLAIM, value="1", where="channel")
    await kim.waits_to_see(PHONE, where="modal")
    assert not any(PHONE in each.words for each in (await kim.sees()).ephemeral)
    assert len(reveals(station.desk)) == 1

    await kim.clicks(ActionId.RECORD, value="1", where="modal")
    form = await kim.waits_to_see("종결 결과", where="modal")
    assert PHONE not in str(form.json["private_metadata"])
    await kim.closes_modal()
    await kim.waits_to_see(PHONE, where="modal")

    await kim.clicks(NO_ANSWER, where="modal")
    await kim.waits_to_see("다음 통화는", where="modal")
    await kim.clicks(ActionId.CLAIM_NEXT, where="modal")
    await kim.waits_to_see(NEXT_PHONE, where="modal")
    assert len(pages(station, kim)) == 1

    await kim.clicks(ActionId.RELEASE, where="modal")
    await kim.waits_to_see("2번을 내려놓았습니다", where="modal")
    await kim.closes_modal()
    assert (await kim.sees()).modal is None
    assert (attempts(station.desk), len(reveals(station.desk))) == (1, 2)


async def test_a_form_lies_over_the_card_whose_place_its_answer_takes(socket_station: SampleStation) -> None:
    station = socket_station
    kim = await open_monday(station)
    await kim.clicks(ActionId.CLAIM_NEXT, where="channel")
    await kim.waits_to_see(PHONE, where="modal")

    for number, phone in ((1, NEXT_PHONE), (2, "010-0000-1003")):
        await kim.clicks(ActionId.RECORD, value=str(number), where="modal")
        await kim.waits_to_see("종결 결과", where="modal")
        filed = {"money": "no", "outcome": "grievance_filed", "words": GRIEVANCE_WORDS}
        filing = await kim.submits(filed)
        assert not filing.errors
        await kim.fills({"filing_kind": "inquiry"})
        await kim.fills({"filing_category": "other"})
        await kim.waits_to_see("경사 최형사", where="modal")
        done = await kim.submits()
        assert done.view is not None
        assert done.view.offers(ActionId.CLAIM_NEXT)
        await kim.waits_until(lambda _: not any(PHONE in each for each in pages(station, kim)), what="no card")
        await kim.clicks(ActionId.CLAIM_NEXT, where="modal")
        await kim.waits_to_see(phone, where="modal")
        assert len(pages(station, kim)) <= 2

    await kim.clicks(ActionId.RECORD, value="3", where="modal")
    await kim.waits_to_see("종결 결과", where="modal")
    await kim.closes_modal()
    await kim.waits_to_see("010-0000-1003", where="modal")
    await kim.clicks(NO_ANSWER, where="modal")
    await kim.waits_to_see("다음 통화는", where="modal")
    await kim.clicks(ActionId.UNDO, value="3", where="modal")
    await kim.waits_to_see("더 입력할 것이 없습니다", where="modal")
    await kim.closes_modal()
    await kim.waits_to_see("010-0000-1003", where="modal")
    await kim.closes_modal()
    assert (await kim.sees()).modal is None


async def test_a_refusal_opens_there_too_and_lies_over_a_card(socket_station: SampleStation) -> None:
    kim, lee = await open_monday(socket_station), socket_station.person("U0LEE")
    await lee.types("/claim 1")

    await kim.clicks(ActionId.CLAIM, value="2", where="channel")
    await kim.waits_to_see(NEXT_PHONE, where="modal")
    await kim.types("/done 2 부재")
    await kim.clicks(NO_ANSWER, where="modal")
    await kim.waits_to_see("맡은 사람이 없습니다", where="modal")
    await kim.closes_modal()

    assert await kim.waits_to_see(NEXT_PHONE, where="modal")


async def test_where_no_window_opens_the_card_is_a_message_and_is_shown_once(socket_station: SampleStation) -> None:
    kim = await open_monday(socket_station)
    await socket_station.sandbox.fault({"method": "trigger", "fault": "slow", "seconds": 3.1, "times": 1})

    await kim.clicks(ActionId.CLAIM, value="1", where="channel")
    await kim.waits_to_see(PHONE, where="ephemeral")

    assert (await kim.sees()).modal is None
    assert len(reveals(socket_station.desk)) == 1
    await kim.clicks(ActionId.RELEASE, within=PHONE)
    await kim.waits_to_see("내려놓았습니다", where="ephemeral")
    assert await kim.types("/claim 2")
    assert await kim.waits_to_see(NEXT_PHONE, where="ephemeral")
