"""Reading what Slack sends: who asks and how, a command's words, a button's value, a form's fields."""

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Self

from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.calls.dispositions import Disposition, Unclear
from bot.domain.calls.surveys import FIRST
from bot.domain.refusals import Reason, Refused
from bot.texts.words import number_in, result_in
from handlers.windows import Window

Body = Mapping[str, Any]
YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """What somebody did in Slack: who, where, in what window a form opens, and by what an answer follows."""

    by: str
    channel: str  # where they did it; empty on Home and in forms
    response_url: str
    client: AsyncWebClient
    window: Window

    @classmethod
    def of(cls, body: Body, client: AsyncWebClient) -> Self:
        """Read it."""
        return cls(**_trigger(body, client))


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed(Trigger):
    """A slash command."""

    words: str

    @classmethod
    def of(cls, body: Body, client: AsyncWebClient) -> Self:
        """Read it."""
        return cls(**_trigger(body, client), words=words_of(body))


@dataclass(frozen=True, slots=True, kw_only=True)
class Click(Trigger):
    """A button that was clicked, or a choice from a menu or in an open form; `view` is empty beside messages."""

    action: str
    value: str
    view: Body

    @classmethod
    def of(cls, body: Body, client: AsyncWebClient) -> Self:
        """Read it."""
        pressed = body.get("actions")
        action = _mapping(next(iter(pressed), None)) if isinstance(pressed, list) else {}
        return cls(
            **_trigger(body, client),
            action=str(action.get("action_id") or ""),
            value=str(action.get("value") or _mapping(action.get("selected_option")).get("value") or ""),
            view=_mapping(body.get("view")),
        )

    @property
    def number(self) -> int:
        """The number that the button carries.

        Raises:
            Refused: a button from before an upgrade, or a broken payload.
        """
        try:
            return row_id(self.value)
        except ValueError:
            raise Refused(Reason.OLD_BUTTON) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission(Trigger):
    """A form that was submitted."""

    view: Body

    @classmethod
    def of(cls, body: Body, client: AsyncWebClient) -> Self:
        """Read it."""
        return cls(**_trigger(body, client), view=_mapping(body.get("view")))

    @property
    def inputs(self) -> "Inputs":
        """What was typed and chosen."""
        return Inputs(self.view)

    @property
    def number(self) -> int:
        """The number of what the form is about, where it remembers nothing else.

        Raises:
            Refused: a form of another version.
        """
        try:
            return row_id(str(self.view["private_metadata"]))
        except (KeyError, ValueError):
            raise Refused(Reason.OLD_FORM) from None


def actor_of(body: Body) -> str:
    """Return who acts: named at the top of a command's payload, under `user` elsewhere; empty for nobody."""
    return str(_mapping(body.get("user")).get("id") or body.get("user_id") or "")


def first_field_of(body: Body) -> str | None:
    """Return the block id of the first field of a form that was submitted."""
    blocks = _mapping(body.get("view")).get("blocks")
    fields = [_mapping(block) for block in (blocks if isinstance(blocks, list) else [])]
    return next((str(each.get("block_id")) for each in fields if each.get("type") == "input"), None)


def is_on_home(body: Body) -> bool:
    """Check whether somebody acted on App Home."""
    return _mapping(body.get("view")).get("type") == "home"


def _trigger(body: Body, client: AsyncWebClient) -> dict[str, Any]:
    return {
        "by": actor_of(body),
        "channel": str(_mapping(body.get("channel")).get("id") or body.get("channel_id") or ""),
        "response_url": str(body.get("response_url") or ""),
        "client": client,
        "window": Window(client, str(body.get("trigger_id") or ""), _mapping(body.get("view"))),
    }


@dataclass(frozen=True, slots=True)
class Asked:
    """A command's words: the number first, if there is one, and the rest."""

    number: int | None
    rest: str


def words_of(body: Body) -> str:
    """Return a command's text in one spelling of Hangul (Slack may send NFD), white space folded."""
    return " ".join(unicodedata.normalize("NFC", str(body.get("text") or "")).split())


def asked_of(words: str) -> Asked:
    """Split "17 부재" into number and rest."""
    first, _, rest = words.partition(" ")
    number = number_in(first)
    return Asked(None, words) if number is None else Asked(number, rest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What somebody typed of a call: its number wherever it stands, how it ended, the rest, and all but the number."""

    number: int | None
    how: Disposition | Unclear | None
    rest: str
    said: str

    @property
    def is_clear(self) -> bool:
        """Whether it says one result, or none; what stands beside a callback is its time, which the form asks for."""
        return self.how is Disposition.CALLBACK_REQUESTED or not (self.rest or isinstance(self.how, Unclear))


def told_of(words: str) -> Told:
    """Read "17 부재", "부재 17", "6 재통화 내일 16:00" and "6 내일 16:00에 다시".

    The longest words that mean a result are the result: those at the beginning, else those at the end.
    """
    left = words.split()
    place = next((place for place, word in enumerate(left) if number_in(word) is not None), None)
    number = None if place is None else number_in(left.pop(place))
    at_start = ((left[:end], left[end:]) for end in range(len(left), 0, -1))
    at_end = ((left[start:], left[:start]) for start in range(1, len(left)))
    for named, rest in (*at_start, *at_end):
        how = result_in(" ".join(named))
        if how is not None:
            return Told(number=number, how=how, rest=" ".join(rest), said=" ".join(left))
    return Told(number=number, how=None, rest=" ".join(left), said=" ".join(left))


def number_or_none(words: str) -> int | None:
    """Read an optional number that must be all there is.

    Raises:
        Refused: there is something else.
    """
    asked = asked_of(words)
    if asked.rest:
        raise Refused(Reason.NOT_A_NUMBER, word=asked.rest)
    return asked.number


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a form remembers: its call, and where the claimant's card can be replaced. Never contact data."""

    call: int
    card_url: str = ""
    asked: tuple[str, ...] = FIRST.names  # the questions of the survey that the form was drawn with

    def __str__(self) -> str:
        return json.dumps({"call": self.call, "card_url": self.card_url, "asked": self.asked})

    @classmethod
    def of(cls, view: Body) -> "Metadata":
        """Read it back from a view.

        Raises:
            Refused: a form of another version.
        """
        try:
            kept = _mapping(json.loads(view["private_metadata"]))
            asked = tuple(str(each) for each in kept.get("asked", FIRST.names))
            return cls(call=row_id(str(kept["call"])), card_url=str(kept.get("card_url", "")), asked=asked)
        except (KeyError, TypeError, ValueError):
            raise Refused(Reason.OLD_FORM) from None


def row_id(text: str) -> int:
    """Read the id of a row, as our buttons and forms carry it.

    Raises:
        ValueError: it is none; a number that no database could hold was not written by us.
    """
    if not (text.isascii() and text.isdecimal()) or int(text) > LARGEST_ID:
        raise ValueError
    return int(text)


def chosen_id(text: str | None) -> int | None:
    """Read the id of a row that was chosen from a list; None when nothing, or nothing of ours, was chosen."""
    try:
        return row_id(text or "")
    except ValueError:
        return None


LARGEST_ID = 2**31 - 1
"""PostgreSQL: integer."""


class Inputs:
    """The typed and chosen values of a form, by block id. What is not of the shape Slack sends counts as empty."""

    def __init__(self, view: Body) -> None:
        values = _mapping(_mapping(view.get("state")).get("values"))
        self._elements = {block: _mapping(next(iter(_mapping(each).values()), None)) for block, each in values.items()}

    def option(self, block: str) -> str | None:
        """The chosen option of a select or of radio buttons."""
        value = _mapping(self._element(block).get("selected_option")).get("value")
        return value if isinstance(value, str) else None

    @property
    def blocks(self) -> frozenset[str]:
        """The fields that the form shows."""
        return frozenset(self._elements)

    def shows(self, block: str) -> bool:
        """Whether the form shows a field."""
        return block in self._elements

    def ticked(self, block: str) -> bool:
        """Whether a lone checkbox is ticked."""
        return bool(self._element(block).get("selected_options"))

    def options(self, block: str) -> list[str]:
        """The ticked options of checkboxes."""
        ticked = self._element(block).get("selected_options")
        values = [_mapping(each).get("value") for each in ticked] if isinstance(ticked, list) else []
        return [value for value in values if isinstance(value, str)]

    def words(self, block: str) -> str:
        """What was typed."""
        return unicodedata.normalize("NFC", str(self._element(block).get("value") or ""))

    def moment(self, block: str) -> datetime | None:
        """The chosen date and time."""
        seconds = self._element(block).get("selected_date_time")
        if not isinstance(seconds, int) or not 0 <= seconds < LAST_SECOND:
            return None
        return datetime.fromtimestamp(seconds, UTC)

    def day(self, block: str) -> date | None:
        """The chosen date."""
        try:
            return date.fromisoformat(str(self._element(block).get("selected_date")))
        except ValueError:
            return None

    def changed_option(self, prefix: str) -> str | None:
        """The option chosen instead of the first one, where a field's block id ends with that: "prefix:…:<first>"."""
        chosen = {block: self.option(block) for block in self._elements if block.startswith(f"{prefix}:")}
        return next((value for block, value in chosen.items() if value != block.rpartition(":")[2]), None)

    def _element(self, block: str) -> Body:
        return self._elements.get(block, {})


LAST_SECOND = 10_000_000_000
"""Slack's date pickers end there (year 2286)."""


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
