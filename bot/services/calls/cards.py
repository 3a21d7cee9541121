"""Parts of cards that several use cases of calls show."""

from bot.domain.calls.cards import Caller, VisitLine
from bot.services.unit import Unit
from storage.lists.tables import Visit
from storage.people.tables import Staff


def visit_line(visit: Visit) -> VisitLine:
    """Make a card's line of a visit."""
    return VisitLine(
        visited_on=visit.visited_on,
        visited_at=visit.visited_at,
        petition_type=visit.petition_type,
        department=visit.department,
        officer=f"{visit.officer_rank} {visit.officer_name}".strip(),
        receipt_no=visit.receipt_no,
    )


def caller_of(unit: Unit, operator: Staff) -> Caller:
    """Return an operator as the petitioner is to hear of them."""
    return Caller(
        station=unit.station.name,
        office=unit.station.office,
        department=operator.department,
        rank=operator.rank,
        name=operator.name,
        main_number=unit.station.main_number,
    )
