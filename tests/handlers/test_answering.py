"""Answering commands, clicks and forms: in the ack or after it, at the fields, in place of a card."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.domain.refusals import FormRefused, Reason, Refused
from bot.registry import Command
from bot.sandbox import Person
from bot.services.desk import DatabaseBusy, DatabaseFull, DatabaseInDoubt
from bot.views.answers import told
from bot.views.blocks import INPUT_TEXT, actions, button, plain
from handlers.answering import (
    FormWork,
    on_changes,
    on_clicks,
    on_commands,
    on_forms,
    open_form,
)
from handlers.installation import Installation
from handlers.outcomes import CardClosed, Message, NextPage, SamePage, View
from handlers.payloads import Click, Submission, Trigger, Typed
from tests.steps.bolt_app import BUTTON, PATIENCE, Bot
from tests.steps.builders import KIM, LEE

FORM, FIELD, OTHER, CHANGED = "test.form", "word", "other", "test.change"


def form(words: str = "", title: str = "양식") -> View:
    """A form of one field, in which a choice redraws the others."""
    element = {"type": "plain_text_input", "action_id": "input", "max_length": INPUT_TEXT}
    block = {"type": "input", "block_id": FIELD, "label": plain("낱말"), "element": element, "optional": True}
    return {
        "type": "modal",
        "callback_id": FORM,
        "title": plain(title),
        "submit": plain("저장"),
        "blocks": [block, actions(button(CHANGED, words or "바꾸기", "1"))],
    }


async def slow() -> None:
    """Take a while."""
    await asyncio.sleep(PATIENCE.ack + 0.1)


async def echo(_installation: Installation, typed: Typed) -> Message:
    """Answer with what was typed, by whom."""
    return told(f"{typed.by}: {typed.words}")


async def echo_slowly(installation: Installation, typed: Typed) -> Message:
    """The same, past the interim ack."""
    await slow()
    return await echo(installation, typed)


async def refuse(_installation: Installation, _trigger: Trigger) -> Message:
    """Refuse."""
    raise Refused(Reason.NOT_A_NUMBER, word="열일곱")


async def break_down(_installation: Installation, _trigger: Trigger) -> Message:
    """Have a fault."""
    raise ZeroDivisionError


async def find_database_busy(_installation: Installation, _trigger: Trigger) -> Message:
    """Meet a locked database."""
    raise DatabaseBusy("OperationalError")


async def find_disk_full(_installation: Installation, _trigger: Trigger) -> Message:
    """Meet a disk without room."""
    raise DatabaseFull("SQLITE_FULL")


async def lose_connection(_installation: Installation, _trigger: Trigger) -> Message:
    """Lose the database while it commits."""
    raise DatabaseInDoubt("OperationalError")


async def show_number(_installation: Installation, click: Click) -> Message:
    """Answer with what the button carries."""
    return told(f"{click.by}: {click.number}")


async def types(bot: Bot, work: Callable[[Installation, Typed], Awaitable[Message | None]], words: str = "") -> str:
    """Type a command that does some work. Returns the immediate answer."""
    on_commands(bot.app, bot.installation, {Command.QUEUE: work})
    answer = await (await bot.person(KIM)).types(f"/queue {words}")
    return "" if answer is None else answer.words


async def test_a_command_is_answered_in_the_ack(bot: Bot) -> None:
    assert f"{KIM}: 하나 둘" in await types(bot, echo, " 하나   둘 ")


async def test_a_slow_command_is_acknowledged_and_answered_later_to_the_asker_alone(bot: Bot) -> None:
    at_once = await types(bot, echo_slowly, "하나")

    await (await bot.person(KIM)).waits_to_see(f"{KIM}: 하나", where="ephemeral")
    assert "처리하고 있습니다" in at_once
    assert not (await (await bot.person(LEE)).sees()).ephemeral


@pytest.mark.parametrize(
    ("work", "expected"),
    [
        (refuse, "읽을 수 없습니다: 열일곱"),
        (break_down, r"오류 번호 [0-9a-f]{6}"),
        (find_database_busy, "바뀐 것은 없으니"),
        (find_disk_full, "디스크가 가득 차서"),
        (lose_connection, "저장되었는지 확인하지 못했습니다"),
    ],
)
async def test_what_goes_wrong_is_put_in_words(bot: Bot, work: Any, expected: str) -> None:
    assert re.search(expected, await types(bot, work))


async def test_a_click_beside_a_message_is_answered_to_the_clicker_alone(bot: Bot) -> None:
    on_clicks(bot.app, bot.installation, {BUTTON: show_number})
    await bot.post_button()
    kim = await bot.person(KIM)

    await kim.clicks(BUTTON)

    assert await kim.waits_to_see(f"{KIM}: 17", where="ephemeral")
    assert not (await (await bot.person(LEE)).sees()).ephemeral


async def test_a_click_on_home_is_answered_in_a_modal(bot: Bot) -> None:
    on_clicks(bot.app, bot.installation, {BUTTON: show_number})
    await bot.client.views_publish(
        user_id=KIM, view={"type": "home", "blocks": [actions(button(BUTTON, "열기", "17"))]}
    )
    kim = await bot.person(KIM)

    await kim.clicks(BUTTON, where="home")

    assert await kim.waits_to_see(f"{KIM}: 17", where="modal")


async def opened(bot: Bot, work: FormWork) -> Any:
    """Open the form from a message. Returns the person who has it before them."""

    async def open_it(installation: Installation, click: Click) -> None:
        await open_form(installation, click, ready(form()))

    on_clicks(bot.app, bot.installation, {BUTTON: open_it})
    on_forms(bot.app, bot.installation, {FORM: (work, FIELD)})
    await bot.post_button("카드입니다.")
    kim = await bot.person(KIM)
    await kim.clicks(BUTTON)
    return kim


async def ready(view: View) -> View:
    """A form whose facts are at hand."""
    return view


async def test_a_form_is_answered_in_its_place(bot: Bot) -> None:
    async def save(_installation: Installation, submission: Submission) -> Message:
        return told(f"{submission.by}: {submission.inputs.words(FIELD)}")

    kim = await opened(bot, save)

    saved = await kim.submits({FIELD: "글"})

    assert saved.view is not None
    assert f"{KIM}: 글" in saved.view.words


@pytest.mark.parametrize("field", [FIELD, OTHER])
async def test_what_is_wrong_stands_at_its_field_or_the_first_when_that_is_not_shown(bot: Bot, field: str) -> None:
    async def save(_installation: Installation, _submission: Submission) -> Message:
        raise FormRefused({field: Reason.BROKEN_FORM})

    kim = await opened(bot, save)

    refused = await kim.submits({FIELD: "글"})

    assert refused.errors == {FIELD: bot.installation.texts.plain("refused.broken_form")}


async def test_what_is_wrong_with_the_whole_form_stands_at_its_first_field(bot: Bot) -> None:
    kim = await opened(bot, refuse)

    refused = await kim.submits({FIELD: "글"})

    assert "읽을 수 없습니다: 열일곱" in refused.errors[FIELD]


async def test_a_form_may_lead_to_another(bot: Bot) -> None:
    async def go_on(_installation: Installation, _submission: Submission) -> NextPage:
        return NextPage(form(title="둘째 쪽"))

    kim = await opened(bot, go_on)

    pushed = await kim.submits()

    assert pushed.view is not None
    assert "둘째 쪽" in pushed.view.words


async def test_what_became_of_a_call_takes_the_place_of_its_card(bot: Bot) -> None:
    urls: list[str] = []

    async def show_card(_installation: Installation, _typed: Typed) -> Message:
        return {"text": "010-0000-0000", "blocks": [actions(button(BUTTON, "010-0000-0000", "17"))]}

    async def open_it(installation: Installation, click: Click) -> None:
        urls.append(click.response_url)
        await open_form(installation, click, ready(form()))

    async def close(_installation: Installation, _submission: Submission) -> CardClosed:
        return CardClosed(told("종결했습니다."), urls[0])

    on_clicks(bot.app, bot.installation, {BUTTON: open_it})
    on_forms(bot.app, bot.installation, {FORM: (close, FIELD)})
    await types(bot, show_card)
    kim = await bot.person(KIM)
    await kim.clicks(BUTTON)

    await kim.submits()

    await kim.waits_to_see("종결했습니다.", where="ephemeral")
    assert not [shown for shown in (await kim.sees()).ephemeral if "010-0000-0000" in shown.words]


@pytest.mark.parametrize(("fails", "shown"), [(False, "양식"), (True, "읽을 수 없습니다: 열일곱")])
async def test_a_form_whose_facts_take_long_keeps_its_trigger(bot: Bot, shown: str, *, fails: bool) -> None:
    async def facts() -> View:
        await slow()
        if fails:
            raise Refused(Reason.NOT_A_NUMBER, word="열일곱")
        return form()

    async def open_slowly(installation: Installation, click: Click) -> None:
        await open_form(installation, click, facts())

    on_clicks(bot.app, bot.installation, {BUTTON: open_slowly})
    await bot.post_button()
    kim = await bot.person(KIM)

    await kim.clicks(BUTTON)

    assert await kim.waits_to_see(shown, where="modal")


@pytest.mark.parametrize("refused", [False, True])
async def test_a_choice_draws_the_form_anew_or_leaves_it_as_it_is(bot: Bot, *, refused: bool) -> None:
    drawn = asyncio.Event()

    async def redraw(_installation: Installation, click: Click) -> View:
        drawn.set()
        if refused:
            raise Refused(Reason.NOT_YOURS)
        return form(f"{click.by} 바꿈")

    on_changes(bot.app, bot.installation, {CHANGED: redraw})
    kim = await opened(bot, refuse)

    await kim.clicks(CHANGED, where="modal")
    await drawn.wait()

    await kim.waits_to_see("바꾸기" if refused else f"{KIM} 바꿈", where="modal")


SAID = f"{KIM}: 17"


async def show_slowly(installation: Installation, click: Click) -> Message:
    """Answer with what the button carries, past every patience."""
    await slow()
    return await show_number(installation, click)


async def home_of(bot: Bot) -> Person:
    """Give somebody a Home with a button."""
    await bot.client.views_publish(
        user_id=KIM, view={"type": "home", "blocks": [actions(button(BUTTON, "열기", "17"))]}
    )
    return await bot.person(KIM)


async def test_a_click_on_home_that_takes_long_is_held_in_a_window(bot: Bot) -> None:
    on_clicks(bot.app, bot.installation, {BUTTON: show_slowly})
    kim = await home_of(bot)

    await kim.clicks(BUTTON, where="home")

    await kim.waits_to_see("불러오는 중", where="modal")
    assert await kim.waits_to_see(SAID, where="modal")


@pytest.mark.parametrize("is_closed", [False, True], ids=["the trigger is old", "the window was closed"])
async def test_an_answer_to_home_comes_by_message_where_no_window_shows_it(bot: Bot, *, is_closed: bool) -> None:
    on_clicks(bot.app, bot.installation, {BUTTON: show_slowly})
    kim = await home_of(bot)
    if not is_closed:
        await bot.sandbox.fault({"method": "trigger", "fault": "slow", "seconds": 3.1})
    await kim.clicks(BUTTON, where="home")
    if is_closed:
        await kim.waits_to_see("불러오는 중", where="modal")
        await kim.closes_modal()

    assert await kim.waits_to_see(SAID, where="direct")


@pytest.mark.parametrize("method", ["trigger", "views.open"])
@pytest.mark.parametrize("where", ["channel", "home"])
async def test_a_form_that_does_not_open_is_offered_by_a_button(bot: Bot, method: str, where: str) -> None:
    async def open_it(installation: Installation, click: Click) -> None:
        await open_form(installation, click, ready(form(click.value)))

    on_clicks(bot.app, bot.installation, {BUTTON: open_it})
    await bot.post_button()
    kim = await home_of(bot)
    times = 1 if method == "trigger" else 2  # on Home the word itself would stand in a window
    fault = {"fault": "slow", "seconds": 3.1} if method == "trigger" else {"fault": "http_500"}
    await bot.sandbox.fault({"method": method, "times": times, **fault})
    await kim.clicks(BUTTON, where=where)
    told_where = "ephemeral" if where == "channel" else "direct"
    await kim.waits_to_see("제때 열리지", where=told_where)
    await bot.sandbox.fault({"clear": True})

    await kim.clicks(BUTTON, value="17", within="제때 열리지", where=told_where)

    assert await kim.waits_to_see("17", where="modal")


async def save_slowly(_installation: Installation, submission: Submission) -> Message | NextPage | SamePage:
    """Do what a form asks for, past every patience."""
    await slow()
    match submission.inputs.words(FIELD):
        case "틀림":
            raise FormRefused({FIELD: Reason.BROKEN_FORM})
        case "둘째":
            return NextPage(form(title="둘째 쪽"))
        case "더":
            return SamePage(form("한 가지 더"))
        case words:
            return told(f"저장: {words}")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("글", "저장: 글"), ("틀림", "입력하던 양식이 그대로"), ("둘째", "둘째 쪽"), ("더", "한 가지를 더")],
)
async def test_a_form_that_takes_long_is_answered_on_a_page_laid_over_it(bot: Bot, typed: str, shown: str) -> None:
    kim = await opened(bot, save_slowly)

    at_once = await kim.submits({FIELD: typed})

    assert at_once.view is not None
    assert "불러오는 중" in at_once.view.words
    await kim.waits_to_see(shown, where="modal")
    if typed != "글":
        await kim.closes_modal()
        form_below = (await kim.sees()).modal
        assert form_below is not None
        assert form_below.json["state"]["values"][FIELD]["input"]["value"] == typed
        assert form_below.offers(CHANGED)


async def test_who_closed_the_page_that_lay_over_a_form_reads_the_answer_in_a_message(bot: Bot) -> None:
    kim = await opened(bot, save_slowly)
    await kim.submits({FIELD: "글"})
    await kim.closes_modal()

    assert await kim.waits_to_see("저장: 글", where="direct")


async def test_who_waits_for_an_answer_has_it_before_the_bot_stops(bot: Bot) -> None:
    kim = await bot.person(KIM)
    await types(bot, echo_slowly, "하나")

    await bot.installation.finish(20)

    assert f"{KIM}: 하나" in (await kim.sees()).ephemeral[-1].words
