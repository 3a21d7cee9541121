"""Finding what a person means to click or fill."""

from typing import Any

from bot.sandbox.errors import PersonError
from bot.sandbox.payloads import state_of
from bot.sandbox.validation import elements_of
from bot.sandbox.workspace import Json, OpenView


def find_element(blocks: list[Json], wish: Json) -> tuple[Json, Json]:
    """Find what is clicked, by action id, and by block and value where given."""
    for block in blocks:
        for element in elements_of(block):
            same = element.get("action_id") == wish.get("action_id")
            same = same and wish.get("block_id") in {None, block.get("block_id")}
            if same and (element["type"] != "button" or wish.get("value") in {None, element.get("value")}):
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
    """Give the state of an element after a person entered a value."""
    if element["type"] == "button":
        return {}
    try:
        return state_of(element, value, options)
    except ValueError as error:
        raise PersonError(str(error)) from error
