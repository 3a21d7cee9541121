"""What bad input gets: a kind line with what would work; never silence, never a traceback."""

import asyncio
import contextlib
from collections.abc import Mapping, Sequence

import aiohttp
import pytest

from bot.demo.guide import CHANNEL
from bot.demo.station import SampleStation
from bot.registry import ActionId
from bot.sandbox import AppDidNotRespond, Member
from bot.sandbox.appline import NoAnswer
from tests.steps.builders import KIM, MONDAY, seoul
from tests.steps.slack import answer_to, open_monday


async def test_words_that_do_not_fit_get_a_line_with_what_works(socket_station: SampleStation) -> None:
    kim = await open_monday(socket_station)
    expected = {
        "/claim 99": "99번 청렴콜은 없습니다",
        "/claim abc": "번호로 읽을 수 없습니다",
        "/claim 1 2": "번호로 읽을 수 없습니다",
        "/done 2": "2번은 맡은 사람이 없습니다",
        "/done": "맡고 있는 청렴콜이 없습니다",
        "/done 1 메롱": "1번은 맡은 사람이 없습니다",
        "/release": "맡고 있는 청렴콜이 없습니다",
        "/release 1": "1번은 맡은 사람이 없습니다",
        "/cleancall 춤": "알 수 없는 명령",
        "/cleancall": "청렴콜 도움말",
        "/claim help": "/claim",
        "/done 도움말": "/done",
        "/cleancall import": "끌어다 놓으면",
        "/claim 999999999999": "번호로 읽을 수 없습니다",
    }

    answers = {typed: await answer_to(kim, typed) for typed in expected}

    assert not {typed: answer for typed, answer in answers.items() if expected[typed] not in answer}


@pytest.mark.parametrize("typed", ["/claim １", "/claim 1번"])
async def test_a_number_is_read_as_people_write_it(socket_station: SampleStation, typed: str) -> None:
    kim = await open_monday(socket_station)

    assert "1번 청렴콜" in await answer_to(kim, typed)


async def test_dispositions_are_understood_as_people_write_them(socket_station: SampleStation) -> None:
    kim = await open_monday(socket_station)
    nfd = "부재"

    for words in (nfd, "부재·무응답", "no answer", "NO_ANSWER"):
        await kim.types("/claim")
        assert "결과를 기록했습니다(부재·무응답)" in await answer_to(kim, f"/done {words}") or words != nfd
        await socket_station.move_clock(to=seoul(MONDAY, 9, 41))


async def test_a_form_that_breaks_a_rule_says_so_at_the_field_and_keeps_what_was_typed(station: SampleStation) -> None:
    kim = await open_monday(station)
    await kim.types("/claim 1")
    await kim.types("/done 1 성공")

    await kim.fills({"kindness": "1", "money": "no", "words": "오래 기다렸다", "outcome": "satisfied"})
    await kim.waits_to_see("2점 이하의 점수가 있습니다", where="modal")
    low = await kim.submits()
    modal = (await kim.sees()).modal
    values = modal.json["state"]["values"] if modal else {}
    money = await kim.submits({"money": "yes", "outcome": "inquiry_answered"})
    fine = await kim.submits({"outcome": "grievance_filed"})

    assert "2점 이하" in low.errors["outcome"]
    assert "민원인이 후속 조치를 원하지 않음" in (modal.words if modal else "")
    assert values["words"]["input"]["value"] == "오래 기다렸다"
    assert "고충 접수" in money.errors["outcome"]
    assert fine.view is not None
    assert "감사 경로로 보호됩니다" in fine.view.words


async def test_a_form_submitted_after_the_call_was_taken_back_can_be_saved_after_claiming_again(
    station: SampleStation,
) -> None:
    kim = await open_monday(station)
    await kim.types("/claim 1")
    await kim.types("/done 1 성공")
    await kim.fills({"words": "오래 기다렸다"})
    await station.move_clock(to=seoul(MONDAY, 18, 0))

    refused = await kim.submits({"money": "no", "outcome": "satisfied"})
    await kim.types("/claim 1")
    saved = await kim.submits()

    assert "1번은 맡은 사람이 없습니다" in refused.errors["disposition"]
    assert saved.view is not None
    assert "종결했습니다" in saved.view.words


async def test_a_double_submit_closes_once(socket_station: SampleStation) -> None:
    kim = await open_monday(socket_station)
    await kim.types("/claim 1")

    await kim.types("/done 1 부재")

    assert "맡은 사람이 없습니다" in await answer_to(kim, "/done 1 부재")


async def test_an_old_button_gets_a_polite_answer(station: SampleStation) -> None:
    kim = await open_monday(station)
    line = station.sandbox.slack.line
    board = (await kim.sees()).channel[-1]
    old = {"type": "button", "action_id": "call.vanish", "text": {"type": "plain_text", "text": "예전"}, "value": "1"}
    message = station.sandbox.workspace.channels[CHANNEL].messages[
        board.ts if hasattr(board, "ts") else board.json["ts"]
    ]
    message.blocks.append({"type": "actions", "block_id": "old", "elements": [old]})

    await kim.clicks("call.vanish")

    await kim.waits_to_see("예전 버튼", where="ephemeral")
    assert line.is_connected


async def test_a_button_with_a_broken_value_gets_a_polite_answer(station: SampleStation) -> None:
    kim = await open_monday(station)
    board = (await kim.sees()).channel[-1]
    message = station.sandbox.workspace.channels[CHANNEL].messages[board.json["ts"]]
    element = {"type": "button", "action_id": ActionId.CLAIM, "text": {"type": "plain_text", "text": "x"}}
    message.blocks.append({"type": "actions", "block_id": "old", "elements": [{**element, "value": "'; DROP TABLE"}]})

    await kim.clicks(ActionId.CLAIM, value="'; DROP TABLE")

    await kim.waits_to_see("예전 버튼", where="modal")


async def test_words_written_to_the_app_are_said_to_reach_nobody(station: SampleStation) -> None:
    kim, direct = station.person(KIM), station.sandbox.workspace.direct(KIM).id

    await kim.says("민원인께 곧 전화드리겠습니다.", channel=direct)

    answer = await kim.waits_to_see("아무에게도 전달되지 않습니다", where="direct")
    assert "/cleancall help" in answer.words
    assert len((await kim.sees()).direct) == 2


OUTSIDERS = {
    "guest": Member(id="U9GUEST", name="guest", real_name="손님", is_restricted=True),
    "single": Member(id="U9SINGLE", name="single", real_name="한 채널 손님", is_ultra_restricted=True),
    "other team": Member(id="U9OTHER", name="other", real_name="다른 기관", team_id="T9OTHER"),
}


@pytest.mark.parametrize("member", OUTSIDERS.values(), ids=OUTSIDERS.keys())
async def test_outsiders_are_refused_politely_and_see_no_number(station: SampleStation, member: Member) -> None:
    await open_monday(station)
    station.sandbox.workspace.add_member(member)
    station.sandbox.workspace.channels[CHANNEL].members.add(member.id)
    outsider = station.person(member.id)

    await outsider.clicks(ActionId.CLAIM, value="1")

    answer = await outsider.waits_to_see("정식 구성원만", where="ephemeral")
    assert "010-" not in answer.words


async def test_somebody_outside_the_directory_is_told_whom_to_ask(station: SampleStation) -> None:
    await open_monday(station)
    station.sandbox.workspace.add_member(Member(id="U9NEW", name="new", real_name="신임"))
    station.sandbox.workspace.channels[CHANNEL].members.add("U9NEW")

    assert "관리자에게 등록을 요청" in await answer_to(station.person("U9NEW"), "/claim")


async def test_a_command_slack_does_not_know_never_reaches_us(socket_station: SampleStation) -> None:
    with pytest.raises(AppDidNotRespond, match="not a valid command"):
        await socket_station.person(KIM).types("/close 1")


BROKEN: Sequence[Mapping[str, object]] = [
    {},
    {"type": "block_actions"},
    {"type": "block_actions", "actions": [], "user": {"id": KIM}},
    {"type": "view_submission", "view": {"callback_id": "result"}, "user": {"id": KIM}},
    {"type": "view_submission", "view": {"callback_id": "result", "private_metadata": "{"}, "user": {"id": KIM}},
    {"type": "view_submission", "view": {"callback_id": "gone"}, "user": {"id": KIM}},
    {"type": "unheard_of", "user": {"id": KIM}},
]


async def test_broken_payloads_leave_the_bot_at_work(socket_station: SampleStation) -> None:
    kim = await open_monday(socket_station)
    line = socket_station.sandbox.slack.line

    async def brings(payload: Mapping[str, object]) -> None:
        with contextlib.suppress(NoAnswer):  # Slack would show its own error; what matters is the next person
            await line.ask("interactive", {**payload, "team": {"id": "T0HANBIT"}})

    under_way = [asyncio.create_task(brings(payload)) for payload in BROKEN]
    meanwhile = await answer_to(kim, "/claim 1")
    await asyncio.gather(*under_way)

    assert "1번 청렴콜" in meanwhile
    assert "2번 청렴콜" in await answer_to(kim, "/claim 2")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Slack-Request-Timestamp": "now", "X-Slack-Signature": "v0=0"},
        {"X-Slack-Request-Timestamp": "1", "X-Slack-Signature": "v0=0"},
        {"X-Slack-Request-Timestamp": "99999999999", "X-Slack-Signature": "v0=0"},
    ],
)
async def test_requests_that_slack_did_not_sign_are_turned_away(
    station: SampleStation, headers: dict[str, str]
) -> None:
    bot = station.bot
    assert bot is not None
    if station.settings.slack_mode == "socket":
        return

    async with aiohttp.ClientSession() as session:
        url = f"http://127.0.0.1:{bot.http_port}/slack/events"
        async with session.post(url, data="command=%2Fclaim", headers=headers) as answer:
            assert answer.status == 401


async def test_health_is_answered(station: SampleStation) -> None:
    bot = station.bot
    assert bot is not None

    async with aiohttp.ClientSession() as session:
        async with session.get(f"http://127.0.0.1:{bot.health_port}/healthz") as alive:
            assert alive.status == 200
        async with session.get(f"http://127.0.0.1:{bot.health_port}/readyz") as ready:
            assert (await ready.json())["database"] is True
