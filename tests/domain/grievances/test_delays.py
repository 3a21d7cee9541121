"""Moving a due date (rule book §5; 민원처리법 시행령 §21)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.grievances.delays import (
    Delay,
    DelayField,
    DelayKind,
    DelayReason,
    DueDate,
    due_after,
    latest_until,
    problems_with_delay,
)
from bot.domain.refusals import Reason
from bot.settings import load_calendar
from tests.steps.builders import MONDAY, TUESDAY, seoul
from tests.steps.vectors import every

CALENDAR = load_calendar()
NOW = seoul(MONDAY, 10)
DUE = DueDate(due_on=date(2026, 12, 1), length=7, extensions=0, pauses=0)
LONGER = Delay(kind=DelayKind.EXTENSION, reason=DelayReason.FACT_CHECK, until=date(2026, 12, 4), consent=False)
VISIT = Delay(kind=DelayKind.SITE_VISIT, reason=None, until=MONDAY, consent=False)


def test_an_extension_is_at_most_as_long_as_the_first_period() -> None:
    latest = date(2026, 12, 10)

    assert latest_until(DelayKind.EXTENSION, DUE, MONDAY, CALENDAR) == latest
    assert not problems_with_delay(replace(LONGER, until=latest), DUE, NOW, CALENDAR)
    beyond = problems_with_delay(replace(LONGER, until=date(2026, 12, 11)), DUE, NOW, CALENDAR)
    assert beyond == {DelayField.UNTIL: Reason.DELAY_OUT_OF_REACH}


@every(
    ("delay", "so_far", "problems"),
    [
        ({"reason": None}, {}, {DelayField.REASON: Reason.DELAY_REASON_MISSING}),
        ({"until": None}, {}, {DelayField.UNTIL: Reason.DELAY_OUT_OF_REACH}),
        ({"until": date(2026, 12, 1)}, {}, {DelayField.UNTIL: Reason.DELAY_OUT_OF_REACH}),
        ({"until": date(2026, 12, 5)}, {}, {DelayField.UNTIL: Reason.TIME_NOT_WORKING_DAY}),
        ({"words": "01000001234"}, {}, {DelayField.WORDS: Reason.PERSONAL_NUMBER}),
        ({"reason": DelayReason.EQUAL_WEIGHT}, {}, {DelayField.WORDS: Reason.DELAY_WORDS_MISSING}),
        ({"reason": DelayReason.EQUAL_WEIGHT, "words": "법원의 결정을 기다려야 함"}, {}, {}),
        ({}, {"extensions": 1}, {DelayField.CONSENT: Reason.DELAY_NEEDS_CONSENT}),
        ({"consent": True}, {"extensions": 1}, {}),
        ({"consent": True}, {"extensions": 2}, {DelayField.KIND: Reason.DELAYED_ENOUGH}),
        ({}, {"due_on": date(2026, 11, 20)}, {DelayField.KIND: Reason.DELAY_TOO_LATE}),
        ({"until": date(2026, 11, 24)}, {"due_on": MONDAY}, {}),
        ({"until": date(2026, 12, 2)}, {}, {}),
    ],
)
def test_what_keeps_an_extension_from_being_granted(
    delay: dict[str, Any], so_far: dict[str, Any], problems: dict[str, Reason]
) -> None:
    assert problems_with_delay(replace(LONGER, **delay), replace(DUE, **so_far), NOW, CALENDAR) == problems


@every(("minute", "problems"), [(40, {}), (41, {DelayField.KIND: Reason.DELAY_TOO_LATE})])
def test_what_is_due_at_a_moment_is_extended_until_then(minute: int, problems: dict[str, Reason]) -> None:
    at_once = replace(DUE, due_on=MONDAY, due_at=seoul(MONDAY, 13, 40))
    longer = replace(LONGER, until=TUESDAY)

    assert problems_with_delay(longer, at_once, seoul(MONDAY, 13, minute), CALENDAR) == problems


@every(
    "words",
    [
        "업무량이 많아서",
        "업무 과중",
        "담당 경찰관 휴가 중",
        "담당자가 부재",
        "담당 수사관 미지정",
        "인력이 부족",
        "too busy",
    ],
)
def test_mere_workload_absence_or_nobody_assigned_is_no_reason_of_equal_weight(words: str) -> None:
    asked = replace(LONGER, reason=DelayReason.EQUAL_WEIGHT, words=words)

    assert problems_with_delay(asked, DUE, NOW, CALENDAR) == {DelayField.WORDS: Reason.DELAY_FOR_WORKLOAD}


def test_a_witness_who_is_away_is_a_fact_to_check() -> None:
    assert not problems_with_delay(replace(LONGER, words="참고인이 출장 중임"), DUE, NOW, CALENDAR)


def test_a_site_visit_stops_the_clock_for_fourteen_days_then_seven_then_never() -> None:
    latest = [latest_until(DelayKind.SITE_VISIT, replace(DUE, pauses=n), MONDAY, CALENDAR) for n in range(3)]

    assert latest == [MONDAY + timedelta(days=13), MONDAY + timedelta(days=6), None]


@every(
    ("until", "pauses", "problem"),
    [
        (MONDAY - timedelta(days=1), 0, Reason.DELAY_OUT_OF_REACH),
        (MONDAY, 0, None),
        (MONDAY + timedelta(days=13), 0, None),
        (MONDAY + timedelta(days=14), 0, Reason.DELAY_OUT_OF_REACH),
        (MONDAY + timedelta(days=5), 0, None),  # a Saturday
        (MONDAY + timedelta(days=6), 1, None),
        (MONDAY + timedelta(days=7), 1, Reason.DELAY_OUT_OF_REACH),
    ],
)
def test_a_visit_lasts_from_today_for_two_weeks_and_the_second_for_one(
    until: date, pauses: int, problem: Reason | None
) -> None:
    problems = problems_with_delay(replace(VISIT, until=until), replace(DUE, pauses=pauses), NOW, CALENDAR)

    assert problems == ({} if problem is None else {DelayField.UNTIL: problem})


def test_a_visit_of_a_week_moves_the_date_by_five_working_days_and_one_of_today_by_one() -> None:
    moved = [due_after(replace(VISIT, until=MONDAY + timedelta(days=n)), DUE, MONDAY, CALENDAR) for n in (0, 6)]

    assert moved == [date(2026, 12, 2), date(2026, 12, 8)]


@given(st.integers(0, 13))
def test_a_visit_moves_the_date_by_its_working_days(days: int) -> None:
    until = MONDAY + timedelta(days=days)
    working_days = sum(CALENDAR.is_working_day(MONDAY + timedelta(days=n)) for n in range(days + 1))

    moved = due_after(replace(VISIT, until=until), DUE, MONDAY, CALENDAR)

    assert moved == CALENDAR.add_working_days(DUE.due_on, working_days)


def test_an_extension_is_due_on_the_day_that_was_asked_for() -> None:
    assert due_after(LONGER, DUE, MONDAY, CALENDAR) == LONGER.until
