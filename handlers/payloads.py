"""Reading what Slack sends: a command's words, a button's value, a form's fields."""

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.results import MoneyAnswer, PraiseGiven, Result, ResultField, SurveyItem
from bot.domain.calls.states import Outcome
from bot.domain.refusals import FormRefused, Reason, Refused
from bot.views.calls.result_form import FormState

Body = Mapping[str, Any]
YES = "yes"


@dataclass(frozen=True, slots=True)
class Asked:
    """A command's words: the number first, if there is one, and the rest."""

    number: int | None
    rest: str


def words_of(body: Body) -> str:
    """Give a command's text in one spelling of Hangul (Slack may send NFD), white space folded."""
    return " ".join(unicodedata.normalize("NFC", str(body.get("text") or "")).split())


def asks_help(words: str) -> bool:
    """Tell whether a command asks for its help."""
    return words.casefold() in {"help", "도움말", "?"}


def asked_of(words: str) -> Asked:
    """Split "17 부재" into number and rest. A number may be written #17, 17번 or １７."""
    first, _, rest = words.partition(" ")
    digits = unicodedata.normalize("NFKC", first).strip("#").removesuffix("번")
    if digits.isascii() and digits.isdigit() and len(digits) <= LONGEST_NUMBER:
        return Asked(int(digits), rest)
    return Asked(None, words)


def number_or_none(words: str) -> int | None:
    """Read an optional number that must be all there is.

    Raises:
        Refused: there is something else.
    """
    asked = asked_of(words)
    if asked.rest:
        raise Refused(Reason.NOT_A_NUMBER, word=asked.rest)
    return asked.number


LONGEST_NUMBER = 9


def value_of(body: Body) -> int:
    """Read the number that a button carries.

    Raises:
        Refused: a button from before an upgrade, or a broken payload.
    """
    try:
        return int(body["actions"][0]["value"])
    except (KeyError, IndexError, TypeError, ValueError):
        raise Refused(Reason.OLD_BUTTON) from None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a form remembers: its call, and where the claimant's card can be replaced. Never contact data."""

    call: int
    card_url: str = ""

    def __str__(self) -> str:
        return json.dumps({"call": self.call, "card_url": self.card_url})

    @classmethod
    def of(cls, view: Body) -> "Metadata":
        """Read it back from a view.

        Raises:
            Refused: a form of another version.
        """
        try:
            kept = json.loads(view["private_metadata"])
            return cls(call=int(kept["call"]), card_url=str(kept.get("card_url", "")))
        except (KeyError, TypeError, ValueError):
            raise Refused(Reason.OLD_FORM) from None


class Inputs:
    """The typed and chosen values of a form, by block id. What is not of the shape Slack sends counts as empty."""

    def __init__(self, view: Body) -> None:
        values = _mapping(_mapping(view.get("state")).get("values"))
        self._elements = {block: _mapping(next(iter(_mapping(each).values()), None)) for block, each in values.items()}

    def option(self, block: str) -> str | None:
        """The chosen option of a select or of radio buttons."""
        value = _mapping(self._element(block).get("selected_option")).get("value")
        return value if isinstance(value, str) else None

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


MemberT = TypeVar("MemberT", bound=StrEnum)


def _member(kind: type[MemberT], value: str | None) -> MemberT | None:
    return kind(value) if value in set(kind) else None


def form_state(view: Body) -> FormState:
    """Read the choices that decide which fields the result form shows."""
    inputs = Inputs(view)
    return FormState(
        disposition=_member(Disposition, inputs.option(ResultField.DISPOSITION)),
        outcome=_member(Outcome, inputs.option(ResultField.OUTCOME)),
        money=_member(MoneyAnswer, inputs.option(ResultField.MONEY)),
    )


def result_of(view: Body) -> Result:
    """Read the result form.

    Raises:
        FormRefused: nothing was chosen, or a value that no form of ours offers.
    """
    inputs = Inputs(view)
    disposition = inputs.option(ResultField.DISPOSITION)
    if disposition is None:
        raise FormRefused({ResultField.DISPOSITION: Reason.DISPOSITION_MISSING})
    try:
        return _result(inputs, Disposition(disposition))
    except ValueError:
        raise FormRefused({ResultField.DISPOSITION: Reason.BROKEN_FORM}) from None


def _result(inputs: Inputs, disposition: Disposition) -> Result:
    outcome, money = inputs.option(ResultField.OUTCOME), inputs.option(ResultField.MONEY)
    warned = inputs.option(ResultField.WARNED)
    return Result(
        disposition=disposition,
        callback_at=inputs.moment(ResultField.CALLBACK_AT),
        scores=scores_in(inputs),
        money=MoneyAnswer(money) if money else None,
        outcome=Outcome(outcome) if outcome else None,
        no_follow_up=inputs.ticked(ResultField.NO_FOLLOW_UP),
        words=inputs.words(ResultField.WORDS),
        petitioner_view=inputs.words(ResultField.PETITIONER_VIEW),
        officer_view=inputs.words(ResultField.OFFICER_VIEW),
        praise=_praise(inputs),
        do_not_call=inputs.ticked(ResultField.DO_NOT_CALL),
        warned=None if warned is None else warned == YES,
        happened_at=inputs.moment(ResultField.HAPPENED_AT),
    )


def scores_in(inputs: Inputs) -> dict[SurveyItem, int]:
    """Read the answers to the survey, from 1 to 5; skipped ones are left out.

    Raises:
        ValueError: a score that no form of ours offers.
    """
    chosen = {item: inputs.option(item) for item in SurveyItem}
    scores = {item: int(value) for item, value in chosen.items() if value is not None and value.isdigit()}
    if any(not 1 <= score <= BEST_SCORE for score in scores.values()):
        raise ValueError
    return scores


BEST_SCORE = 5


def _praise(inputs: Inputs) -> PraiseGiven | None:
    words = inputs.words(ResultField.PRAISE_WORDS).strip()
    officer = inputs.option(ResultField.PRAISED_OFFICER)
    if not words:
        return None
    return PraiseGiven(
        words=words,
        officer_id=int(officer) if officer else None,
        declined=inputs.ticked(ResultField.PRAISE_DECLINED),
    )
