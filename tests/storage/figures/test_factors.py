"""What was complained of, of the ordinary track alone."""

from datetime import timedelta

from bot.domain.calls.results import MoneyAnswer
from bot.domain.grievances.kinds import Category, RootCause
from bot.services.desk import Desk
from bot.services.grievances import handling, replying
from storage.figures.factors import (
    FiledKey,
    count_overdue,
    filed_by_category,
    oldest_open,
    overdue_grievances,
    root_causes,
    weekly_counts,
)
from storage.figures.naming import Group, Naming
from tests.steps.builders import JUNG, KIM, MONDAY, NOVEMBER, seoul, with_
from tests.steps.calls import GRIEVANCE_RESULT
from tests.steps.desks import in_session
from tests.steps.grievances import EXPLAINED, bring_grievance

AS_STORED = Naming(name_of=str)
TRAFFIC = Group("교통과", "교통사고")
LATE = seoul(MONDAY + timedelta(days=20), 9)


def test_what_was_filed_is_counted_by_place_category_and_week(morning: Desk) -> None:
    bring_grievance(morning)

    assert in_session(morning, filed_by_category, NOVEMBER, AS_STORED) == {FiledKey(TRAFFIC, Category.OTHER): 1}
    weeks = in_session(morning, weekly_counts, MONDAY - timedelta(days=7), MONDAY, AS_STORED)
    assert weeks == {("교통과", Category.OTHER): {MONDAY: 1}}


def test_what_came_to_audit_is_in_none_of_it(morning: Desk) -> None:
    bring_grievance(morning, with_(GRIEVANCE_RESULT, money=MoneyAnswer.YES))

    assert not in_session(morning, filed_by_category, NOVEMBER, AS_STORED)
    assert not in_session(morning, weekly_counts, MONDAY, MONDAY, AS_STORED)
    assert not in_session(morning, overdue_grievances, LATE, AS_STORED, most=10)
    assert in_session(morning, count_overdue, LATE) == 0
    assert in_session(morning, oldest_open) is None


def test_a_grievance_is_late_from_the_day_after_it_was_due_until_it_is_closed(morning: Desk) -> None:
    bring_grievance(morning)
    [(grievance, department)] = in_session(morning, overdue_grievances, LATE, AS_STORED, most=10)
    in_time = in_session(morning, count_overdue, seoul(grievance.due_on, 23))
    late = in_session(morning, count_overdue, seoul(grievance.due_on + timedelta(days=1), 0))

    morning.do_now(handling.answer, by=JUNG, grievance_id=1, words="설명드림")
    morning.do_now(replying.record_reply, by=KIM, grievance_id=1, reply=EXPLAINED)

    assert (department, in_time, late) == ("교통과", 0, 1)
    assert in_session(morning, count_overdue, LATE) == 0
    assert in_session(morning, root_causes, NOVEMBER, AS_STORED) == {TRAFFIC: {RootCause.EXPLANATION_MISSING: 1}}
