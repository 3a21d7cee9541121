"""Pages of a modal: what is laid over what was clicked, what takes its place, and what is done at the third."""

import asyncio
import itertools
import weakref

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.refusals import FormRefused, Reason
from bot.sandbox import Person
from bot.views.answers import told
from bot.views.blocks import actions, button, plain
from handlers.answering import Redraw, on_changes, on_claims, on_clicks, on_forms, open_form
from handlers.installation import Installation
from handlers.outcomes import Card, CardClosed, Message, SamePage, View
from handlers.payloads import Click, Submission
from handlers.windows import Redrawing, Window
from tests.steps.bolt_app import BUTTON, PATIENCE, Bot
from tests.steps.builders import KIM

FORM, FIELD, MORE, ENTER, CLOSE = "test.form", "word", "test.more", "test.enter", "test.close"
BUTTONS = actions(button(MORE, "더", "1"), button(ENTER, "적기", "1"), button(CLOSE, "끝", "1"))


def form() -> View:
    """A form of one field."""
    element = {"type": "plain_text_input", "action_id": "input"}
    block = {"type": "input", "block_id": FIELD, "label": plain("낱말"), "element": element, "optional": True}
    return {"type": "modal", "callback_id": FORM, "title": plain("양식"), "submit": plain("저장"), "blocks": [block]}


async def show_card(_installation: Installation, _click: Click) -> Card:
    """Show a card."""
    return Card(told("카드입니다.", BUTTONS))


async def show_more(_installation: Installation, _click: Click) -> Message:
    """Show something beside it."""
    return told("더 있습니다.", BUTTONS)


async def enter(installation: Installation, click: Click) -> None:
    """Open the form."""

    async def view() -> View:
        return form()

    await open_form(installation, click, view())


async def close(_installation: Installation, _click: Click) -> CardClosed:
    """Close the card, after a while."""
    await asyncio.sleep(PATIENCE.ack + 0.1)
    return CardClosed(told("끝났습니다.", BUTTONS), "")


async def save(_installation: Installation, submission: Submission) -> CardClosed:
    """Do what a form asks for, past every patience."""
    await asyncio.sleep(PATIENCE.ack + 0.1)
    words = submission.inputs.words(FIELD)
    if words == "틀림":
        raise FormRefused({FIELD: Reason.BROKEN_FORM})
    return CardClosed(told(f"저장: {words}", BUTTONS), "")


async def with_card(bot: Bot) -> Person:
    """Return somebody who has a card before them."""
    on_claims(bot.app, bot.installation, {BUTTON: show_card})
    on_clicks(bot.app, bot.installation, {MORE: show_more, ENTER: enter, CLOSE: close})
    on_forms(bot.app, bot.installation, {FORM: (save, FIELD)})
    await bot.post_button()
    kim = await bot.person(KIM)
    await kim.clicks(BUTTON)
    await kim.waits_to_see("카드입니다", where="modal")
    return kim


async def with_form_on_the_third_page(bot: Bot) -> Person:
    """김상담, before a form that lies over two pages."""
    kim = await with_card(bot)
    await kim.clicks(MORE, where="modal")
    await kim.waits_to_see("더 있습니다", where="modal")
    await kim.clicks(ENTER, where="modal")
    await kim.waits_to_see("낱말", where="modal")
    return kim


def pages(bot: Bot) -> list[str]:
    """What the pages say, from the first."""
    return [str(each.view["blocks"][0]) for each in bot.sandbox.workspace.stacks[KIM]]


@pytest.mark.parametrize("typed", ["글", "틀림"])
async def test_a_form_on_the_third_page_is_answered_in_its_place_when_that_takes_long(bot: Bot, typed: str) -> None:
    kim = await with_form_on_the_third_page(bot)
    assert len(pages(bot)) == 3

    at_once = await kim.submits({FIELD: typed})

    assert "처리하고 있습니다" in at_once.errors[FIELD]
    shown = await kim.waits_to_see("저장: 글" if typed == "글" else "다시 골라", where="modal")
    if typed == "틀림":
        assert shown.json["state"]["values"][FIELD]["input"]["value"] == typed
    else:
        await kim.waits_until(lambda _: "저장: 글" in pages(bot)[0], what="the card gone")
    await bot.installation.finish(2.0)
    seen = await kim.sees()
    assert (seen.ephemeral, seen.direct) == ([], [])  # it is said once


async def test_who_closed_a_form_on_the_third_page_reads_the_answer_in_a_message(bot: Bot) -> None:
    kim = await with_form_on_the_third_page(bot)

    await kim.submits({FIELD: "글"})
    await kim.closes_modal()

    assert await kim.waits_to_see("저장: 글", where="direct")


async def test_an_answer_that_takes_long_takes_the_place_of_every_page(bot: Bot) -> None:
    kim = await with_card(bot)

    await kim.clicks(CLOSE, where="modal")
    await kim.waits_to_see("불러오는 중", where="modal")
    await kim.waits_to_see("끝났습니다", where="modal")
    await kim.waits_until(lambda _: "카드" not in str(pages(bot)), what="the card gone")

    await kim.closes_modal()
    assert (await kim.sees()).modal is None


async def test_a_form_takes_the_place_of_a_last_page(bot: Bot) -> None:
    kim = await with_card(bot)
    await kim.clicks(CLOSE, where="modal")
    await kim.waits_to_see("끝났습니다", where="modal")

    await kim.clicks(ENTER, where="modal")
    await kim.waits_to_see("낱말", where="modal")
    assert len(pages(bot)) == 2

    await kim.closes_modal()
    assert await kim.waits_to_see("끝났습니다", where="modal")


@pytest.mark.parametrize(
    ("clicked", "depth", "below"),
    [
        ({}, 0, ""),
        ({"type": "home", "id": "V1"}, 0, ""),
        ({"type": "modal", "id": "V1"}, 1, ""),
        ({"type": "modal", "id": "V1", "root_view_id": "V1", "previous_view_id": None}, 1, ""),
        ({"type": "modal", "id": "V2", "root_view_id": "V1", "previous_view_id": "V1"}, 2, "V1"),
        ({"type": "modal", "id": "V2", "root_view_id": "V1"}, 2, "V1"),
        ({"type": "modal", "id": "V3", "root_view_id": "V1", "previous_view_id": "V2"}, 3, "V1"),
    ],
)
def test_a_page_knows_how_deep_it_lies(clicked: dict[str, str | None], depth: int, below: str) -> None:
    window = Window(AsyncWebClient(), "T1", clicked)

    assert (window.depth, window.below, window.is_open) == (depth, below, False)


CHANGED = "test.change"


async def choosing(bot: Bot, redraw: Redraw) -> Person:
    """Open a form in which a choice redraws the fields; submitted, it asks for one thing more."""

    async def open_it(installation: Installation, click: Click) -> None:
        async def view() -> View:
            return changed("양식")

        await open_form(installation, click, view())

    async def ask_more(_installation: Installation, _submission: Submission) -> SamePage:
        return SamePage(changed("한 가지 더"))

    on_clicks(bot.app, bot.installation, {BUTTON: open_it})
    on_changes(bot.app, bot.installation, {CHANGED: redraw})
    on_forms(bot.app, bot.installation, {FORM: (ask_more, FIELD)})
    await bot.post_button()
    kim = await bot.person(KIM)
    await kim.clicks(BUTTON)
    await kim.clicks(CHANGED, where="modal")
    return kim


def changed(words: str) -> View:
    """A form with a choice on which the fields depend."""
    return {**form(), "blocks": [*form()["blocks"], actions(button(CHANGED, words, "1"))]}


async def test_of_two_choices_in_a_form_the_newer_is_drawn_although_the_older_took_longer(bot: Bot) -> None:
    choices, older_may_end = itertools.count(1), asyncio.Event()

    async def redraw(_installation: Installation, _click: Click) -> View:
        number = next(choices)
        if number == 1:
            await older_may_end.wait()
        return changed(f"{number}번째 선택")

    kim = await choosing(bot, redraw)
    await kim.clicks(CHANGED, where="modal")
    await kim.waits_to_see("2번째 선택", where="modal")
    older_may_end.set()
    await kim.clicks(CHANGED, where="modal")
    await kim.waits_to_see("3번째 선택", where="modal")

    assert len([each for each in bot.sandbox.log if each["method"] == "views.update"]) == 2


async def test_a_choice_is_not_drawn_over_the_answer_to_the_form_that_was_submitted_after_it(bot: Bot) -> None:
    choice_may_end = asyncio.Event()

    async def redraw(_installation: Installation, _click: Click) -> View:
        await choice_may_end.wait()
        return changed("바꾼 것")

    kim = await choosing(bot, redraw)
    await kim.submits()
    choice_may_end.set()
    for _ in range(20):  # turns of the loop: enough for what is not drawn
        await asyncio.sleep(0)

    assert await kim.waits_to_see("한 가지 더", where="modal")
    assert not [each for each in bot.sandbox.log if each["method"] == "views.update"]


def test_a_form_is_forgotten_once_its_choices_are_followed() -> None:
    redrawing = Redrawing()

    for _ in range(2):
        with redrawing.after_choice("V1") as choice:
            turn = weakref.ref(choice.turn)
            assert choice.is_newest
        del choice

        assert turn() is None
