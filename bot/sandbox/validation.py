"""Refusing what Slack refuses: blocks, messages and views beyond its limits."""

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from bot.sandbox.errors import SlackError
from bot.sandbox.new_blocks import NEW_BLOCKS, check_counts, check_new
from bot.sandbox.rich_text import RICH_TEXT, TABLE
from bot.sandbox.schema import BLOCKS, Fields, Problems, check_fields, plain, shapes_of, text
from bot.sandbox.workspace import Json

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
VIEW_BYTES = 250_000
BLOCK_CHARACTERS = 13_000
"""Characters of block text in one message, about (bolt-js#2509)."""
UPDATE_TEXT = 4000
POST_TEXT = 40_000
TITLE = 24
METADATA = 3000
KINDS: Mapping[str, Fields] = {**BLOCKS, "rich_text": RICH_TEXT, "table": TABLE, **NEW_BLOCKS}
SHAPES = shapes_of({kind: {**fields, "block_id": text(255, least=1)} for kind, fields in KINDS.items()})
MESSAGES_ALONE = {"table", *NEW_BLOCKS}
SURFACES = {
    "message": set(KINDS) - {"alert"},
    "modal": set(KINDS) - MESSAGES_ALONE,
    "home": set(KINDS) - MESSAGES_ALONE - {"alert"},
}


def check_message(arguments: Mapping[str, Any], *, update: bool = False, lacks: Collection[str] = frozenset()) -> None:
    """Check the text and blocks of a message. `lacks`: kinds of blocks that Slack has not rolled out to a workspace.

    Raises:
        SlackError: no_text, msg_too_long, msg_blocks_too_long, invalid_blocks.
    """
    words = str(arguments.get("text") or "")
    blocks = arguments.get("blocks")
    if not words and not blocks:
        raise SlackError("no_text")
    if update and len(words) > UPDATE_TEXT:
        raise SlackError("msg_too_long")
    if blocks is not None:
        check_blocks(blocks, "message", MESSAGE_BLOCKS)
        unknown = [
            f"unsupported type: {block['type']} [json-pointer:/blocks]" for block in blocks if block["type"] in lacks
        ]
        if unknown:
            raise SlackError("invalid_blocks", errors=unknown, response_metadata={"messages": unknown})
        if sum(len(each) for each in texts_in(blocks)) > BLOCK_CHARACTERS:
            raise SlackError("msg_blocks_too_long")


def check_view(view: Any, *, home: bool = False) -> None:
    """Check a modal or a Home.

    Raises:
        SlackError: invalid_arguments, view_too_large.
    """
    problems = Problems()
    kind = "home" if home else "modal"
    if not isinstance(view, dict) or view.get("type") != kind:
        raise SlackError("invalid_arguments", response_metadata={"messages": [f"view must be of type {kind}"]})
    if len(json.dumps(view, ensure_ascii=False).encode()) > VIEW_BYTES:
        raise SlackError("view_too_large")
    check_fields(view, VIEW_SHAPES[kind], "/view", problems)
    problems += _block_problems(view.get("blocks") or [], kind, VIEW_BLOCKS)
    has_input = any(block.get("type") == "input" for block in view.get("blocks") or [])
    if has_input and not home and not view.get("submit"):
        problems.add("/view/submit", "missing: there are inputs")
    if problems:
        raise SlackError("invalid_arguments", response_metadata={"messages": list(problems)})


HOME_FIELDS: Fields = {
    "blocks!": lambda _value, _place, _problems: None,
    "private_metadata": text(METADATA),
    "callback_id": text(255),
    "external_id": text(255),
}
MODAL_FIELDS: Fields = {
    **HOME_FIELDS,
    "title!": plain(TITLE),
    "submit": plain(TITLE),
    "close": plain(TITLE),
    "clear_on_close": lambda _value, _place, _problems: None,
    "notify_on_close": lambda _value, _place, _problems: None,
    "submit_disabled": lambda _value, _place, _problems: None,
}
VIEW_SHAPES = shapes_of({"home": HOME_FIELDS, "modal": MODAL_FIELDS})


def check_blocks(blocks: Any, surface: str, most: int) -> None:
    """Check blocks.

    Raises:
        SlackError: invalid_blocks_format, invalid_blocks with what and where.
    """
    if not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    problems = _block_problems(blocks, surface, most)
    if problems:
        raise SlackError("invalid_blocks", errors=list(problems), response_metadata={"messages": list(problems)})


def _block_problems(blocks: list[Any], surface: str, most: int) -> Problems:
    problems = Problems()
    if len(blocks) > most:
        problems.add("/blocks", f"no more than {most} blocks")
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        place = f"/blocks/{index}"
        kind = block.get("type") if isinstance(block, dict) else None
        if kind not in SURFACES[surface]:
            problems.add(place, f"unsupported type: {kind}")
            continue
        check_fields(block, SHAPES[kind], place, problems)
        check_new(block, place, problems)
        if kind == "section" and not (block.get("text") or block.get("fields")):
            problems.add(place, "a section needs text or fields")
        block_id = block.get("block_id")
        if block_id in seen:
            problems.add(place, "block_id already exists")
        seen |= {block_id} if block_id else set()
        _check_action_ids(block, place, problems)
    check_counts([block for block in blocks if isinstance(block, dict)], problems)
    return problems


def _check_action_ids(block: Json, place: str, problems: Problems) -> None:
    ids = [each.get("action_id") for each in elements_of(block) if each.get("action_id")]
    if len(ids) != len(set(ids)):
        problems.add(place, "action_id already exists in this block")


def elements_of(block: Json) -> Iterator[Json]:
    """Return the elements of a block that a person can use."""
    for each in [block.get("accessory"), block.get("element"), *(block.get("elements") or [])]:
        if isinstance(each, dict):
            yield each


def texts_in(value: Any) -> Iterator[str]:
    """Return every text that is shown, in order; not ids, values or addresses."""
    if isinstance(value, list):
        for each in value:
            yield from texts_in(each)
    elif isinstance(value, dict):
        for name, each in value.items():
            if name in {"text", "alt_text"} and isinstance(each, str):
                yield each
            elif name not in {"confirm", "initial_option", "initial_options"}:
                yield from texts_in(each)
