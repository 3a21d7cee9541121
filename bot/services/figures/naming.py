"""By which names of departments figures are counted: those of today, whatever rows were stored under (rule book §3)."""

from bot.services.unit import Unit
from storage.figures.naming import DatedName, Naming


def naming_of(unit: Unit) -> Naming:
    """Return the station's names of today."""
    dated = [
        DatedName(was.name, was.until, each.name)
        for each in unit.station.departments
        for was in each.earlier
        if was.until is not None
    ]
    return Naming(name_of=unit.department_of, dated=tuple(sorted(dated, key=lambda each: each.until)))
