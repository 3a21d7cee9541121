"""Who tells the petitioner of a grievance."""

from bot.services.desk import Desk
from bot.services.grievances.finding import existing_grievance
from bot.services.unit import Unit
from tests.steps.builders import KIM, LEE
from tests.steps.grievances import bring_grievance


def test_whoever_stands_in_tells_the_petitioner_else_who_filed_it(morning: Desk) -> None:
    bring_grievance(morning)

    def tellers(unit: Unit) -> list[str]:
        grievance = existing_grievance(unit, 1)
        filed_by = grievance.teller
        grievance.handed_to = LEE
        return [filed_by, grievance.teller]

    assert morning.do_now(tellers) == [KIM, LEE]
