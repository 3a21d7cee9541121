"""Who is here: of each day the last word counts; half days are split at noon."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.people.duty import Duty, DutyNote, is_away, is_here, is_off, note_of, noted_over
from bot.settings import load_calendar
from tests.steps.builders import FRIDAY, MONDAY, TUESDAY, seoul

CALENDAR = load_calendar()
SATURDAY = FRIDAY + timedelta(days=1)
DAYS = st.dates(MONDAY, MONDAY + timedelta(days=20))
NOTES = st.builds(
    lambda one, other, duty: DutyNote(first=min(one, other), last=max(one, other), duty=duty),
    DAYS,
    DAYS,
    st.sampled_from(Duty),
)


def note(first: date, last: date, duty: Duty) -> DutyNote:
    return DutyNote(first=first, last=last, duty=duty)


@given(st.lists(NOTES, max_size=6), DAYS)
def test_of_each_day_the_last_word_counts(said: list[DutyNote], day: date) -> None:
    notes: tuple[DutyNote, ...] = ()
    for each in said:
        notes = noted_over(notes, each.first, each.last, each)
    last_word = next((each for each in reversed(said) if each.covers(day)), None)

    found = note_of(notes, day)

    assert (found and found.duty) == (last_word and last_word.duty)
    assert sum(each.covers(day) for each in notes) <= 1


def test_a_day_in_the_middle_is_taken_out_of_a_leave() -> None:
    leave = note(MONDAY, FRIDAY + timedelta(days=7), Duty.AWAY)

    assert [(each.first, each.last) for each in noted_over([leave], TUESDAY, TUESDAY, None)] == [
        (MONDAY, MONDAY),
        (TUESDAY + timedelta(days=1), leave.last),
    ]


@pytest.mark.parametrize(
    ("duty", "hour", "here"),
    [
        (Duty.MORNING_OFF, 11, False),
        (Duty.MORNING_OFF, 12, True),
        (Duty.AFTERNOON_OFF, 11, True),
        (Duty.AFTERNOON_OFF, 12, False),
        (Duty.AWAY, 9, False),
        (Duty.HERE, 9, True),
        (None, 9, True),
    ],
)
def test_half_a_day_is_split_at_noon(duty: Duty | None, hour: int, *, here: bool) -> None:
    notes = [] if duty is None else [note(MONDAY, MONDAY, duty)]

    assert is_here(notes, seoul(MONDAY, hour), CALENDAR) is here
    assert is_away(notes, seoul(MONDAY, hour)) is not here
    assert is_off(notes, MONDAY) is (duty is Duty.AWAY)


def test_on_a_day_off_only_who_said_so_is_here() -> None:
    assert not is_here([], seoul(SATURDAY, 10), CALENDAR)
    assert not is_away([], seoul(SATURDAY, 10))
    assert is_here([note(SATURDAY, SATURDAY, Duty.HERE)], seoul(SATURDAY, 10), CALENDAR)
