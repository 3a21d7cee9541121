"""Finding a grievance, or refusing: whose it is not is told the same as that there is none (rule book §5)."""

from collections.abc import Callable

from bot.domain.refusals import Reason, Refused
from bot.services.unit import Unit
from storage.grievances.queries import find_grievance
from storage.grievances.tables import Grievance


def existing_grievance(unit: Unit, grievance_id: int) -> Grievance:
    """Find a grievance, as it stands now. Who may know of it is the caller's question.

    Raises:
        Refused: there is none.
    """
    grievance = find_grievance(unit.session, grievance_id)
    if grievance is None:
        raise Refused(Reason.NO_SUCH_GRIEVANCE, number=grievance_id)
    return grievance


def permitted_grievance(unit: Unit, grievance_id: int, is_theirs: Callable[[Grievance], bool]) -> Grievance:
    """Find a grievance with which somebody has to do.

    Raises:
        Refused: they have nothing to do with it, or there is none.
    """
    grievance = find_grievance(unit.session, grievance_id)
    if grievance is None or not is_theirs(grievance):
        raise Refused(Reason.GRIEVANCE_NOT_YOURS, number=grievance_id)
    return grievance
