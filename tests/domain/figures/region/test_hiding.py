"""No file of a region and no sum of its picture, however put together, gives what a station hides."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

import pytest

from bot.demo.region import LAST, SampleStation, report_of, sample_month, sample_stations
from bot.documents.region_json import region_json
from bot.documents.report_json import report_json
from bot.documents.report_reading import read_report
from bot.domain.calendar import SEOUL
from bot.domain.figures.cards import Scope
from bot.domain.figures.periods import Period, PeriodKind, parts_of, period_with
from bot.domain.figures.publication import Publication, publish_quarter, publish_year
from bot.domain.figures.region.files import StationReport, collect
from bot.domain.figures.region.picture import picture_of
from bot.domain.figures.region.table import Region
from tests.steps.subtracting import Number
from tests.steps.subtracting_region import RegionAttack

NOW = datetime(2027, 1, 4, tzinfo=SEOUL)
FEW_VISITS = range(40, 130, 30)
"""A month: of a department a few, so that much is hidden."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exports:
    """What a station hands out: a file of each closed period."""

    station: SampleStation
    months: list[Publication]
    longer: list[Publication]

    @property
    def files(self) -> Iterator[str]:
        for each in (*self.months, *self.longer):
            yield report_json(report_of(self.station, each))

    @property
    def without_hiding(self) -> "Exports":
        """The same with nothing hidden."""
        shown, longer = ([replace(each, hidden=frozenset()) for each in some] for some in (self.months, self.longer))
        return replace(self, months=shown, longer=longer)

    @property
    def reports(self) -> Iterator[StationReport]:
        for each in self.months:
            read = read_report(
                f"{self.station.name}-{each.period.first}", report_json(report_of(self.station, each)).encode()
            )
            assert isinstance(read, StationReport)
            yield read


def exports_of(station: SampleStation, months: Iterable[Period]) -> Exports:
    """Close each month, and each quarter and year of which all months are there."""
    closed = {month: sample_month(station, month) for month in months}
    longer: dict[Period, Publication] = {}
    for kind, put_together in ((PeriodKind.QUARTER, publish_quarter), (PeriodKind.YEAR, publish_year)):
        for period in {period_with(kind, month.first): None for month in closed}:
            parts = [part for part in parts_of(period) if part in closed or part in longer]
            if len(parts) == len(parts_of(period)):
                found = [(closed | longer)[part] for part in parts]
                longer[period] = put_together(period, found, same_name)
    return Exports(station=station, months=[*closed.values()], longer=[*longer.values()])


def same_name(scope: Scope, _: Period) -> Scope:
    return scope


def region_of(*, stations: int, months: int) -> list[Exports]:
    found = [period_with(PeriodKind.MONTH, LAST.last)]
    while found[-1].first.month % 3 != 0:  # the last month of a quarter
        found = [found[-1].whole_before]
    while len(found) < months:
        found.append(found[-1].whole_before)
    sizes = [FEW_VISITS[n % len(FEW_VISITS)] for n in range(stations)]
    some = zip(sample_stations(stations), sizes, strict=True)
    return [
        exports_of(replace(station, visits=visits), sorted(found, key=lambda each: each.first))
        for station, visits in some
    ]


def pictures_of(region: list[Exports]) -> Iterator[str]:
    """Every picture that can be asked for: of each month, quarter and year."""
    collected = collect(report for each in region for report in each.reports)
    for closed in (*region[0].months, *region[0].longer):
        yield region_json(picture_of(collected, Region(), closed.period, NOW))


def attack_on(files: list[Exports], pictures: Iterable[str]) -> RegionAttack:
    attack = RegionAttack()
    for station in files:
        for file in station.files:
            attack.sees_file(file)
    for picture in pictures:
        attack.sees_picture(picture)
    return attack


def recovered_from(attack: RegionAttack, region: list[Exports]) -> set[Number]:
    """Return what somebody said of that which was hidden and came out."""
    truth = attack_on([each.without_hiding for each in region], ()).attack
    return {each for each in attack.attack.recovered if each.is_points or truth.known.get(each)}


@pytest.fixture(scope="module")
def region() -> list[Exports]:
    return region_of(stations=3, months=6)


@pytest.mark.long
def test_nothing_hidden_is_recovered_from_all_files_and_pictures(region: list[Exports]) -> None:
    attack = attack_on(region, pictures_of(region))

    assert min(len(attack.attack.hidden), len(attack.attack.known)) > 4000
    assert attack.sums > 1000
    assert not attack.attack.between  # no sum is more than what the files show
    assert not recovered_from(attack, region)


@pytest.mark.slow  # all stations over two years; the half-year above asks the same
@pytest.mark.timeout(3600)
def test_nothing_hidden_is_recovered_from_31_stations_over_two_years() -> None:
    region = region_of(stations=31, months=24)

    attack = attack_on(region, pictures_of(region))

    assert attack.sums > 10_000
    assert not attack.attack.between
    assert not recovered_from(attack, region)


def test_one_answered_call_of_a_department_is_not_told_by_a_quarter_beside_its_months() -> None:
    station = next(each for each in sample_stations(2) if each.name == "샛별경찰서")
    months = [period_with(PeriodKind.MONTH, date(2024, month, 1)) for month in (10, 11, 12)]
    exports = [exports_of(replace(station, visits=70), months)]

    assert not recovered_from(attack_on(exports, ()), exports)


@pytest.mark.long
def test_a_picture_that_sums_what_is_hidden_would_be_caught(region: list[Exports]) -> None:
    region = [replace(each, months=each.months[-3:], longer=[]) for each in region]

    attack = attack_on(region, pictures_of([each.without_hiding for each in region]))

    recovered = recovered_from(attack, region)
    assert {each.place == ("", "") for each in recovered} == {True, False}
