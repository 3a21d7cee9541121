"""The holiday table as a station changes it."""

from datetime import date, timedelta

import pytest

from bot.clock import MovableClock
from bot.domain.refusals import Reason, Refused
from bot.services.calls import boards
from bot.services.desk import Desk
from bot.services.holidays import see_holidays, set_holiday
from tests.steps.builders import KIM, OH, TUESDAY, seoul

CHRISTMAS = date(2026, 12, 25)
SEOLLAL = date(2028, 1, 27)


def test_on_a_day_that_was_made_a_holiday_no_board_is_posted(morning: Desk, clock: MovableClock) -> None:
    morning.do_now(set_holiday, by=OH, day=TUESDAY, is_holiday=True)
    clock.set(seoul(TUESDAY, 8, 31))

    assert morning.do_now(boards.post_morning_when_due) is None
    assert TUESDAY in morning.do_now(see_holidays, by=OH)[0]


def test_the_holidays_ahead_are_listed_from_today_on(morning: Desk, clock: MovableClock) -> None:
    listed = []
    for day in (CHRISTMAS, CHRISTMAS + timedelta(days=1)):
        clock.set(seoul(day, 9))
        listed.append(CHRISTMAS in morning.do_now(see_holidays, by=OH)[0])

    assert listed == [True, False]


def test_a_holiday_can_be_made_a_working_day(morning: Desk) -> None:
    before, _ = morning.do_now(see_holidays, by=OH)

    morning.do_now(set_holiday, by=OH, day=CHRISTMAS, is_holiday=False)

    assert CHRISTMAS in before
    assert CHRISTMAS not in morning.do_now(see_holidays, by=OH)[0]


def test_no_queue_is_posted_on_the_new_year_of_2028(morning: Desk, clock: MovableClock) -> None:
    clock.set(seoul(SEOLLAL, 8, 31))

    assert morning.do_now(boards.post_morning_when_due) is None
    assert morning.do_now(see_holidays, by=OH)[0][SEOLLAL] == "설날"


def test_a_day_past_the_table_is_added_with_its_name_and_the_table_ends_there(morning: Desk) -> None:
    day = date(2036, 1, 28)

    morning.do_now(set_holiday, by=OH, day=day, is_holiday=True, name=" 설날  ")

    assert morning.do_now(lambda unit: (unit.calendar.last_day, unit.calendar.name_of(day))) == (day, "설날")


def test_a_holiday_gets_another_name(morning: Desk) -> None:
    morning.do_now(set_holiday, by=OH, day=CHRISTMAS, is_holiday=True, name="성탄절")

    assert morning.do_now(see_holidays, by=OH)[0][CHRISTMAS] == "성탄절"


@pytest.mark.parametrize(
    ("by", "day", "name", "why"),
    [
        (KIM, TUESDAY, "", Reason.NOT_ALLOWED),
        (OH, CHRISTMAS, "", Reason.HOLIDAY_KNOWN),
        (OH, CHRISTMAS, "기독탄신일", Reason.HOLIDAY_KNOWN),
        (OH, date(2206, 1, 1), "", Reason.HOLIDAY_TOO_FAR),
        (OH, TUESDAY, "개서기념일" * 9, Reason.HOLIDAY_NAME),
        (OH, TUESDAY, "홍길동 010-0000-1201", Reason.HOLIDAY_NAME),
    ],
    ids=["an operator", "one already", "of that name", "a mistyped year", "a speech", "somebody's number"],
)
def test_a_holiday_is_added_by_a_supervisor_and_once(morning: Desk, by: str, day: date, name: str, why: Reason) -> None:
    with pytest.raises(Refused) as refused:
        morning.do_now(set_holiday, by=by, day=day, is_holiday=True, name=name)

    assert refused.value.reason is why
