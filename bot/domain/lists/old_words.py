"""What older versions kept in the open of a list's own words, and what stands there instead (rule book §7)."""

import hashlib
import hmac
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from bot.domain.lists.departments import department_among, department_spellings
from bot.domain.lists.petition_types import petition_type_of
from bot.domain.people.officers import RANKS, TITLES
from bot.domain.station_tables import OTHER, Department, PetitionType
from bot.domain.trail import Event

TELL_OF_VISITS = (Event.CALL_MADE, Event.CALL_VISITED_AGAIN, Event.CALL_CORRECTED)
"""Events whose facts name a visit's department and type of petition."""
TYPES, DEPARTMENTS = ("petition_type", "petition_type_before"), ("department", "department_before")
DAY, DIGEST = "visited_on", "digest"
NO_FACTS = "{}"
KNOWN_WORDS = 10_000
"""Words of which the name is remembered: lists repeat them."""


class TableNames:
    """The names of a station's tables for words that were kept as they stood. A name of a table means itself."""

    def __init__(self, types: tuple[PetitionType, ...], departments: tuple[Department, ...]) -> None:
        self._types, self._departments = types, departments
        self._names_of_types = {OTHER, *(each.name for each in types)}
        self._names_of_departments = {OTHER, *(each.name for each in departments)}
        self._spellings: dict[date, Mapping[str, str]] = {}
        self.petition_type = lru_cache(KNOWN_WORDS)(self._petition_type)
        self.department = lru_cache(KNOWN_WORDS)(self._department)

    def _petition_type(self, words: str) -> str:
        """Return the type of petition that words mean."""
        return words if words in self._names_of_types else petition_type_of(words, self._types)

    def _department(self, words: str, day: date) -> str:
        """Return the department that words meant on a day; empty when there were none."""
        if day not in self._spellings:
            self._spellings[day] = department_spellings(self._departments, day)
        found = department_among(words, self._spellings[day])
        return words if found == OTHER and words in self._names_of_departments else found

    def scope(self, words: str, day: date) -> str:
        """Return the department or type that somebody meant who asked for its figures."""
        department = self.department(words, day)
        return self.petition_type(words) if department == OTHER else department


@dataclass(frozen=True, slots=True, kw_only=True)
class ResealedFacts:
    """What stands in a row of the trail now, and what stood there: to be sealed, or thrown away."""

    shown: str
    words: str


def resealed_facts(facts: str, names: TableNames, salt: str) -> ResealedFacts | None:
    """Put names of tables in the place of a list's own words, and a salted digest of what stood there.

    The digest shows that words which are brought forward are those that stood there; without the salt, which is sealed
    with the words, nobody can guess them from it. None: the facts hold no such words.
    """
    told = _read(facts)
    shown = told | _shown(told, names)
    if shown == told and (told or facts == NO_FACTS):
        return None
    shown[DIGEST] = _digest(facts, salt)
    return ResealedFacts(shown=_written(shown), words=_written({"salt": salt, "facts": facts}))


def facts_that_stood(words: str, shown: str) -> str | None:
    """Return the facts that once stood in a row; None when they do not fit the digest that stands there now."""
    kept = _read(words)
    facts, salt = str(kept.get("facts", "")), str(kept.get("salt", ""))
    fits = hmac.compare_digest(_digest(facts, salt), str(_read(shown).get(DIGEST, "")))
    return facts if fits else None


def shown_officer(name: str, rank: str, staff: Collection[str]) -> tuple[str, str]:
    """Return the name and rank of an officer of the directory; of words that name nobody there, nothing."""
    return (name, rank if rank in {*RANKS, *TITLES} else "") if name in staff else ("", "")


def _shown(told: Mapping[str, Any], names: TableNames) -> dict[str, str]:
    types = {name: names.petition_type(str(told[name])) for name in TYPES if name in told}
    return types | {name: names.department(str(told[name]), _day(told)) for name in DEPARTMENTS if name in told}


def _day(told: Mapping[str, Any]) -> date:
    try:
        return date.fromisoformat(str(told.get(DAY)))
    except ValueError:
        return date.max


def _read(text: str) -> dict[str, Any]:
    """Read JSON; what somebody made of it that is no JSON tells nothing."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _written(facts: Mapping[str, Any]) -> str:
    return json.dumps(facts, ensure_ascii=False, sort_keys=True)


def _digest(facts: str, salt: str) -> str:
    return hmac.new(salt.encode(), facts.encode(), hashlib.sha256).hexdigest()
