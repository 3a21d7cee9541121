"""Parts of cards that several use cases of calls show."""

from bot.domain.calls.cards import Caller, VisitLine
from bot.domain.lists.listed_words import listed_words_from_text
from bot.services.officers import officers_of_visit
from bot.services.unit import Unit
from storage.lists.tables import Visit
from storage.people.tables import Staff


def visit_line(unit: Unit, visit: Visit) -> VisitLine:
    """Make a line of a visit for the claimant's card: with the list's own words, which nobody else is shown."""
    named = officers_of_visit(unit, visit)
    found = (unit.directory.by_id[each] for each in named.found)
    officers = tuple(f"{each.rank} {each.name}" for each in found)
    listed = listed_words_from_text(unit.opened(visit.sealed_listed))
    said = (listed.purpose, listed.department, named.cell)
    says_more = said != (visit.petition_type, visit.department, ", ".join(officers))
    return VisitLine(
        visited_on=visit.visited_on,
        visited_at=visit.visited_at,
        petition_type=visit.petition_type,
        department=visit.department,
        officers=officers,
        no_visit=visit.no_visit,
        receipt_no=visit.receipt_no,
        listed=" · ".join(filter(None, said)) if says_more else "",
        remarks=unit.opened(visit.sealed_note),
        marks=listed.marks,
        unclear=named.unclear if named.cell else None,
    )


def caller_of(unit: Unit, member: Staff) -> Caller:
    """Return a member of the station as the petitioner is to hear of them."""
    return Caller(
        station=unit.station.name,
        department=member.department,
        rank=member.rank,
        name=member.name,
    )
