"""What heads are shown of their departments, and how often."""

from dataclasses import replace
from datetime import date

import pytest

from bot.clock import MovableClock
from bot.domain.figures.periods import PeriodKind, period_with, text_of
from bot.domain.notices import NoticeKind
from bot.domain.refusals import Reason, Refused
from bot.domain.station import HeadReports
from bot.services.desk import Desk
from bot.services.figures.departments import see_department_report, see_own_department, sees_own_alone, tell_heads
from tests.steps.builders import BAEK, HAN, KIM, MONDAY, NOVEMBER, OH, YOON, seoul, visitor
from tests.steps.desks import bring_list, hire, operator, phone
from tests.steps.rows import calls_of_list, told

WEEK = period_with(PeriodKind.WEEK, MONDAY)
JANUARY = period_with(PeriodKind.MONTH, date(2027, 1, 5))


def with_heads(desk: Desk) -> None:
    """Two departments with a head each; one of them is a supervisor too."""
    hire(
        desk,
        operator(YOON, name="윤과장", department="교통과", roles=["head"]),
        operator(BAEK, name="백과장", department="수사과", roles=["head", "supervisor"]),
    )


def test_heads_alone_see_their_department_alone(morning: Desk) -> None:
    with_heads(morning)

    alone = [morning.do_now(sees_own_alone, by=who) for who in (YOON, BAEK, OH, HAN)]
    card = morning.do_now(see_own_department, by=YOON, period=NOVEMBER)
    refused = []
    for who, word in ((YOON, "수사과"), (OH, ""), (KIM, "")):
        with pytest.raises(Refused) as refusal:
            morning.do_now(see_own_department, by=who, period=NOVEMBER, word=word)
        refused.append(refusal.value.reason)

    assert alone == [True, False, False, False]
    assert (card.department, card.answered, card.values, card.values_before) == ("교통과", 0, {}, {})
    assert card.period.last < MONDAY  # November is not over
    assert refused == [Reason.OWN_DEPARTMENT, Reason.NOT_ALLOWED, Reason.NOT_ALLOWED]


@pytest.mark.parametrize(
    ("reports", "sent"), [(HeadReports.NONE, 0), (HeadReports.MONTHLY, 1), (HeadReports.WEEKLY, 2)]
)
def test_heads_are_told_as_often_as_the_station_wants(morning: Desk, reports: HeadReports, sent: int) -> None:
    with_heads(morning)
    morning.station = replace(morning.station, head_reports=reports)

    for period in (WEEK, NOVEMBER):
        morning.do_now(tell_heads, period=period)

    assert told(morning, NoticeKind.DEPARTMENT_REPORT).count(YOON) == sent


def test_a_head_is_shown_the_month_that_they_ask_for(morning: Desk, clock: MovableClock) -> None:
    with_heads(morning)
    clock.set(seoul(date(2027, 1, 5), 9))

    shown = [morning.do_now(see_own_department, by=YOON, period=period).period for period in (NOVEMBER, JANUARY)]

    assert shown == [NOVEMBER, period_with(PeriodKind.MONTH, date(2026, 12, 1))]


def test_of_fewer_than_ten_who_answered_a_head_is_shown_nothing(morning: Desk) -> None:
    with_heads(morning)
    bring_list(morning, [visitor(number) for number in range(11, 21)])
    numbers = [each.key for each in calls_of_list(morning) if each.key > 3]

    shown = []
    for number in numbers:
        phone(morning, number)
        card = morning.do_now(see_department_report, reader=YOON, period=text_of(WEEK))
        shown.append((card.answered, bool(card.values)) if card else None)

    assert shown == [*((answered, False) for answered in range(1, 10)), (10, True)]


def test_whoever_is_no_head_any_more_is_shown_nothing(morning: Desk) -> None:
    with_heads(morning)
    hire(morning, operator(YOON, name="윤과장", department="교통과", roles=["officer"]))

    assert morning.do_now(see_department_report, reader=YOON, period=text_of(NOVEMBER)) is None
    assert morning.do_now(see_department_report, reader=BAEK, period=text_of(NOVEMBER)) is not None
