"""Reminders: never at night, never on a day off."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import is_working_time
from bot.domain.grievances.reminders import (
    GrievanceTimes,
    Reminder,
    is_past_due,
    reminders_for,
    standing_reminders,
)
from bot.domain.grievances.states import GrievanceState
from bot.settings import load_calendar
from tests.steps.builders import FRIDAY, MONDAY, TUESDAY, seoul
from tests.steps.vectors import every

CALENDAR = load_calendar()
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
NINE = seoul(MONDAY, 9)
ROUTED = GrievanceTimes(state=GrievanceState.ROUTED, filed_at=NINE, routed_at=NINE, due_on=MONDAY + 22 * DAY)
ACKNOWLEDGED = replace(ROUTED, state=GrievanceState.ACKNOWLEDGED)
DUE_ON_MONDAY = replace(ACKNOWLEDGED, due_on=MONDAY + 7 * DAY)
UNACKNOWLEDGED = [Reminder.UNACKNOWLEDGED, Reminder.UNACKNOWLEDGED_HEAD, Reminder.UNACKNOWLEDGED_SUPERVISOR]


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


@every(
    ("at", "reminders"),
    [
        (seoul(MONDAY, 12) - SECOND, []),
        (seoul(MONDAY, 12), UNACKNOWLEDGED[:1]),
        (seoul(MONDAY, 18) - SECOND, UNACKNOWLEDGED[:1]),
        (seoul(MONDAY, 18), UNACKNOWLEDGED[:2]),
        (seoul(TUESDAY, 18) - SECOND, UNACKNOWLEDGED[:2]),
        (seoul(TUESDAY, 18), UNACKNOWLEDGED),
    ],
)
def test_what_is_not_acknowledged_is_reminded_of_after_3_8_and_16_working_hours(
    at: datetime, reminders: list[Reminder]
) -> None:
    assert standing_reminders(ROUTED, at, CALENDAR) == reminders
    assert standing_reminders(ACKNOWLEDGED, at, CALENDAR) == []


@every(
    ("at", "reminders"),
    [
        (seoul(MONDAY, 10) - SECOND, []),
        (seoul(MONDAY, 10), [Reminder.HELD]),
        (seoul(MONDAY, 12) - SECOND, [Reminder.HELD]),
        (seoul(MONDAY, 12), [Reminder.UNACKNOWLEDGED, Reminder.HELD, Reminder.HELD_SUPERVISOR]),
    ],
)
def test_what_is_held_for_its_words_is_reminded_of_after_1_and_3_working_hours(
    at: datetime, reminders: list[Reminder]
) -> None:
    assert standing_reminders(replace(ROUTED, held_by_words=True), at, CALENDAR) == reminders


@every(
    ("at", "reminders"),
    [
        (seoul(MONDAY + 3 * DAY, 23, 59), []),  # Thursday
        (seoul(MONDAY + 4 * DAY, 0), [Reminder.DUE_SOON]),
        (seoul(MONDAY + 7 * DAY, 23, 59), [Reminder.DUE_SOON]),
        (seoul(MONDAY + 8 * DAY, 0), [Reminder.OVERDUE]),
    ],
)
def test_a_working_day_before_it_is_due_it_is_warned_of_and_late_from_the_day_after(
    at: datetime, reminders: list[Reminder]
) -> None:
    assert standing_reminders(DUE_ON_MONDAY, at, CALENDAR) == reminders


@every(
    ("facts", "at", "is_told"),
    [
        ({}, NINE + 30 * DAY - SECOND, False),
        ({}, NINE + 30 * DAY, True),
        ({"progress_told_at": NINE + 10 * DAY}, NINE + 40 * DAY - SECOND, False),
        ({"progress_told_at": NINE + 10 * DAY}, NINE + 40 * DAY, True),
    ],
)
def test_a_petitioner_who_has_heard_nothing_for_thirty_days_is_told_how_it_stands(
    facts: dict[str, Any], at: datetime, is_told: bool
) -> None:
    found = standing_reminders(replace(ACKNOWLEDGED, **facts), at, CALENDAR)

    assert (Reminder.STANDING in found) is is_told


def test_thirty_days_are_counted_whole_and_never_below_nothing() -> None:
    months = [ACKNOWLEDGED.months_open(NINE + each) for each in (-DAY, 30 * DAY, 60 * DAY - SECOND, 60 * DAY)]

    assert months == [0, 1, 1, 2]


@every(
    ("promised_on", "at", "is_reminded"),
    [
        (FRIDAY + 7 * DAY, seoul(MONDAY + 2 * DAY, 23, 59), False),
        (FRIDAY + 7 * DAY, seoul(MONDAY + 3 * DAY, 0), True),
        (ACKNOWLEDGED.due_on, seoul(ACKNOWLEDGED.due_on, 9), False),
        (ACKNOWLEDGED.due_on + DAY, seoul(ACKNOWLEDGED.due_on, 9), False),
        (None, seoul(ACKNOWLEDGED.due_on, 9), False),
    ],
)
def test_audit_is_reminded_a_working_day_before_what_the_petitioner_was_told_where_that_is_earlier(
    promised_on: date | None, at: datetime, is_reminded: bool
) -> None:
    found = standing_reminders(replace(ACKNOWLEDGED, promised_on=promised_on), at, CALENDAR)

    assert (Reminder.PROMISED in found) is is_reminded


def test_of_what_is_closed_nobody_is_reminded() -> None:
    closed = replace(ROUTED, state=GrievanceState.CLOSED, held_by_words=True, promised_on=MONDAY)

    assert standing_reminders(closed, NINE + 400 * DAY, CALENDAR) == []


def test_a_question_that_is_due_before_two_hours_have_passed_is_warned_of_when_it_is_due() -> None:
    due = seoul(MONDAY, 10, 30)
    times = replace(ACKNOWLEDGED, due_on=MONDAY, due_at=due)

    found = [standing_reminders(times, at, CALENDAR) for at in (due - SECOND, due, due + SECOND)]

    assert found == [[], [Reminder.DUE_SOON], [Reminder.OVERDUE]]


@every(
    ("due_at", "now", "is_past"),
    [
        (None, seoul(MONDAY, 23, 59), False),
        (None, seoul(TUESDAY, 0), True),
        (NINE, NINE, False),
        (NINE, NINE + SECOND, True),
    ],
)
def test_a_day_is_past_when_the_next_one_begins_and_a_moment_at_once(
    due_at: datetime | None, now: datetime, is_past: bool
) -> None:
    assert is_past_due(MONDAY, due_at, now) is is_past


@every(
    ("at", "is_told"),
    [
        (seoul(TUESDAY, 9) - SECOND, False),
        (seoul(TUESDAY, 9), True),
        (seoul(TUESDAY, 12), False),
        (seoul(TUESDAY, 13), True),
        (seoul(TUESDAY, 18), False),
        (seoul(MONDAY + 5 * DAY, 10), False),
    ],
)
def test_reminders_wait_for_working_hours(at: datetime, is_told: bool) -> None:
    assert bool(reminders_for(ROUTED, at, CALENDAR)) is is_told
