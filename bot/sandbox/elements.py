"""Finding what a person means to click or fill."""

from typing import Any

from bot.sandbox.errors import PersonError
from bot.sandbox.payloads import state_of
from bot.sandbox.validation import elements_of
from bot.sandbox.workspace import Json, OpenView


def find_element(blocks: list[Json], wish: Json) -> tuple[Json, Json]:
    """Find what is clicked, by action id, and by block and value where given.

    A block that the app left unnamed gets another id each time it is drawn: whoever presses a button that was drawn
    anew that moment presses the one that now stands there.
    """
    known = {block.get("block_id") for block in blocks}
    for block in blocks:
        for element in elements_of(block):
            is_button = element["type"] == "button"
            is_drawn_anew = is_button and wish.get("block_id") not in known
            same = element.get("action_id") == wish.get("action_id")
            same = same and (is_drawn_anew or wish.get("block_id") in {None, block.get("block_id")})
            if same and (not is_button or wish.get("value") in {None, element.get("value")}):
                return block, element
    raise PersonError(f"there is nothing to click called {wish.get('action_id')}")


def find_input(opened: OpenView, name: str) -> tuple[Json, Json]:
    """Find a field, by block id or action id."""
    for block in opened.view["blocks"]:
        for element in elements_of(block):
            if name in {block["block_id"], element.get("action_id")} and element["type"] != "button":
                return block, element
    raise PersonError(f"there is no field called {name}")


def entered(element: Json, value: Any, options: list[Json]) -> Json:
    """Return the state of an element after a person entered a value."""
    if element["type"] == "button":
        return {}
    try:
        return state_of(element, value, options)
    except ValueError as error:
        raise PersonError(str(error)) from error


def own_checks(opened: OpenView, words: Json) -> dict[str, str]:
    """What Slack's client refuses to submit, in the person's words: required fields left empty, text too long."""
    errors = {}
    for block in opened.view["blocks"]:
        if block["type"] != "input":
            continue
        element = block["element"]
        state = opened.values.get(block["block_id"], {}).get(element["action_id"], {})
        value = next((each for name, each in state.items() if name != "type"), None)
        if value in (None, "", []) and not block.get("optional"):
            errors[block["block_id"]] = words["missing"]
        most = element.get("max_length")
        if most and isinstance(value, str) and len(value) > most:
            errors[block["block_id"]] = words["too_long"] % {"most": most}
    return errors


def known_errors(opened: OpenView, errors: Json) -> dict[str, str]:
    """Errors may name input blocks only; anything else Slack answers with an error of its own."""
    inputs = {block["block_id"] for block in opened.view["blocks"] if block["type"] == "input"}
    unknown = errors.keys() - inputs
    if unknown:
        raise PersonError(f"invalid errors for blocks {sorted(unknown)}")
    return {str(name): str(words) for name, words in errors.items()}
