"""What nobody may do with a grievance, however they ask."""

from bot.demo.station import SampleStation
from bot.registry import ActionId
from bot.sandbox.workspace import Message
from tests.steps.builders import PARK
from tests.steps.rows import purposes
from tests.steps.slack import ANSWER, GRIEVANCE_WORDS, TOLD_BY_WORD, file_grievance, open_monday

EVERY_BUTTON = (
    ActionId.ACKNOWLEDGE,
    ActionId.ANSWER,
    ActionId.DECLINE,
    ActionId.DIRECT_CALL,
    ActionId.REPLY,
    ActionId.CONTACT,
)


async def test_without_consent_there_is_no_direct_call(socket_station: SampleStation) -> None:
    kim, choi = await open_monday(socket_station), socket_station.person("U0CHOI")
    await file_grievance(kim)
    arrived = await choi.waits_to_see(GRIEVANCE_WORDS, where="direct")

    assert not arrived.offers(ActionId.DIRECT_CALL)
    assert purposes(socket_station.desk) == ["call.claimed"]


async def test_an_accused_officer_cannot_act_on_a_grievance_by_guessing_its_number(
    socket_station: SampleStation,
) -> None:
    kim = await open_monday(socket_station)
    await file_grievance(kim, "형사가 사례를 바라는 눈치였습니다.", money="yes")
    choi, bot = socket_station.person("U0CHOI"), socket_station.sandbox.workspace.bot_user_id
    await _plant_button(socket_station, "U0CHOI", bot)

    for action in (
        ActionId.ACKNOWLEDGE,
        ActionId.ANSWER,
        ActionId.DECLINE,
        ActionId.REPLY,
        ActionId.CONTACT,
        ActionId.DIRECT_CALL,
    ):
        await choi.clicks(action, where="direct")

    seen = await choi.waits_until(lambda view: len(view.ephemeral) == 6, what="six refusals")
    refusals = ("지금 맡고 있는 건이 아닙니다", "역할이 아닙니다")
    assert all(any(words in shown.words for words in refusals) for shown in seen.ephemeral)
    assert seen.modal is None


async def _plant_button(station: SampleStation, user: str, bot: str) -> None:
    """Give somebody all the buttons of grievance 1, as if they had kept an old message."""
    workspace = station.sandbox.workspace
    text = {"type": "plain_text", "text": "누르기"}
    elements = [{"type": "button", "action_id": action, "value": "1", "text": text} for action in EVERY_BUTTON]
    message = Message(ts=workspace.next_ts(), channel="", user=bot, text="x")
    channel = workspace.direct(user)
    message.channel = channel.id
    message.blocks = [{"type": "actions", "block_id": "planted", "elements": elements}]
    workspace.post(channel, message)


async def test_a_grievance_can_be_looked_up_by_those_whose_it_is_and_nobody_else(
    socket_station: SampleStation,
) -> None:
    socket_station.sandbox.workspace.channels["C0CALLS"].members |= {"U0CHOI", "U0YOON"}
    kim, choi = await open_monday(socket_station), socket_station.person("U0CHOI")
    await file_grievance(kim)
    await choi.waits_to_see(GRIEVANCE_WORDS, where="direct")

    answers = [await person.types("/cleancall grievance 1") for person in (choi, kim, socket_station.person("U0YOON"))]
    unknown = await kim.types("/cleancall grievance 99")

    words = [answer.words if answer else "" for answer in (*answers, unknown)]
    assert GRIEVANCE_WORDS in words[0]
    assert "<@U0CHOI> 님에게 전달했습니다" in words[1]
    assert "지금 맡고 있는 건이 아닙니다" in words[2]
    assert "지금 맡고 있는 건이 아닙니다" in words[3]


async def test_a_rejection_needs_its_remedy_and_every_reply_a_root_cause(socket_station: SampleStation) -> None:
    kim, choi = await open_monday(socket_station), socket_station.person("U0CHOI")
    await file_grievance(kim)
    await choi.waits_to_see(GRIEVANCE_WORDS, where="direct")
    await choi.clicks(ActionId.ANSWER)
    await choi.submits({"grievance_answer": ANSWER})
    await kim.waits_to_see(ANSWER, where="direct")
    await kim.clicks(ActionId.REPLY, where="direct")

    told = {"reply_result": "rejected", "reply_method": "phone", "reply_words": "수용할 수 없음"}
    refused = await kim.submits({**told, "reply_root_causes": ["unfounded"], **TOLD_BY_WORD})
    fine = await kim.submits({"reply_remedy": "이의신청 기한과 방법을 안내함"})

    assert "구제절차" in refused.errors["reply_remedy"]
    assert fine.view is not None


async def test_an_operator_cannot_reply_to_anothers_grievance(socket_station: SampleStation) -> None:
    kim = await open_monday(socket_station)
    await file_grievance(kim)
    park = socket_station.person(PARK)
    await _plant_button(socket_station, PARK, socket_station.sandbox.workspace.bot_user_id)

    await park.clicks(ActionId.CONTACT, where="direct")

    answer = await park.waits_to_see("지금 맡고 있는 건이 아닙니다", where="ephemeral")
    assert "010-" not in answer.words
