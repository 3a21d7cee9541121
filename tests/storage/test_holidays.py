"""The station's changes to the holiday table."""

from bot.services.desk import Desk
from storage.holidays import change_holiday, holiday_changes
from tests.steps.builders import MONDAY, OH, TUESDAY, seoul
from tests.steps.desks import in_session


def test_the_last_change_of_a_day_counts(desk: Desk) -> None:
    for day, is_holiday in ((TUESDAY, True), (MONDAY, True), (TUESDAY, False)):
        in_session(desk, change_holiday, day, OH, seoul(MONDAY, 10), is_holiday=is_holiday)

    assert in_session(desk, holiday_changes) == {MONDAY: True, TUESDAY: False}
