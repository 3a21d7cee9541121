"""The parts of what is typed after a topic of `/cleancall`, in whatever order, and those that are not there."""

import contextlib
import re
from collections.abc import Iterator, Mapping
from enum import StrEnum

from bot.domain.refusals import Reason, Refused
from bot.registry import Part
from bot.texts.words import meaning_of, number_in
from handlers.payloads import Asked, asked_of

ONLY_A_NUMBER = re.compile(r"#?\d{1,9}번?")
"""What may stand behind other words and still is a call's number: "3명" is none there."""


class PartsMissing(Exception):
    """Half a topic was typed: what was given of it, by its parts in their order; "" for what is missing."""

    def __init__(self, parts: Mapping[Part, str]) -> None:
        super().__init__(", ".join(parts))
        self.parts = parts


@contextlib.contextmanager
def with_reason(parts: Mapping[Part, str]) -> Iterator[None]:
    """Do what wants a reason; who may do it is told that it is missing.

    Raises:
        PartsMissing: there is none.
    """
    try:
        yield
    except Refused as error:
        if error.reason is not Reason.REASON_MISSING:
            raise
        raise PartsMissing({**parts, Part.REASON: ""}) from None


def number_and_rest(words: str) -> Asked:
    """Split "17 사유" or "사유 17" into number and rest."""
    asked, (rest, _, last) = asked_of(words), words.rpartition(" ")
    if asked.number is None and rest and ONLY_A_NUMBER.fullmatch(last):
        return Asked(number_in(last), rest)
    return asked


def verb_and_rest(verbs: type[StrEnum], words: str) -> tuple[str, str]:
    """Take the verb out of "add 12/24 이름", "12/24 add 이름" or "12월 24일 add"; "" where none stands there."""
    said = words.split()
    for place in sorted({0, 1, len(said) - 1} & set(range(len(said)))):
        if meaning_of(verbs, said[place]) is not None:
            return said[place], " ".join(said[:place] + said[place + 1 :])
    return "", words


def number_operator_reason(words: str) -> tuple[int | None, str, str]:
    """Split "17 @이상담 사유" or "@이상담 17 사유" into its three parts."""
    first, _, others = words.partition(" ")
    second, _, rest = others.partition(" ")
    if number_in(first) is None and number_in(second) is not None:
        return number_in(second), first, rest
    asked = number_and_rest(words)
    operator, _, reason = asked.rest.partition(" ")
    return asked.number, operator, reason
