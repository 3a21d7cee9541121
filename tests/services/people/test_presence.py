"""Who is here: by notes, breaks and the calendar."""

from datetime import timedelta

from bot.domain.people.duty import Duty
from bot.services.desk import Desk
from bot.services.people.presence import operators_here, roster_of
from bot.services.unit import Unit
from storage.people.duty import set_break
from tests.steps.builders import FRIDAY, KIM, LEE, MONDAY, PARK, seoul
from tests.steps.desks import in_session
from tests.steps.duty import goes

SATURDAY = FRIDAY + timedelta(days=8)


def test_of_the_operators_those_are_here_who_are_neither_away_nor_have_a_break(morning: Desk) -> None:
    goes(morning, KIM, Duty.MORNING_OFF)
    goes(morning, KIM, Duty.HERE, first=SATURDAY)
    in_session(morning, set_break, LEE, seoul(MONDAY, 10))

    def here(unit: Unit) -> list[list[str | None]]:
        roster = roster_of(unit)
        moments = (seoul(MONDAY, 9, 50), seoul(MONDAY, 13), seoul(SATURDAY, 11))
        return [[each.slack_id for each in operators_here(unit, roster, at)] for at in moments]

    assert morning.do_now(here) == [[PARK], [KIM, LEE, PARK], [KIM]]
