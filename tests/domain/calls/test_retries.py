"""The retry policy: spread, limits, windows, promises."""

import itertools
from dataclasses import replace
from datetime import datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import SEOUL
from bot.domain.calls.dispositions import RULES, Disposition, Reached
from bot.domain.calls.retries import AttemptMade, counted, next_attempt_at, promise_problem, window_end
from bot.domain.refusals import Reason
from bot.domain.station import Station, day_part
from bot.settings import load_calendar
from tests.steps.builders import FRIDAY, MONDAY, TUESDAY, seoul
from tests.steps.vectors import every

STATION = Station(name="한빛경찰서", main_number="02-0000-0112")
CALENDAR = load_calendar()
MISSES = [each for each, rule in RULES.items() if rule.contact in {Reached.NO, Reached.PARTIAL}]


def after(*attempts: tuple[datetime, Disposition]) -> datetime | None:
    """When to try again after these attempts."""
    history = [AttemptMade(at=at, disposition=disposition) for at, disposition in attempts]
    return next_attempt_at(history, FRIDAY, STATION, CALENDAR)


def test_no_answer_in_the_morning_is_tried_in_the_afternoon() -> None:
    assert after((seoul(MONDAY, 9, 50), Disposition.NO_ANSWER)) == seoul(MONDAY, 13, 10)


def test_no_answer_in_the_afternoon_is_tried_the_next_morning() -> None:
    assert after((seoul(MONDAY, 14), Disposition.NO_ANSWER)) == seoul(TUESDAY, 9, 30)


def test_attempts_are_at_least_two_hours_apart() -> None:
    assert after((seoul(MONDAY, 11, 45), Disposition.NO_ANSWER)) == seoul(MONDAY, 13, 45)


def test_busy_is_tried_again_within_the_hour() -> None:
    assert after((seoul(MONDAY, 10), Disposition.BUSY)) == seoul(MONDAY, 10, 45)


def test_busy_before_lunch_waits_for_the_afternoon() -> None:
    assert after((seoul(MONDAY, 11, 30), Disposition.BUSY)) == seoul(MONDAY, 13, 10)


def test_suspected_phishing_is_tried_the_next_working_day_in_the_other_half() -> None:
    assert after((seoul(MONDAY, 10), Disposition.PHISHING_SUSPECTED)) == seoul(TUESDAY, 13, 10)


def test_who_checks_by_the_main_number_gets_a_working_day() -> None:
    assert after((seoul(FRIDAY, 10), Disposition.WILL_CALL_BACK)) == seoul(MONDAY, 10)


def test_busy_counts_once_in_half_a_day() -> None:
    busy = [AttemptMade(at=seoul(MONDAY, 10, minute), disposition=Disposition.BUSY) for minute in (0, 45)]

    assert len(counted(busy, STATION)) == 1


@every(
    ("first", "second", "counts"),
    [
        ((Disposition.NO_ANSWER, 9, 40), (Disposition.NO_ANSWER, 9, 41), 1),
        ((Disposition.NO_ANSWER, 9, 40), (Disposition.VOICEMAIL, 11, 39), 1),
        ((Disposition.NO_ANSWER, 9, 40), (Disposition.VOICEMAIL, 11, 40), 2),
        ((Disposition.NO_ANSWER, 11, 30), (Disposition.BUSY, 13, 29), 1),
        ((Disposition.BUSY, 10, 0), (Disposition.NO_ANSWER, 10, 44), 1),
        ((Disposition.BUSY, 10, 0), (Disposition.NO_ANSWER, 10, 45), 2),
        ((Disposition.LANGUAGE, 10, 0), (Disposition.THIRD_PARTY, 11, 59), 1),
    ],
)
def test_what_comes_too_soon_after_the_last_one_does_not_count(
    first: tuple[Disposition, int, int], second: tuple[Disposition, int, int], counts: int
) -> None:
    tried = [AttemptMade(at=seoul(MONDAY, hour, minute), disposition=how) for how, hour, minute in (first, second)]

    assert len(counted(tried, STATION)) == counts


def test_three_misses_in_one_minute_never_close_a_call() -> None:
    start = seoul(MONDAY, 9, 40)

    assert after(*((start + timedelta(seconds=20 * n), Disposition.NO_ANSWER) for n in range(3))) == seoul(
        MONDAY, 13, 10
    )


def test_who_was_tried_too_often_counts_from_the_last_that_counted() -> None:
    tried = [
        AttemptMade(at=seoul(MONDAY, 9, 40) + n * timedelta(minutes=110), disposition=Disposition.NO_ANSWER)
        for n in range(3)
    ]

    assert counted(tried, STATION) == [tried[0], tried[2]]


def test_three_misses_are_enough() -> None:
    assert (
        after(
            (seoul(MONDAY, 10), Disposition.NO_ANSWER),
            (seoul(MONDAY, 14), Disposition.NO_ANSWER),
            (seoul(TUESDAY, 10), Disposition.NO_ANSWER),
        )
        is None
    )


def test_the_last_chance_falls_in_the_other_half_when_both_misses_were_in_one() -> None:
    chance = after((seoul(MONDAY, 13, 20), Disposition.BUSY), (seoul(TUESDAY, 15, 30), Disposition.WILL_CALL_BACK))

    assert chance == seoul(TUESDAY + timedelta(days=2), 9, 30)


def test_the_end_of_the_calling_hours_is_within_them() -> None:
    assert after((seoul(MONDAY, 11, 5), Disposition.BUSY)) == seoul(MONDAY, 11, 50)
    assert after((seoul(MONDAY, 11, 6), Disposition.BUSY)) == seoul(MONDAY, 13, 10)
    assert after((seoul(MONDAY, 16, 45), Disposition.BUSY)) == seoul(MONDAY, 17, 30)
    assert after((seoul(MONDAY, 16, 46), Disposition.BUSY)) == seoul(TUESDAY, 9, 30)


def test_the_last_chance_falls_on_another_day_when_both_misses_were_on_one() -> None:
    both_halves = (seoul(MONDAY, 10), Disposition.BUSY), (seoul(MONDAY, 14), Disposition.BUSY)

    assert after(*both_halves) == seoul(TUESDAY, 9, 30)


def test_the_last_chance_is_free_when_the_misses_were_on_two_days_and_in_both_halves() -> None:
    for first, second in itertools.combinations([MONDAY + timedelta(days=day) for day in range(5)], 2):
        spread = (seoul(first, 10), Disposition.BUSY), (seoul(second, 14), Disposition.BUSY)

        assert after(*spread) == seoul(second, 14, 45)


def test_the_last_chance_falls_in_the_other_half_of_the_same_day_when_the_misses_were_on_two_days() -> None:
    mornings = (seoul(MONDAY, 10), Disposition.BUSY), (seoul(TUESDAY, 10), Disposition.BUSY)

    assert after(*mornings) == seoul(TUESDAY, 13, 10)


def test_the_second_attempt_need_not_fall_on_another_day() -> None:
    asked_before = (seoul(MONDAY, 9, 40), Disposition.CALLBACK_REQUESTED)

    assert after(asked_before, (seoul(MONDAY, 10), Disposition.BUSY)) == seoul(MONDAY, 10, 45)


def test_what_counts_already_is_not_asked_again_however_many_there_are() -> None:
    assert after(*((seoul(MONDAY + timedelta(days=day), 10), Disposition.NO_ANSWER) for day in range(4))) is None


def test_who_was_reached_and_the_same_line_in_the_same_half_count_nothing_and_what_follows_does() -> None:
    tried = [
        AttemptMade(at=at, disposition=how)
        for at, how in (
            (seoul(MONDAY, 9, 40), Disposition.CALLBACK_REQUESTED),
            (seoul(MONDAY, 10), Disposition.BUSY),
            (seoul(MONDAY, 10, 45), Disposition.BUSY),
            (seoul(MONDAY, 14), Disposition.BUSY),
            (seoul(TUESDAY, 14), Disposition.BUSY),
        )
    ]

    assert counted(tried, STATION) == [tried[1], *tried[3:]]


def test_on_the_last_day_of_the_window_there_is_a_chance_and_after_it_none() -> None:
    last = window_end(FRIDAY, STATION, CALENDAR)

    assert after((seoul(last, 10), Disposition.NO_ANSWER)) == seoul(last, 13, 10)
    assert after((seoul(last, 14), Disposition.NO_ANSWER)) is None


def test_what_is_entered_later_is_not_tried_before_it_was_entered() -> None:
    missed = [AttemptMade(at=seoul(MONDAY, 9, 50), disposition=Disposition.NO_ANSWER)]

    at = next_attempt_at(missed, FRIDAY, STATION, CALENDAR, not_before=seoul(TUESDAY, 15))

    assert at == seoul(TUESDAY, 15)


def test_the_last_chance_is_in_the_half_day_that_no_attempt_that_counts_was_in() -> None:
    mornings = (seoul(MONDAY, 9, 30), Disposition.NO_ANSWER), (seoul(TUESDAY, 10, 1), Disposition.NO_ANSWER)
    too_soon = (seoul(TUESDAY, 12), Disposition.NO_ANSWER)

    at = after(*mornings, too_soon)

    assert at == seoul(TUESDAY, 14)


@given(
    st.lists(st.tuples(st.integers(0, 8), st.integers(9 * 60 + 30, 17 * 60 + 30), st.sampled_from(MISSES)), min_size=1)
)
def test_whatever_was_tried_the_next_attempt_keeps_every_rule(tried: list[tuple[int, int, Disposition]]) -> None:
    start = datetime(2026, 11, 23, tzinfo=SEOUL)
    history = sorted(
        (AttemptMade(at=start + timedelta(days=day, minutes=minute), disposition=how) for day, minute, how in tried),
        key=lambda attempt: attempt.at,
    )

    at = next_attempt_at(history, FRIDAY, STATION, CALENDAR)

    if at is None:
        return
    assert CALENDAR.is_working_day(at.date())
    assert STATION.may_call_at(at)
    assert at.date() <= window_end(FRIDAY, STATION, CALENDAR)
    assert at - history[-1].at >= STATION.busy_gap
    used = [*counted(history, STATION), AttemptMade(at=at, disposition=Disposition.NO_ANSWER)]
    assert len(used) <= STATION.most_attempts
    if len(used) == STATION.most_attempts:
        assert len({attempt.at.astimezone(SEOUL).date() for attempt in used}) >= 2
        assert len({day_part(attempt.at) for attempt in used}) >= 2


@every(
    ("at", "problem"),
    [
        (None, Reason.TIME_MISSING),
        (seoul(MONDAY, 9), Reason.TIME_PAST),
        (seoul(MONDAY, 20, 1), Reason.TIME_OUTSIDE_HOURS),
        (seoul(TUESDAY, 9, 0), Reason.TIME_OUTSIDE_HOURS),
        (seoul(MONDAY + timedelta(days=5), 10), Reason.TIME_NOT_WORKING_DAY),
        (seoul(MONDAY + timedelta(days=30), 10), Reason.TIME_TOO_LATE),
        (seoul(MONDAY, 10), Reason.TIME_PAST),
        (seoul(MONDAY, 10, 1), None),
        (seoul(TUESDAY, 9, 29), Reason.TIME_OUTSIDE_HOURS),
        (seoul(TUESDAY, 9, 30), None),
        (seoul(TUESDAY, 20), None),
        (seoul(MONDAY + timedelta(days=14), 20), None),
        (seoul(MONDAY + timedelta(days=15), 9, 30), Reason.TIME_TOO_LATE),
        (seoul(MONDAY, 19, 30), None),
        (seoul(MONDAY, 12, 30), None),
    ],
)
def test_a_promise_is_for_a_time_that_can_be_kept(at: datetime | None, problem: Reason | None) -> None:
    assert promise_problem(at, seoul(MONDAY, 10), STATION, CALENDAR) == problem


@every(
    ("hour", "minute", "problem"),
    [
        (8, 59, Reason.TIME_NOT_WORKING_DAY),
        (9, 0, None),
        (12, 0, None),
        (12, 1, Reason.TIME_NOT_WORKING_DAY),
    ],
)
def test_on_a_day_off_a_promise_lies_in_the_hours_of_duty(hour: int, minute: int, problem: Reason | None) -> None:
    on_duty = replace(STATION, duty_hours=((time(9), time(12)),))
    saturday = MONDAY + timedelta(days=5)

    assert promise_problem(seoul(saturday, hour, minute), seoul(MONDAY, 10), on_duty, CALENDAR) == problem
