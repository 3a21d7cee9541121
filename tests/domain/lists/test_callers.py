"""What an operator writes down of somebody who came to us by themselves."""

from datetime import date, timedelta
from typing import Any

import pytest

from bot.domain.calls.inbound import HowCame
from bot.domain.keeping.names import NameMark
from bot.domain.lists.callers import Caller, CallerField, caller_problems, days_looked_at, visit_of_caller
from bot.domain.refusals import Reason
from bot.domain.station import Station
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


def test_exclusions_of_the_last_thirty_days_count_and_of_thirty_around_a_visit() -> None:
    station = Station(name="한빛경찰서", main_number="02-0000-0112")
    lately = {MONDAY - timedelta(days=n) for n in range(31)}
    visit = MONDAY - timedelta(days=100)

    assert days_looked_at([MONDAY], MONDAY, station) == lately
    assert days_looked_at([date.min], MONDAY, station) > lately
    assert days_looked_at([visit], MONDAY, station) == lately | {visit + timedelta(days=n) for n in range(-30, 31)}
