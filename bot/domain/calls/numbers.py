"""Another number of a petitioner: whose it is, and whether it is phoned from now on (rule book §4)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.keeping.cards import Whose
from bot.domain.keeping.personal_numbers import holds_number
from bot.domain.keeping.phones import read_phones
from bot.domain.refusals import Reason


class NumberChange(StrEnum):
    """What becomes of it."""

    REPLACE = "replace"  # it is phoned from now on; the one before stays as alternate
    KEEP = "keep"  # it is kept as alternate


class NumberField(StrEnum):
    """The fields of the form."""

    PHONE = "number_phone"
    WHOSE = "number_whose"
    CHANGE = "number_change"
    WHY = "number_why"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewNumber:
    """What the claimant wrote down of it."""

    phone: str
    whose: Whose | None
    change: NumberChange | None
    why: str


def number_problems(new: NewNumber, main: str, alternates: Collection[str]) -> Mapping[str, Reason]:
    """Say what is wrong with it, by field; `main` and `alternates` are known already."""
    phone = read_phones(new.phone).phone
    known = {main} if new.change is NumberChange.REPLACE else {main, *alternates}
    is_others = new.whose is Whose.CHOSEN and new.change is NumberChange.REPLACE
    problems: dict[str, Reason | None] = {
        NumberField.PHONE: Reason.NUMBER_KNOWN if phone in known else None if phone else Reason.PHONE_UNREADABLE,
        NumberField.WHOSE: None if new.whose else Reason.WHOSE_MISSING,
        NumberField.CHANGE: Reason.NUMBER_NOT_OWN if is_others else None if new.change else Reason.CHANGE_MISSING,
        NumberField.WHY: Reason.PERSONAL_NUMBER if holds_number(new.why) else None,
    }
    if not new.why.strip():
        problems[NumberField.WHY] = Reason.REASON_MISSING
    return {field: reason for field, reason in problems.items() if reason is not None}
