"""Modals that only say something."""

from typing import Any

from bot.texts import Texts
from bot.views.blocks import VIEW_TITLE, Message, plain, section

View = dict[str, Any]


def loading_view(texts: Texts) -> View:
    """Stand in for a form whose facts take long, so that the trigger does not expire."""
    return _modal([section(texts.mrkdwn("form.loading"))], texts)


def message_view(shown: Message, texts: Texts, *, is_last: bool = False) -> View:
    """Say in a modal what would else be a message. The last page of a form closes the pages below with it."""
    view = _modal(list(shown["blocks"]), texts)
    return {**view, "clear_on_close": True} if is_last else view


def _modal(blocks: list[dict[str, Any]], texts: Texts) -> View:
    return {
        "type": "modal",
        "title": plain(texts.plain("app.name"), VIEW_TITLE),
        "close": plain(texts.plain("answer.close"), VIEW_TITLE),
        "blocks": blocks,
    }
