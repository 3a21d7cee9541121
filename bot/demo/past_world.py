"""What the sample past is made of: people, departments and words (past.toml), and dice that fall alike each time."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from importlib import resources
from random import Random
from typing import Any, TypeVar

from bot.domain.grievances.kinds import Category, Kind, RootCause

T = TypeVar("T")
SEED = 20261123
OPERATORS = ("U0KIM", "U0LEE", "U0PARK")
SUPERVISOR = "U0OH"
WEEK = timedelta(days=7)


def dice(*of: object) -> Random:
    """Make the dice of one happening: named alike, they fall alike, whatever else happens."""
    return Random("|".join(str(each) for each in (SEED, *of)))  # noqa: S311 — draws samples, guards nothing


def weighed(random: Random, weights: Mapping[T, float]) -> T:
    """Draw one of some things by their weights."""
    return random.choices(list(weights), list(weights.values()))[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleDepartment:
    """A department: how much it is visited, how it is judged, and what people complain of."""

    name: str
    weight: float
    score: float
    types: Sequence[str]
    officers: Sequence[str]
    complains: float  # the share of answered calls that bring a grievance
    about: Mapping[Category, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A category of grievances: its kind, what people say, and what it comes down to."""

    kind: Kind
    words: Sequence[str]
    causes: Mapping[RootCause, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Everything that the past draws from."""

    departments: Mapping[str, SampleDepartment]
    matters: Mapping[Category, Matter]
    words: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Burst:
    """A week in which one department is complained of again and again for one thing."""

    monday: date
    department: str
    category: Category

    def is_in(self, day: date) -> bool:
        """Tell whether a day belongs to that week."""
        return self.monday <= day < self.monday + WEEK


LATEST, EARLIER = ("수사과", Category.NO_PROGRESS_NOTICE), ("교통과", Category.DELAY)
WEEKS_APART = 9
"""The earlier burst was so many weeks before the latest one: time to improve, and to see that it helped."""
BURST_SIZE = 10


@dataclass(slots=True, kw_only=True)
class Past:
    """How the past stands while it is lived through."""

    days: Sequence[date]  # its working days
    until: date
    bursts: Sequence[Burst]
    visitors: dict[str, tuple[str, date]] = field(default_factory=dict)  # number → name and last visit
    rows: int = 0
    filed_in: dict[Burst, int] = field(default_factory=dict)
    improved: set[tuple[str, Category]] = field(default_factory=set)
    neglected: dict[date, int] = field(default_factory=dict)  # day → the grievance that nobody answers

    def progress(self, day: date) -> float:
        """Tell how far the past has come on a day: 0 to 1."""
        return (day - self.days[0]).days / max(1, (self.until - self.days[0]).days)

    def burst_on(self, day: date, department: str) -> Burst | None:
        """Find the burst that a department has on a day, until it is big enough."""
        found = (each for each in self.bursts if each.is_in(day) and each.department == department)
        burst = next(found, None)
        return None if burst is None or self.filed_in.get(burst, 0) >= BURST_SIZE else burst


def new_past(days: Sequence[date], until: date) -> Past:
    """Begin a past that ends before a Monday: its last full week has a burst, and one long before."""
    latest = until - timedelta(days=until.weekday()) - WEEK
    weeks = {latest: LATEST, latest - WEEKS_APART * WEEK: EARLIER}
    bursts = [Burst(monday=monday, department=name, category=about) for monday, (name, about) in weeks.items()]
    return Past(days=days, until=until, bursts=bursts)


@lru_cache(1)
def world() -> World:
    """Read past.toml."""
    read = tomllib.loads((resources.files("bot.demo") / "past.toml").read_text(encoding="utf-8"))
    departments = [_department(each) for each in read.pop("departments")]
    matters = {Category(name): _matter(each) for name, each in read.pop("categories").items()}
    return World(departments={each.name: each for each in departments}, matters=matters, words=read)


def _department(read: dict[str, Any]) -> SampleDepartment:
    about = {Category(name): float(weight) for name, weight in read.pop("about").items()}
    return SampleDepartment(**read, about=about)


def _matter(read: dict[str, Any]) -> Matter:
    causes = {RootCause(name): float(weight) for name, weight in read["causes"].items()}
    return Matter(kind=Kind(read["kind"]), words=read["words"], causes=causes)
