"""What every view is tried with: both languages, strange words, buttons to be read."""

import unicodedata
from collections.abc import Callable, Iterable
from typing import Any

from bot.domain.station import Station
from bot.texts import Texts, load_texts

Drawn = dict[str, Any]
Sample = Callable[[str, Texts], Iterable[Drawn]]
"""Strange words and a language → what a view draws of them."""

LONG = "아주 긴 이름의 부서와 <!channel> @everyone <@U0KIM> *_~`&amp; 👩‍👩‍👧‍👦 " * 60
NFD = unicodedata.normalize("NFD", "각하똠방")
RTL = "\u202eשלום\u202c مرحبا &amp; <!here> "
STRANGE = [
    LONG,
    NFD * 40,
    "<!channel>",
    "*굵게* _기울여_ `코드` ~지움~",
    "👨‍👩‍👧‍👦" * 50,
    "a" * 3000,
    "&" * 3000,
    RTL * 100,
    "",
]
HARDEST = [LONG, "&" * 3000, ""]
"""The longest, what grows when it is escaped, and nothing."""
STATION = Station(name="한빛경찰서", main_number="02-0000-0112")
KOREAN, ENGLISH = (load_texts(each).of_station(STATION) for each in ("ko", "en"))


def buttons(message: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the buttons of a message: action and value."""
    elements = [each for block in message["blocks"] for each in [block.get("accessory"), *block.get("elements", [])]]
    return [(each["action_id"], each.get("value", "")) for each in elements if each and each.get("type") == "button"]


def in_message(*blocks: Drawn) -> Drawn:
    """Return blocks as a message."""
    return {"text": "–", "blocks": list(blocks)}
