"""Reminders: never at night, never on a day off."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import is_working_time
from bot.domain.grievances.reminders import GrievanceTimes, Reminder, reminders_for
from bot.domain.grievances.states import GrievanceState
from bot.settings import load_calendar
from tests.steps.builders import MONDAY, seoul

CALENDAR = load_calendar()


@given(st.integers(0, 60 * 24 * 30))
def test_nobody_is_reminded_at_night_or_on_a_day_off(minutes: int) -> None:
    filed = seoul(MONDAY, 9, 40)
    now = filed + timedelta(minutes=minutes)
    standing = GrievanceTimes(state=GrievanceState.ROUTED, filed_at=filed, routed_at=filed, due_on=date(2026, 12, 1))

    found = reminders_for(standing, now, CALENDAR)

    assert not found or is_working_time(now, CALENDAR)
    assert (Reminder.OVERDUE in found) <= (now.date() > standing.due_on)


def test_a_question_that_is_answered_at_once_is_warned_of_after_two_hours_and_late_after_three() -> None:
    filed, due = seoul(MONDAY, 9, 40), seoul(MONDAY, 13, 40)
    times = GrievanceTimes(
        state=GrievanceState.ACKNOWLEDGED, filed_at=filed, routed_at=filed, due_on=MONDAY, due_at=due
    )

    found = [reminders_for(times, at, CALENDAR) for at in (seoul(MONDAY, 11, 30), seoul(MONDAY, 11, 40), due)]

    assert found == [[], [Reminder.DUE_SOON], [Reminder.DUE_SOON]]
    assert reminders_for(times, due + timedelta(minutes=1), CALENDAR) == [Reminder.OVERDUE]
