"""The station's changes to the holiday table."""

from bot.domain.calendar import HolidayChanged
from bot.services.desk import Desk
from storage.holidays import calendar_changes, change_holiday
from tests.steps.builders import MONDAY, OH, TUESDAY, seoul
from tests.steps.desks import in_session


def test_the_last_change_of_a_day_counts(desk: Desk) -> None:
    founding = HolidayChanged(is_holiday=True, name="개서기념일")
    working = HolidayChanged(is_holiday=False)
    for day, change in ((TUESDAY, founding), (MONDAY, founding), (TUESDAY, working)):
        in_session(desk, change_holiday, day, change, by=OH, at=seoul(MONDAY, 10))

    assert in_session(desk, calendar_changes).holidays == {MONDAY: founding, TUESDAY: working}
