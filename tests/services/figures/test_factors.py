"""Factors: what is late, who is praised, how the work was shared; small numbers are hidden from supervisors."""

from datetime import date, timedelta

import pytest
from sqlalchemy import update
from sqlmodel import col

from bot.clock import MovableClock
from bot.domain.calls.results import PraiseGiven
from bot.domain.grievances.kinds import Category
from bot.domain.refusals import Reason, Refused
from bot.services.desk import Desk
from bot.services.figures import factors
from bot.services.figures.closing import close_periods_when_due
from storage.calls.tables import Attempt
from tests.steps.builders import HAN, JUNG, KIM, LEE, MONDAY, NOVEMBER, OH, seoul, with_
from tests.steps.calls import MISS, SATISFIED
from tests.steps.desks import phone
from tests.steps.grievances import bring_grievance
from tests.steps.planted_past import Said, plant

IN_DECEMBER = seoul(date(2026, 12, 1), 9)


def november_is_over(desk: Desk, clock: MovableClock) -> None:
    """Beside the few of this month five more answered in another department, and nobody else complained."""
    others = [Said(day=date(2026, 11, 20), department="경무과", petition_type="유실물") for _ in range(5)]
    plant(desk, others, first_id=900)
    clock.set(IN_DECEMBER)
    desk.do_now(close_periods_when_due)


def test_one_complaint_is_counted_for_audit_and_hidden_from_a_supervisor(morning: Desk, clock: MovableClock) -> None:
    bring_grievance(morning)
    running = morning.do_now(factors.see_factors, by=OH, period=NOVEMBER)
    november_is_over(morning, clock)

    of_audit, of_supervisor = (morning.do_now(factors.see_factors, by=who, period=NOVEMBER) for who in (HAN, OH))

    assert (running.said, running.categories) == (None, ())
    assert [(line.member, line.count) for line in of_audit.categories] == [(Category.OTHER, 1)]
    assert [(line.member, line.count) for line in of_supervisor.categories] == [(Category.OTHER, None)]


def test_what_is_late_is_listed_with_its_days(morning: Desk, clock: MovableClock) -> None:
    bring_grievance(morning)
    before = morning.do_now(factors.see_overdue, by=OH)
    clock.set(seoul(MONDAY + timedelta(days=10), 10))

    late = morning.do_now(factors.see_overdue, by=OH)

    assert (before.total, late.total) == (0, 1)
    assert [(line.id, line.department, line.days_late, line.recipient) for line in late.lines] == [
        (1, "교통과", 2, JUNG)
    ]


def test_praise_is_counted_by_department(morning: Desk, clock: MovableClock) -> None:
    phone(morning, 2, with_(SATISFIED, praise=PraiseGiven(words="친절하셨다")))
    november_is_over(morning, clock)

    of_audit, of_supervisor = (morning.do_now(factors.see_praise_figures, by=who, period=NOVEMBER) for who in (HAN, OH))

    assert (of_audit.total, [(line.department, line.count) for line in of_audit.lines]) == (1, [("수사과", 1)])
    assert (of_supervisor.total, [line.count for line in of_supervisor.lines]) == (None, [None])


def test_work_is_listed_in_the_directorys_order_and_not_by_its_amount(morning: Desk) -> None:
    phone(morning, 2, by=LEE)
    phone(morning, 3, by=LEE)
    phone(morning, 1, MISS, by=KIM)

    work = morning.do_now(factors.see_work, by=OH, period=NOVEMBER)

    assert [(line.operator, line.attempts, line.contacts, line.closed) for line in work.lines] == [
        (KIM, 1, 0, 0),
        (LEE, 2, 2, 2),
    ]


def test_an_operator_may_not_see_how_the_work_is_shared(morning: Desk) -> None:
    with pytest.raises(Refused) as refused:
        morning.do_now(factors.see_work, by=KIM, period=NOVEMBER)

    assert refused.value.reason is Reason.NOT_ALLOWED


def test_the_work_of_who_is_not_in_the_directory_stands_last(morning: Desk) -> None:
    phone(morning, 2, by=LEE)
    phone(morning, 1, MISS, by=KIM)
    gone = update(Attempt).where(col(Attempt.by) == KIM).values(by="U0GONE")
    morning.do_now(lambda unit: unit.session.execute(gone) and None)

    work = morning.do_now(factors.see_work, by=OH, period=NOVEMBER)

    assert [(line.operator, line.name, line.attempts) for line in work.lines][-1] == ("U0GONE", "–", 1)
    assert [line.operator for line in work.lines] == [LEE, "U0GONE"]
