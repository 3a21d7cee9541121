"""The attack on the figures of a region: every file of every station, and every number of the region's picture.

A number of the picture is a sum over stations and months. Whoever has the files takes away what they show of it: if
something is left, it is the sum of what they hide.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from bot.domain.figures.periods import Period, PeriodKind, period_with
from bot.domain.figures.region.files import months_of
from bot.domain.grievances.kinds import Category, RootCause
from bot.domain.lists.departments import department_among, department_spellings
from bot.domain.station_tables import DEPARTMENTS
from tests.steps.subtracting import STATION, Attack, Number, Place

KINDS = {"category": Category, "root_cause": RootCause}


class Part(NamedTuple):
    """What one file says of one place."""

    station: str
    period: Period
    place: Place
    figures: Mapping[str, Mapping[str, Any]]


@dataclass
class RegionAttack:
    """What was seen of all stations, and what can be made of it."""

    attack: Attack = field(default_factory=Attack)
    parts: dict[Period, list[Part]] = field(default_factory=dict)
    sums: int = 0
    """How many numbers of pictures were held against the files."""

    def sees_file(self, written: str) -> None:
        """Write down what a station's JSON says of a closed period."""
        report = json.loads(written)
        period, station = _period(report["period"]), str(report["station"])
        seen = Attack(station=station)
        places = {STATION: report["figures"]} | {(each["name"], ""): each["figures"] for each in report["departments"]}
        for place, figures in places.items():
            seen.sees(period, place, figures)
            self.parts.setdefault(period, []).append(Part(station, period, place, figures))
        factors = report["factors"]
        for kind, key in ((Category, "categories"), (RootCause, "root_causes")):
            counts = {each["name"]: each["count"] for each in factors[key]}
            seen.sees_topics(period, STATION, kind, counts, _answered(report["figures"]))
        for place, figures in places.items():
            counts = {each["category"]: each["count"] for each in factors["cells"] if (each["department"], "") == place}
            if place != STATION:
                seen.sees_topics(period, place, Category, counts, _answered(figures))
            seen.sees_answered(period, place, _answered(figures))
        self.attack.takes(seen)

    def sees_picture(self, written: str) -> None:
        """Write down what a region's JSON says beyond the files it is made of."""
        picture = json.loads(written)
        parts = self._parts_in(_period(picture["period"]))
        whole = [each for each in parts if each.place == STATION]
        for figure, some in picture["figures"].items():
            self._sums_up(figure, some, whole)
        before = picture["before"]
        year_ago = [each for each in self._parts_in(_period(before["period"])) if each.place == STATION]
        for figure, some in before["figures"].items():
            self._sums_up(figure, some, year_ago)
        for figure, lines in picture["by_station"].items():
            for line in lines:
                self._sums_up(figure, line, [each for each in whole if each.station == line["station"]])
        self._sees_months(picture)
        for line in picture["departments"]:
            for figure, some in line["figures"].items():
                self._sums_up(figure, some, _of_department(parts, line["name"]))
        for each in picture["topics"]:
            name = f"{KINDS[each['kind']].__name__.lower()}:{each['name']}"
            self._leaves(name, each["count"], whole)
            self._leaves(name, each["before"], year_ago)
        for each in picture["cells"]:
            self._leaves(f"category:{each['category']}", each["count"], _of_department(parts, each["department"]))

    def _sees_months(self, picture: Mapping[str, Any]) -> None:
        for line in picture["trend"]:
            for figure, value in line["figures"].items():
                self._sums_up(figure, value, self._stations_in(line["month"]))
        for each in picture["unusual"]:
            of = [part for part in self._stations_in(each["month"]) if part.station == each["station"]]
            self._sums_up(each["figure"], each, of)

    def _stations_in(self, month: str) -> list[Part]:
        return [part for part in self._parts_of_month(date.fromisoformat(month)) if part.place == STATION]

    def _parts_in(self, period: Period) -> list[Part]:
        """List what the picture is made of: the files of months alone."""
        return [part for month in months_of(period) for part in self._parts_of_month(month)]

    def _parts_of_month(self, month: date) -> list[Part]:
        return self.parts.get(period_with(PeriodKind.MONTH, month), [])

    def _sums_up(self, figure: str, shown: Mapping[str, Any], parts: Iterable[Part]) -> None:
        """Take away what the files show of one figure; what is left is said of those that hide it."""
        some = [each for each in parts if figure in each.figures]
        showing = [numbers_of(each.figures[figure], figure) for each in some]
        for name, number in numbers_of(shown, figure).items():
            shares = zip(some, showing, strict=True)
            rest = number - sum(numbers.get(name, 0) for numbers in showing)
            self._leaves(name, rest, [part for part, numbers in shares if name not in numbers])

    def _leaves(self, name: str, rest: int, parts: Iterable[Part]) -> None:
        self.sums += 1
        if not rest:
            return
        members = [Number(*_days(part.period), part.place, name, part.station) for part in parts]
        rest -= sum(self.attack.known.get(each, 0) for each in members)
        left = [each for each in members if each in self.attack.hidden]
        if not rest:
            return
        assert left, (name, rest)  # else the picture does not add up
        told = Number(0, 0, STATION, name, f"region {len(self.attack.between)}")
        self.attack.known[told] = rest
        self.attack.between.append((told, *left))


def numbers_of(shown: Mapping[str, Any], figure: str) -> dict[str, int]:
    """Return the sums over people that one figure tells."""
    seen = Attack()
    seen.sees(Period(PeriodKind.DAY, date.min, date.min), STATION, {figure: shown})
    told = {each.name: number for each, number in seen.known.items()}
    if figure == "praise_per_complaint":  # where nobody complained it is none, whatever was praised
        told.pop("praise", None)
    return told


def _of_department(parts: Iterable[Part], name: str) -> list[Part]:
    return [each for each in parts if each.place != STATION and _name_of(each.place[0], each.period) == name]


@cache
def _name_of(raw: str, period: Period) -> str:
    return department_among(raw, department_spellings(DEPARTMENTS, period.first))


def _answered(figures: Mapping[str, Any]) -> int:
    """How many answered: of the work, and so never hidden."""
    completion = figures["completion"]
    return round(float(completion["value"] or 0) * int(completion["n"]))


def _period(written: Mapping[str, str]) -> Period:
    return Period(PeriodKind(written["kind"]), *(date.fromisoformat(written[day]) for day in ("first", "last")))


def _days(period: Period) -> tuple[int, int]:
    return period.first.toordinal(), period.last.toordinal() + 1
