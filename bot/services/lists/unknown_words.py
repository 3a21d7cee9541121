"""Words of lists and of the directory that no table of the station knows, for `cleancall tables` (rule book §3)."""

from collections import Counter
from collections.abc import Set as AbstractSet

from bot.domain.keeping.diagnosis import NAMES_OF_DAYS
from bot.domain.lists.exclusions import names_victims
from bot.domain.lists.listed_words import SEPARATOR
from bot.domain.lists.petition_types import petition_type_of
from bot.domain.lists.unknown_words import UnknownWords, WordCounts, WordsSeen, folded_names, units_seen
from bot.domain.station_tables import OTHER
from bot.services.keeping.contact_data import open_words
from bot.services.unit import Unit
from storage.people.queries import active_staff


def see_unknown_words(unit: Unit, *, by: str) -> UnknownWords:
    """Read what lists said where no table knew a name for it; the reading stands in the access log."""
    opened = open_words(unit, since=unit.today - NAMES_OF_DAYS, by=by)
    names = folded_names((*opened.names, *(person.name for person in unit.directory.people)))
    types, departments = WordCounts(), WordCounts()
    for visit in opened.visits:
        if _is_other(unit, visit.words.purpose):
            types.add(visit.words.purpose, visit.person)
        if not unit.knows(visit.words.department, on=visit.day):
            departments.add(visit.words.department, visit.person)
    units = _units(unit, names)
    return UnknownWords(
        days=NAMES_OF_DAYS.days,
        visits=len(opened.visits),
        types=types.sorted_out(names),
        departments=departments.sorted_out(names, also=[each.word for each in units.shown]),
        units=units,
    )


def _is_other(unit: Unit, purpose: str) -> bool:
    """No table knows any of a visit's purposes; what victims suffer is no word for a table."""
    found = {petition_type_of(each, unit.station.petition_types) for each in purpose.split(SEPARATOR)}
    return found == {OTHER} and not names_victims(purpose)


def _units(unit: Unit, names: AbstractSet[str]) -> WordsSeen:
    """Count the members of departments that the directory alone knows."""
    return units_seen(
        Counter(person.department for person in active_staff(unit.session) if not unit.knows(person.department)), names
    )
