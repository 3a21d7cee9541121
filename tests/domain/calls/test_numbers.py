"""Another number of a petitioner: whose, what becomes of it, and what cannot be."""

from typing import Any

import pytest

from bot.domain.calls.numbers import NewNumber, NumberChange, NumberField, number_problems
from bot.domain.keeping.cards import Whose
from bot.domain.refusals import Reason

GIVEN: dict[str, Any] = {
    "phone": "010-0000-7002", "whose": Whose.OWN, "change": NumberChange.REPLACE, "why": "바뀐 번호를 알려 주심"
}  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "problems"),
    [
        ({}, {}),
        ({"change": NumberChange.KEEP}, {}),
        ({"phone": "010-0000-1002"}, {NumberField.PHONE: Reason.NUMBER_KNOWN}),
        ({"phone": "010-0000-1003"}, {}),  # an alternate may become the one that is phoned
        ({"phone": "010-0000-1003", "change": NumberChange.KEEP}, {NumberField.PHONE: Reason.NUMBER_KNOWN}),
        ({"phone": "1588-1234"}, {NumberField.PHONE: Reason.PHONE_UNREADABLE}),
        ({"whose": Whose.CHOSEN}, {NumberField.CHANGE: Reason.NUMBER_NOT_OWN}),
        ({"whose": Whose.CHOSEN, "change": NumberChange.KEEP}, {}),
        ({"whose": None}, {NumberField.WHOSE: Reason.WHOSE_MISSING}),
        ({"change": None}, {NumberField.CHANGE: Reason.CHANGE_MISSING}),
        ({"why": " "}, {NumberField.WHY: Reason.REASON_MISSING}),
        ({"why": "010-0000-7002"}, {NumberField.WHY: Reason.PERSONAL_NUMBER}),
    ],
)
def test_what_cannot_be_is_said_at_its_field(facts: dict[str, Any], problems: dict[str, Reason]) -> None:
    assert number_problems(NewNumber(**(GIVEN | facts)), "01000001002", ["01000001003"]) == problems
