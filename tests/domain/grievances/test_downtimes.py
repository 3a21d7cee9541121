"""Times in which a system was down (rule book §5, clock)."""

from datetime import datetime, timedelta

from bot.domain.calendar import HoursWorked
from bot.domain.grievances.downtimes import Downtime, days_stopped, problem_with_downtime, read_downtime, read_named
from bot.domain.refusals import Reason
from bot.settings import load_calendar
from tests.steps.builders import FRIDAY, MONDAY, TUESDAY, seoul
from tests.steps.vectors import every

CALENDAR = load_calendar()
DOWN = (seoul(MONDAY, 14), seoul(TUESDAY, 11))
STOPPED = CALENDAR.stopped_during([DOWN])


@every(
    ("words", "began", "ended", "reason"),
    [
        ("2026-11-23 14:00 ~ 2026-11-24 11:00 전산망 장애", *DOWN, "전산망 장애"),
        ("11/23 14:00 11/24 11:00 점검", *DOWN, "점검"),
        ("11.23. 14:00부터 18:00까지 점검", DOWN[0], seoul(MONDAY, 18), "점검"),
        ("9:00~10:30", seoul(MONDAY, 9), seoul(MONDAY, 10, 30), ""),
    ],
)
def test_a_stretch_is_read_as_people_write_it(words: str, began: datetime, ended: datetime, reason: str) -> None:
    assert read_downtime(words, MONDAY) == Downtime(began_at=began, ended_at=ended, reason=reason)


@every("words", ["", "어제", "11/23 25:00 ~ 18:00", "13/40 9:00 ~ 10:00", "14:00"])
def test_what_is_no_stretch_is_none(words: str) -> None:
    assert read_downtime(words, MONDAY) is None


@every(
    ("began", "ended", "problem"),
    [
        (*DOWN, None),
        (seoul(TUESDAY, 11), seoul(TUESDAY, 11), Reason.DOWNTIME_WRONG),
        (seoul(TUESDAY, 11), seoul(TUESDAY, 23), Reason.DOWNTIME_WRONG),
        (seoul(MONDAY, 19), seoul(MONDAY, 23), Reason.DOWNTIME_WRONG),
        (seoul(MONDAY, 9) - timedelta(days=40), seoul(MONDAY, 9), Reason.DOWNTIME_WRONG),
    ],
)
def test_it_is_past_in_order_and_holds_a_working_hour(began: datetime, ended: datetime, problem: Reason | None) -> None:
    asked = Downtime(began_at=began, ended_at=ended, reason="점검")

    assert problem_with_downtime(asked, seoul(TUESDAY, 12), CALENDAR) == problem


def test_a_down_time_counts_once() -> None:
    again = Downtime(began_at=seoul(TUESDAY, 10), ended_at=seoul(TUESDAY, 12), reason="점검")
    after = Downtime(began_at=seoul(TUESDAY, 11), ended_at=seoul(TUESDAY, 12), reason="점검")

    assert problem_with_downtime(again, seoul(TUESDAY, 12), STOPPED) is Reason.DOWNTIME_KNOWN
    assert problem_with_downtime(after, seoul(TUESDAY, 12), STOPPED) is None


def test_half_a_day_or_more_counts_whole() -> None:
    assert [days_stopped(hours) for hours in (0.5, 3.9, 4, 8, 11.9, 12, 16)] == [0, 0, 1, 1, 1, 2, 2]


def test_no_hour_of_it_is_worked_whichever_way_hours_are_counted() -> None:
    start, end = seoul(FRIDAY, 17), seoul(TUESDAY, 14)

    assert CALENDAR.working_hours_between(start, end) - STOPPED.working_hours_between(start, end) == 6
    for first, last in ((start, end), (seoul(MONDAY, 15), seoul(TUESDAY, 10)), (DOWN[1], end), (start, DOWN[0])):
        table = HoursWorked(STOPPED, FRIDAY, TUESDAY)
        assert abs(table.between(first, last) - STOPPED.working_hours_between(first, last)) < 1e-9
    assert HoursWorked(STOPPED, FRIDAY, TUESDAY).from_end_of_day(FRIDAY, end) == 4 + 1 + 1
    assert STOPPED.add_working_hours(seoul(MONDAY, 13), 2) == seoul(TUESDAY, 12)


def test_which_one_is_meant_is_read_by_its_beginning_with_its_end_or_without() -> None:
    meant = (seoul(MONDAY, 14), "잘못 적음")

    assert read_named("11/23 14:00 잘못 적음", TUESDAY) == meant
    assert read_named("11/23 14:00 ~ 11/24 11:00 잘못 적음", TUESDAY) == meant
    assert read_named("11/23 14:00부터 15:00까지 잘못 적음", TUESDAY) == meant
    assert read_named("11/23 25:00 잘못 적음", TUESDAY) is read_named("어제 잘못 적음", TUESDAY) is None


def test_without_it_the_clock_runs_and_days_are_counted_back() -> None:
    assert STOPPED.running_during(DOWN[0]) == CALENDAR
    assert STOPPED.running_during(DOWN[1]) == STOPPED
    assert CALENDAR.take_working_days(TUESDAY, 2) == FRIDAY
    assert CALENDAR.take_working_days(TUESDAY, 0) == TUESDAY
