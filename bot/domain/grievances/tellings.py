"""What a petitioner is told, and how: a later due date, how it stands (민원처리법 시행령 §21, §23, §29)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.keeping.personal_numbers import holds_number
from bot.domain.refusals import Reason


class Method(StrEnum):
    """How somebody was told."""

    PHONE = "phone"
    VISIT = "visit"
    TEXT = "text"
    PAPER = "paper"
    EMAIL = "email"
    PORTAL = "portal"  # 국민신문고


ORAL = frozenset({Method.PHONE, Method.VISIT})
"""An answer in spoken words needs the petitioner's consent (시행령 §29②)."""


class TellingKind(StrEnum):
    """What a petitioner is told before the end."""

    DELAY = "delay"  # that the due date was moved, and why (시행령 §21③)
    PROGRESS = "progress"  # how it stands (시행령 §23)


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What a petitioner was told of a matter that goes on, when and how."""

    kind: TellingKind
    method: Method
    told_on: date
    words: str
    was_asked: bool = False  # the petitioner asked how it stands


class TellingField(StrEnum):
    """The fields of the form."""

    METHOD = "telling_method"
    TOLD_ON = "telling_told_on"
    WORDS = "telling_words"
    ASKED = "telling_asked"


def problems_with_telling(telling: Telling, since: date, today: date) -> Mapping[str, Reason]:
    """List what keeps it from being recorded: field → reason. `since`: the day it was filed, or the date was moved."""
    problems: dict[str, Reason] = {}
    if not since <= telling.told_on <= today:
        problems[TellingField.TOLD_ON] = Reason.TOLD_ON_WRONG
    if not telling.words.strip():
        problems[TellingField.WORDS] = Reason.REPLY_WORDS_MISSING
    elif holds_number(telling.words):
        problems[TellingField.WORDS] = Reason.PERSONAL_NUMBER
    return problems
