"""What people noted of their days, as it is stored."""

from datetime import timedelta

from bot.domain.people.duty import Duty, DutyNote
from bot.services.desk import Desk
from storage.people.duty import duty_noted, replace_duty, set_break
from storage.people.queries import staff_by_slack_id
from tests.steps.builders import KIM, MONDAY, TUESDAY, seoul
from tests.steps.desks import in_session


def test_notes_are_read_as_long_as_they_are_not_over(morning: Desk) -> None:
    one = DutyNote(first=MONDAY, last=MONDAY, duty=Duty.MORNING_OFF)
    other = DutyNote(first=TUESDAY, last=TUESDAY, duty=Duty.AWAY, deputy_id=2)

    in_session(morning, replace_duty, 1, [DutyNote(first=MONDAY, last=TUESDAY, duty=Duty.AWAY)])
    in_session(morning, replace_duty, 1, [other, one])

    days = [MONDAY + timedelta(days=n) for n in (0, 1, 2)]
    assert [in_session(morning, duty_noted, day) for day in days] == [{1: (one, other)}, {1: (other,)}, {}]


def test_a_break_is_noted_and_taken_away(morning: Desk) -> None:
    found = []
    for until in (seoul(MONDAY, 10), None):
        in_session(morning, set_break, KIM, until)
        kim = in_session(morning, staff_by_slack_id, KIM)
        found.append(kim and kim.break_until)

    assert found == [seoul(MONDAY, 10), None]
