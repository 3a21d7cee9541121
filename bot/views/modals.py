"""Forms, modals that only say something, and what is said at the fields of a form."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.refusals import Reason
from bot.registry import FormId
from bot.texts import Texts
from bot.views.blocks import VIEW_TITLE, Block, Message, plain, section

View = dict[str, Any]
READ_AT_ONCE = 5
"""Blocks that are seen in a window without scrolling."""


def form_view(
    form: FormId,
    title: str,
    blocks: list[Block],
    texts: Texts,
    *,
    about: str = "",
    buttons: tuple[str, str] = ("form.submit", "form.cancel"),
) -> View:
    """Return a form with its fields. `about`: what it remembers; `buttons`: the texts of submitting and of closing."""
    submit, close = buttons
    view: View = {
        "type": "modal",
        "callback_id": form,
        "title": plain(title, VIEW_TITLE),
        "submit": plain(texts.plain(submit), VIEW_TITLE),
        "close": plain(texts.plain(close), VIEW_TITLE),
        "blocks": blocks,
    }
    return {**view, "private_metadata": about} if about else view


def loading_view(texts: Texts) -> View:
    """Stand in for a form whose facts take long, so that the trigger does not expire."""
    return _modal([section(texts.mrkdwn("form.loading"))], texts)


def message_view(shown: Message, texts: Texts, *, is_last: bool = False) -> View:
    """Return a message as a modal. The last page of a form closes the pages below with it."""
    view = _modal(_acts_first(shown["blocks"]), texts)
    return {**view, "clear_on_close": True} if is_last else view


def _acts_first(blocks: Sequence[Block]) -> list[Block]:
    """Bring the buttons below a long message up behind its first paragraph: a window shows its beginning first."""
    if len(blocks) <= READ_AT_ONCE or blocks[-1]["type"] != "actions":
        return list(blocks)
    first = next((at for at, block in enumerate(blocks) if block["type"] == "section"), 0)
    return [*blocks[: first + 1], blocks[-1], *blocks[first + 1 : -1]]


def field_errors(
    errors: Mapping[str, Reason], view: Mapping[str, Any], first_field: str, texts: Texts
) -> dict[str, str]:
    """Put each error at its field, or at the first one if that is not shown (Slack: known blocks only)."""
    shown = {block.get("block_id") for block in view.get("blocks", [])}
    return {
        (field if field in shown else str(first_field)): texts.plain(f"refused.{reason}")
        for field, reason in errors.items()
    }


def form_with_faults(view: Mapping[str, Any], problems: Sequence[str]) -> View:
    """Return a form as Slack shows it with what is wrong above; what was typed stays (Slack: by block id)."""
    shown = {key: view[key] for key in FORM_PARTS if key in view}
    faults = [{"type": "section", "text": plain(words)} for words in problems]
    return {**shown, "blocks": [*faults, *view["blocks"]]}


FORM_PARTS = ("type", "callback_id", "title", "submit", "close", "private_metadata", "clear_on_close")
"""What a form was drawn with, of what Slack says of it."""


def _modal(blocks: list[dict[str, Any]], texts: Texts) -> View:
    return {
        "type": "modal",
        "title": plain(texts.plain("app.name"), VIEW_TITLE),
        "close": plain(texts.plain("answer.close"), VIEW_TITLE),
        "blocks": blocks,
    }
