"""The blocks our messages are made of, within Slack's limits. People's words go into plain_text, or escaped."""

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from bot.registry import INPUT
from bot.texts.formatting import escape

Block = dict[str, Any]
Message = dict[str, Any]

SECTION_TEXT = 3000
HEADER_TEXT = 150
BUTTON_TEXT = 75
OPTION_TEXT = 75
CONFIRM_TITLE, CONFIRM_TEXT, CONFIRM_BUTTON = 100, 300, 30
LABEL_TEXT = 2000
VIEW_TITLE = 24
INPUT_TEXT = 3000
MESSAGE_TEXT = 3000
ELLIPSIS = "…"


def clip(words: str, limit: int) -> str:
    """Shorten words to a limit, never between a letter and its marks."""
    if len(words) <= limit:
        return words
    end = limit - len(ELLIPSIS)
    while end > 0 and (unicodedata.combining(words[end]) or words[end] in JOINERS or words[end - 1] in JOINERS):
        end -= 1
    return words[:end] + ELLIPSIS


JOINERS = "\u200d\ufe0f"


def clip_escaped(words: str, limit: int) -> str:
    """Shorten words so that they keep to a limit even when they are escaped: a `&` then counts five."""
    clipped = clip(words, limit)
    while len(escape(clipped)) > limit:
        clipped = clip(words, len(clipped) - 1)
    return clipped


def plain(words: str, limit: int = SECTION_TEXT) -> Block:
    """A plain_text object; Slack allows none that is empty."""
    return {"type": "plain_text", "text": clip(words, limit) or " ", "emoji": True}


def mrkdwn(words: str) -> Block:
    """A mrkdwn object of already escaped words; verbatim, so that nothing in them comes alive."""
    return {"type": "mrkdwn", "text": clip(words, SECTION_TEXT) or " ", "verbatim": True}


def section(words: str, accessory: Block | None = None) -> Block:
    """A paragraph of mrkdwn."""
    block: Block = {"type": "section", "text": mrkdwn(words)}
    return block if accessory is None else {**block, "accessory": accessory}


def quote(words: str) -> Block:
    """People's words as they were said, in a quotation that no mark can break out of."""
    text = {"type": "text", "text": clip(words, SECTION_TEXT) or " "}
    return {"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": [text]}]}


def header(words: str) -> Block:
    """A heading."""
    return {"type": "header", "text": plain(words, HEADER_TEXT)}


def input_field(field: str, label: str, element: Block, *, optional: bool = False) -> Block:
    """A field of a form; `optional`: it may be left empty. What it acts by is its element's own, else nothing."""
    block = {"type": "input", "block_id": field, "label": plain(label, LABEL_TEXT), "optional": optional}
    return {**block, "element": {"action_id": INPUT, **element}}


def paragraph_input(words: str = "") -> Block:
    """A field for several lines, with what stands in it to begin with."""
    begun = {"initial_value": clip(words, INPUT_TEXT)} if words else {}
    return {"type": "plain_text_input", "multiline": True, "max_length": INPUT_TEXT, **begun}


def line_input(longest: int) -> Block:
    """A field for one line."""
    return {"type": "plain_text_input", "max_length": longest}


def context(*lines: str) -> Block:
    """Small print (Slack: at most 10 elements)."""
    return {"type": "context", "elements": [mrkdwn(line) for line in lines[:10]]}


def divider() -> Block:
    """A line across."""
    return {"type": "divider"}


def button(action_id: str, words: str, value: str = "", *, style: str | None = None) -> Block:
    """A button. Its value is a number or an id, never personal data."""
    block: Block = {"type": "button", "action_id": action_id, "text": plain(words, BUTTON_TEXT)}
    if value:
        block["value"] = value
    return block if style is None else {**block, "style": style}


def confirm(title: str, words: str, yes: str, no: str) -> Block:
    """What is asked before a click counts (Slack: title 100, text 300, buttons 30)."""
    sides = {"confirm": plain(yes, CONFIRM_BUTTON), "deny": plain(no, CONFIRM_BUTTON)}
    return {"title": plain(title, CONFIRM_TITLE), "text": plain(words, CONFIRM_TEXT), **sides}


def actions(*elements: Block) -> Block:
    """A row of buttons."""
    return {"type": "actions", "elements": list(elements)}


def message(text: str, blocks: Sequence[Block] = ()) -> Message:
    """A message. `text` is what screen readers and notifications say; without blocks it is the message."""
    shown = list(blocks) or [section(text)]
    return {"text": clip(text, MESSAGE_TEXT), "blocks": shown}


def option(words: str, value: str) -> Block:
    """A choice."""
    return {"text": plain(words, OPTION_TEXT), "value": value}


def chosen(options: Sequence[Block], value: str | None) -> Mapping[str, Block]:
    """The `initial_option` for a value, if it is among the options."""
    return next(({"initial_option": each} for each in options if each["value"] == value), {})
