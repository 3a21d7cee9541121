"""Filing: which lane a grievance takes, and when it is due."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calls.results import MoneyAnswer
from bot.domain.grievances.filing import Filing, due_on, lane_of
from bot.domain.grievances.kinds import Category, GrievanceLane, Kind, Severity
from bot.settings import load_calendar
from tests.steps.builders import MONDAY, with_
from tests.steps.calls import GRIEVANCE_RESULT

CALENDAR = load_calendar()


@given(
    st.builds(
        Filing,
        kind=st.sampled_from(Kind),
        category=st.sampled_from(Category),
        severity=st.sampled_from(Severity),
        may_tell_officer=st.booleans(),
    ),
    st.sampled_from(MoneyAnswer),
)
def test_lanes_are_chosen_by_rule(chosen: Filing, money: MoneyAnswer) -> None:
    lane = lane_of(chosen, with_(GRIEVANCE_RESULT, money=money))

    if money is MoneyAnswer.YES or chosen.kind is Kind.ALLEGATION or chosen.severity is Severity.S1:
        assert lane is GrievanceLane.AUDIT
    elif lane is GrievanceLane.OFFICER:
        assert chosen.kind is not Kind.COMPLAINT_MANNER or chosen.may_tell_officer


def test_the_grievance_of_4_february_2027_is_due_on_the_16th() -> None:
    complaint = Filing(kind=Kind.COMPLAINT_HANDLING, category=Category.DELAY, severity=Severity.S2)

    assert due_on(complaint, date(2027, 2, 4), CALENDAR) == date(2027, 2, 16)


def test_a_question_about_law_has_fourteen_days() -> None:
    law = Filing(kind=Kind.INQUIRY, category=Category.OTHER, severity=Severity.S4, about_law=True)

    assert due_on(law, MONDAY, CALENDAR) == date(2026, 12, 10)
