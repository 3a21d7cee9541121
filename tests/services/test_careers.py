"""In which department somebody was on the day of a visit, by its name of today."""

from dataclasses import replace
from datetime import date, timedelta

from bot.domain.station_tables import Department, EarlierName
from bot.services.careers import (
    department_now,
    department_on,
    departments_since,
    own_departments,
)
from bot.services.desk import Desk
from bot.services.unit import Unit
from storage.people.tables import Staff
from tests.steps.builders import FRIDAY, LEE, MONDAY
from tests.steps.desks import operator, posting

MOVED = MONDAY
BEFORE = MONDAY - timedelta(days=1)
LONG_AGO = MONDAY - timedelta(days=2000)


def moved(**facts: object) -> Staff:
    """이상담, who came from 교통과 on Monday."""
    return operator(LEE, **{"moved_on": MOVED, "postings": [posting("교통과 교통조사팀", last=BEFORE)], **facts})


def test_a_matter_of_before_the_transfer_is_that_of_the_department_of_then(desk: Desk) -> None:
    def look(unit: Unit) -> list[object]:
        lee = moved()
        return [
            department_on(unit, lee, FRIDAY),
            department_on(unit, lee, MONDAY),
            department_now(unit, lee),
            departments_since(unit, lee, FRIDAY),
        ]

    assert desk.do_now(look) == ["교통과", "청문감사인권관실", "청문감사인권관실", {"교통과", "청문감사인권관실"}]


def test_an_order_that_takes_effect_tomorrow_is_none_yet(desk: Desk) -> None:
    tomorrow = MONDAY + timedelta(days=1)

    lee = moved(moved_on=tomorrow, postings=[posting("교통과", last=MONDAY)])

    assert desk.do_now(lambda unit: department_now(unit, lee)) == "교통과"


def test_the_department_of_the_day_is_ones_own_however_short_the_memory(desk: Desk) -> None:
    desk.station = replace(desk.station, conflict_memory=timedelta(0))
    lee = moved(postings=[posting("교통과", last=BEFORE - timedelta(days=3)), posting("수사과", last=LONG_AGO)])

    own = [desk.do_now(own_departments, lee, day) for day in (FRIDAY - timedelta(days=2), FRIDAY, LONG_AGO)]

    assert own == [{"교통과", "청문감사인권관실"}, {"청문감사인권관실"}, {"수사과", "교통과", "청문감사인권관실"}]


def test_a_department_that_was_renamed_is_the_same(desk: Desk) -> None:
    until = date(2026, 11, 21)
    renamed = Department("통합수사과", (), (EarlierName("형사과", until),))
    desk.station = replace(desk.station, departments=(*desk.station.departments, renamed))
    lee = moved(postings=[posting("형사과", last=BEFORE)])

    assert desk.do_now(department_on, lee, FRIDAY) == "통합수사과"
    assert desk.do_now(department_on, lee, BEFORE) == "형사과"  # another department has the name since


def test_every_department_since_a_day_counts_and_the_one_that_is_ordered(desk: Desk) -> None:
    ahead = MONDAY + timedelta(days=7)
    between = [posting("교통과", last=FRIDAY), posting("수사과", first=FRIDAY + timedelta(days=1), last=MONDAY)]
    lee = moved(moved_on=ahead, postings=between)

    since = [desk.do_now(departments_since, lee, day) for day in (FRIDAY, MONDAY)]

    assert since == [{"교통과", "수사과", "청문감사인권관실"}, {"수사과", "청문감사인권관실"}]
