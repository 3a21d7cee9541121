"""The sandbox with the real Bolt app: commands, clicks, forms, events, over Socket Mode."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import AppDidNotRespond, Person, Sandbox
from tests.steps.builders import KIM
from tests.steps.workspace import CHANNEL, make_workspace, modal, section

FIELD = {
    "type": "input",
    "block_id": "word",
    "label": {"type": "plain_text", "text": "낱말"},
    "element": {"type": "plain_text_input", "action_id": "input", "max_length": 5},
}


SEVERAL = {
    "type": "input",
    "block_id": "people",
    "label": {"type": "plain_text", "text": "사람"},
    "element": {"type": "multi_external_select", "action_id": "people", "min_query_length": 0},
}
NAMES = ("갑순", "을순")


def offered(typed: str) -> list[Any]:
    """Return the options that contain what was typed; the values are numbers."""
    return [
        {"text": {"type": "plain_text", "text": name}, "value": str(at)}
        for at, name in enumerate(NAMES)
        if typed in name
    ]


def make_app(client: AsyncWebClient) -> AsyncApp:
    """An app that does a little of everything."""
    app = AsyncApp(client=client, request_verification_enabled=False)
    form = modal(callback_id="form", submit={"type": "plain_text", "text": "저장"}, blocks=[FIELD])

    @app.command("/queue")
    async def on_queue(ack: Any, body: Any) -> None:
        element = {"type": "button", "action_id": "go", "value": "1", "text": {"type": "plain_text", "text": "열기"}}
        await ack(text=f"답: {body['text']}", blocks=[section("답"), {"type": "actions", "elements": [element]}])

    @app.command("/claim")
    async def on_claim() -> None:
        """Never acknowledge."""

    @app.command("/done")
    async def on_done(ack: Any) -> None:
        await ack(text="x", blocks=[section("x" * 3001)])

    @app.action("go")
    async def on_go(ack: Any, body: Any) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=form)

    @app.view("form")
    async def on_form(ack: Any, view: Any) -> None:
        word = view["state"]["values"]["word"]["input"]["value"]
        if word == "나쁨":
            await ack(response_action="errors", errors={"word": "다른 낱말을 쓰십시오."})
        elif word == "더":
            await ack(response_action="push", view=form)
        else:
            await ack()

    @app.event("app_home_opened")
    async def on_home(event: Any) -> None:
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [section(event["tab"])]})

    offer_people(app, client)
    return app


def offer_people(app: AsyncApp, client: AsyncWebClient) -> None:
    """Let the app ask for people, whom it offers while somebody types."""

    @app.command("/lookup")
    async def on_lookup(ack: Any, body: Any) -> None:
        await ack()
        view = modal(callback_id="several", submit={"type": "plain_text", "text": "저장"}, blocks=[SEVERAL])
        await client.views_open(trigger_id=body["trigger_id"], view=view)

    @app.options("people")
    async def on_typed(ack: Any, body: Any) -> None:
        await ack(options=offered(body["value"]))

    @app.view("several")
    async def on_several(ack: Any, view: Any) -> None:
        chosen = view["state"]["values"]["people"]["people"]["selected_options"]
        await ack(response_action="errors", errors={"people": ",".join(each["value"] for each in chosen)})


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """A workspace with the app connected."""
    async with Sandbox(make_workspace()) as running, aiohttp.ClientSession() as session:
        client = AsyncWebClient(running.bot_token, base_url=running.api_url, session=session)
        handler = AsyncSocketModeHandler(make_app(client), running.app_token)
        await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped
        yield running
        await handler.close_async()  # type: ignore[no-untyped-call]  # as above


@pytest.fixture
async def kim(sandbox: Sandbox) -> AsyncIterator[Person]:
    """김상담 at a keyboard."""
    async with Person(sandbox.url, KIM, channel=CHANNEL) as person:
        yield person


async def test_an_acknowledged_answer_is_seen_by_the_asker_alone(sandbox: Sandbox, kim: Person) -> None:
    sandbox.workspace.channels[CHANNEL].members.add("U0GONE")

    answer = await kim.types("/queue 오늘")

    assert answer is not None
    assert answer.text == "답: 오늘"
    assert (await kim.sees()).ephemeral
    async with Person(sandbox.url, "U0GONE", channel=CHANNEL) as other:
        assert not (await other.sees()).ephemeral


async def test_an_app_that_does_not_acknowledge_shows_the_person_an_error(kim: Person) -> None:
    with pytest.raises(AppDidNotRespond, match="operation_timeout"):
        await kim.types("/claim")


async def test_an_answer_that_slack_refuses_is_an_error_too(kim: Person) -> None:
    with pytest.raises(AppDidNotRespond, match="invalid_blocks"):
        await kim.types("/done")


async def test_a_form_is_opened_filled_corrected_and_submitted(kim: Person) -> None:
    await kim.types("/queue")
    await kim.clicks("go")

    empty = await kim.submits()
    long = await kim.submits({"word": "너무나도 긴 낱말"})
    wrong = await kim.submits({"word": "나쁨"})
    fine = await kim.submits({"word": "좋음"})

    assert "필수" in empty.errors["word"]
    assert "5자" in long.errors["word"]
    assert wrong.errors == {"word": "다른 낱말을 쓰십시오."}
    assert fine.closed


async def test_a_button_that_was_drawn_anew_while_it_was_pressed_is_pressed(sandbox: Sandbox, kim: Person) -> None:
    client = AsyncWebClient(sandbox.bot_token, base_url=sandbox.api_url)
    button = {"type": "button", "action_id": "go", "value": "1", "text": {"type": "plain_text", "text": "열기"}}
    blocks = [{"type": "actions", "elements": [button]}]
    ts = str((await client.chat_postMessage(channel=CHANNEL, text="x", blocks=blocks))["ts"])
    press = {"action_id": "go", "value": "1", "message": ts}
    press["block_id"] = sandbox.workspace.channels[CHANNEL].messages[ts].blocks[0]["block_id"]
    await client.chat_update(channel=CHANNEL, ts=ts, text="x", blocks=[section("새로 그림"), *blocks])

    async with aiohttp.ClientSession() as http:
        pressed = await (await http.post(f"{sandbox.url}/people/{KIM}/click", json=press)).json()
        other = await (await http.post(f"{sandbox.url}/people/{KIM}/click", json=press | {"value": "2"})).json()

    assert pressed["ok"]
    assert (await kim.sees()).modal
    assert other["error"] == "there is nothing to click called go"


async def test_several_are_chosen_of_what_the_app_offers_while_one_types(kim: Person) -> None:
    await kim.types("/lookup")

    nobody = await kim.submits()
    both = await kim.submits({"people": ["갑", "을순"]})
    one = await kim.submits({"people": "을"})

    assert "필수" in nobody.errors["people"]
    assert both.errors == {"people": "0,1"}
    assert one.errors == {"people": "1"}
    with pytest.raises(AppDidNotRespond, match="no option"):
        await kim.fills({"people": ["병"]})


async def test_a_pushed_view_lies_on_top_and_the_one_below_returns(kim: Person) -> None:
    await kim.types("/queue")
    await kim.clicks("go")

    pushed = await kim.submits({"word": "더"})
    await kim.submits({"word": "좋음"})

    assert not pushed.closed
    assert (await kim.sees()).modal is not None


@pytest.mark.parametrize("tab", ["home", "messages"])
async def test_home_opens_with_the_event_of_its_tab(kim: Person, tab: str) -> None:
    await kim.opens_home(tab)

    await kim.waits_to_see(tab, where="home")


async def test_a_lost_connection_comes_back(sandbox: Sandbox, kim: Person) -> None:
    await sandbox.fault({"socket": "refresh_requested"})
    await kim.opens_home()

    await kim.waits_to_see("home", where="home", timeout=20)
