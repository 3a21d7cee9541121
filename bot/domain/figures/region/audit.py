"""What came to audit in a region, for its audit alone: a picture of its own, in the order of names (rule book §8)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.figures.cards import AuditLine
from bot.domain.figures.figures import FigureUnit, Value
from bot.domain.figures.intervals import Interval
from bot.domain.figures.periods import Period
from bot.domain.figures.region.cards import interval_of_value
from bot.domain.figures.region.files import Collected, LeftOut, Marked, StationFile, months_of
from bot.domain.figures.region.table import Region
from bot.domain.lists.departments import department_among, department_spellings
from bot.domain.station_tables import OTHER


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditReport(StationFile):
    """A month of a station, as one reader of its audit may know it."""

    filed: int
    open: int
    closed: int
    money_yes: int
    answered: int  # calls: of so many it is
    lines: Sequence[AuditLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditSum:
    """Months of audit's added up: of a station, or of all."""

    filed: int
    open: int
    closed: int
    money: Value  # share of "yes"

    @property
    def interval(self) -> Interval | None:
        """The 95 % interval of the share."""
        return interval_of_value(self.money)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditPicture:
    """What came to the audit of a region in some months."""

    region: str
    period: Period
    made_at: datetime
    expected: int  # stations: in the region's table, or there
    total: AuditSum
    stations: Mapping[str, AuditSum]  # by name
    lines: Sequence[AuditLine]  # by department of the region's table
    missing: Mapping[str, Sequence[date]]  # months, by station
    left_out: Sequence[LeftOut]
    marked: Sequence[Marked]


def audit_picture_of(
    collected: Collected[AuditReport], region: Region, period: Period, made_at: datetime
) -> AuditPicture:
    """Put the months of stations together."""
    months = {*months_of(period)}
    reports = [each for each in collected.reports if each.month in months]
    by_station = defaultdict[str, list[AuditReport]](list)
    for each in reports:
        by_station[each.station].append(each)
    expected = {*region.keys, *by_station}
    return AuditPicture(
        region=region.name,
        period=period,
        made_at=made_at,
        expected=len(expected),
        total=_sum(reports),
        stations={name: _sum(by_station[name]) for name in sorted(by_station)},
        lines=_lines(reports, region),
        missing=collected.missing(expected, period),
        left_out=collected.left_out,
        marked=collected.marked,
    )


def _sum(reports: Sequence[AuditReport]) -> AuditSum:
    yes, answered = sum(each.money_yes for each in reports), sum(each.answered for each in reports)
    return AuditSum(
        filed=sum(each.filed for each in reports),
        open=sum(each.open for each in reports),
        closed=sum(each.closed for each in reports),
        money=Value(unit=FigureUnit.SHARE, value=yes / answered if answered else None, n=answered),
    )


def _lines(reports: Iterable[AuditReport], region: Region) -> list[AuditLine]:
    counts: Counter[tuple[str, str]] = Counter()
    categories = {}
    for report in reports:
        spellings = department_spellings(region.departments, report.month)
        for line in report.lines:
            counts[department_among(line.department, spellings) or OTHER, line.category] += line.count
            categories[line.category.value] = line.category
    return [
        AuditLine(department=department, category=categories[category], count=count)
        for (department, category), count in sorted(counts.items())
    ]
