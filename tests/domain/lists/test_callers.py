"""What an operator writes down of somebody who came to us by themselves."""

from datetime import timedelta
from typing import Any

import pytest

from bot.domain.calls.inbound import HowCame
from bot.domain.keeping.names import NameMark
from bot.domain.lists.callers import Caller, CallerField, caller_problems, visit_of_caller
from bot.domain.refusals import Reason
from tests.steps.builders import FRIDAY, MONDAY

GIVEN: dict[str, Any] = {"name": "강하늘", "phone": "010-0000-7001", "how": HowCame.PHONED}


@pytest.mark.parametrize(
    ("facts", "problems"),
    [
        ({}, {}),
        ({"visited_on": MONDAY}, {}),
        ({"visited_on": MONDAY + timedelta(days=1)}, {CallerField.VISITED_ON: Reason.VISIT_AHEAD}),
        ({"name": " "}, {CallerField.NAME: Reason.NAME_MISSING}),
        ({"phone": "112"}, {CallerField.PHONE: Reason.PHONE_UNREADABLE}),
        ({"phone": "010-0000-7001 (배우자)"}, {CallerField.PHONE: Reason.PHONE_UNREADABLE}),
        ({"how": None}, {CallerField.HOW: Reason.HOW_MISSING}),
        ({"about": "900101-1234567 사건"}, {CallerField.ABOUT: Reason.PERSONAL_NUMBER}),
    ],
)
def test_what_cannot_be_is_said_at_its_field(facts: dict[str, Any], problems: dict[str, Reason]) -> None:
    assert caller_problems(Caller(**(GIVEN | facts)), MONDAY) == problems


def test_a_caller_is_read_as_a_row_of_a_list_is() -> None:
    caller = Caller(**(GIVEN | {"name": "강하늘님 외 2명", "phone": "1000007001, 010-0000-7002", "visited_on": FRIDAY}))

    visit = visit_of_caller(caller, MONDAY)

    assert (visit.petitioner_name, visit.phone, visit.alternates) == ("강하늘", "01000007001", ("01000007002",))
    assert visit.marks == (NameMark.GROUP,)
    assert visit.visited_on == FRIDAY


def test_who_was_never_here_is_noted_on_the_day_they_came_to_us() -> None:
    assert visit_of_caller(Caller(**GIVEN), MONDAY).visited_on == MONDAY
