"""What a station adds to the reading of lists: words for columns, and whom it never calls (rule book §3)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from bot.domain.lists.columns import Column, StationWords
from bot.domain.lists.departments import department_among, department_spellings
from bot.domain.lists.exclusions import is_never_called
from bot.domain.lists.petition_types import petition_type_of
from bot.domain.lists.rows import ListedVisit
from bot.domain.station import Station
from bot.domain.station_tables import NEVER_CALL, OTHER, Department, NeverCall, PetitionType


@dataclass(frozen=True, slots=True, kw_only=True)
class StationRules:
    """A station's own rules for its lists."""

    columns: StationWords = field(default_factory=dict)
    never_call: NeverCall = NEVER_CALL
    petition_types: tuple[PetitionType, ...] = ()
    departments: tuple[Department, ...] = ()
    _types: dict[tuple[str, ...], str] = field(default_factory=dict, compare=False, repr=False)
    _departments: dict[tuple[str, date], str] = field(default_factory=dict, compare=False, repr=False)
    """What was found: the rows of a list say the same few things."""

    def shown_type(self, visit: ListedVisit) -> str:
        """Return the type of petition, of the station's table, that a row's purposes mean: what a channel may show."""
        if visit.types not in self._types:
            found = (petition_type_of(purpose, self.petition_types) for purpose in visit.types)
            self._types[visit.types] = next((name for name in found if name != OTHER), OTHER)
        return self._types[visit.types]

    def shown_department(self, visit: ListedVisit) -> str:
        """Return the department, of the station's table, that a row means; empty when the list named none."""
        said = (visit.department, visit.visited_on)
        if said not in self._departments:
            self._departments[said] = department_among(visit.department, _spellings(self.departments, said[1]))
        return self._departments[said]

    def never_calls(self, visit: ListedVisit) -> bool:
        """Check `[never_call]`: any of the row's purposes, or its department."""
        if self.never_call == NEVER_CALL:
            return False
        department = self.shown_department(visit)
        return any(
            is_never_called(purpose, petition_type_of(purpose, self.petition_types), department, self.never_call)
            for purpose in visit.types or ("",)
        )


NO_RULES = StationRules()


def rules_of(station: Station) -> StationRules:
    """Return the rules of a station's tables."""
    return StationRules(
        columns={Column(each.kind): each.words for each in station.list_columns},
        never_call=station.never_call,
        petition_types=station.petition_types,
        departments=station.departments,
    )


def department_meant(words: str, departments: tuple[Department, ...], day: date) -> str:
    """Return the department of the table that words mean on a day; the words themselves where no table knows them."""
    found = department_among(words, _spellings(departments, day))
    return words if found in {"", OTHER} else found


@lru_cache(maxsize=32)
def _spellings(departments: tuple[Department, ...], day: date) -> Mapping[str, str]:
    return department_spellings(departments, day)
