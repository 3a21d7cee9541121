"""What people say of their days."""

from datetime import date

from bot.domain.people.cards import Absence
from bot.domain.people.duty import Duty
from bot.services.desk import Desk
from bot.services.handing_over import say_duty_of
from tests.steps.builders import MONDAY


def goes(desk: Desk, who: str, duty: Duty = Duty.AWAY, first: date = MONDAY, last: date | None = None) -> None:
    """Somebody notes of some days what they are; today by default."""
    absence = Absence(first=first, last=last or first, duty=duty)
    desk.do_now(say_duty_of, by=who, absence=absence)


def comes_back(desk: Desk, who: str) -> None:
    """Somebody is back, whatever they noted."""
    desk.do_now(say_duty_of, by=who, absence=Absence())
