"""The holiday table as a station changes it."""

from datetime import date

import pytest

from bot.clock import MovableClock
from bot.domain.refusals import Reason, Refused
from bot.services.calls import boards
from bot.services.desk import Desk
from bot.services.holidays import see_holidays, set_holiday
from tests.steps.builders import KIM, OH, TUESDAY, seoul

CHRISTMAS = date(2026, 12, 25)


def test_on_a_day_that_was_made_a_holiday_no_board_is_posted(morning: Desk, clock: MovableClock) -> None:
    morning.do_now(set_holiday, by=OH, day=TUESDAY, is_holiday=True)
    clock.set(seoul(TUESDAY, 8, 31))

    assert morning.do_now(boards.post_morning_when_due) is None
    assert TUESDAY in morning.do_now(see_holidays, by=OH)[0]


def test_a_holiday_can_be_made_a_working_day(morning: Desk) -> None:
    before, _ = morning.do_now(see_holidays, by=OH)

    morning.do_now(set_holiday, by=OH, day=CHRISTMAS, is_holiday=False)

    assert CHRISTMAS in before
    assert CHRISTMAS not in morning.do_now(see_holidays, by=OH)[0]


@pytest.mark.parametrize(
    ("by", "day", "why"),
    [(KIM, TUESDAY, Reason.NOT_ALLOWED), (OH, CHRISTMAS, Reason.HOLIDAY_KNOWN)],
    ids=["an operator", "what is one already"],
)
def test_a_holiday_is_added_by_a_supervisor_and_once(morning: Desk, by: str, day: date, why: Reason) -> None:
    with pytest.raises(Refused) as refused:
        morning.do_now(set_holiday, by=by, day=day, is_holiday=True)

    assert refused.value.reason is why
