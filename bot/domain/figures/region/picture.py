"""From the files of stations to the picture of their region (rule book §8).

Only what the files show is added up. So nothing can be learnt of the region's sums that the files do not say already: a
cell that a station hides is in none of them, and no two sums differ by it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from bot.domain.calls.surveys import SHIPPED
from bot.domain.figures.changes import is_more_than_chance
from bot.domain.figures.figures import (
    FOR_AUDIT,
    HIDDEN,
    MEDIANS,
    TRIAL,
    AnyFigure,
    Figure,
    FigureUnit,
    Value,
    Values,
    figures_of,
    is_said,
)
from bot.domain.figures.intervals import (
    FEWEST,
    LEAST_N,
    Share,
    Standing,
    limits_for,
    pooled,
    spread_of,
    standing_of,
)
from bot.domain.figures.periods import Period, PeriodKind, period_with
from bot.domain.figures.publication import Topic
from bot.domain.figures.region.cards import (
    SHARES,
    DepartmentLine,
    RegionCard,
    RegionFigure,
    RegionMonth,
    StationLine,
    StationsFigure,
    Sum,
    TopicCell,
    TopicSum,
    Unusual,
    interval_of_value,
    share_of,
)
from bot.domain.figures.region.files import (
    Collected,
    FileMark,
    Marked,
    StationReport,
    months_of,
)
from bot.domain.figures.region.table import Region
from bot.domain.grievances.kinds import Category, RootCause
from bot.domain.lists.departments import department_among, department_spellings
from bot.domain.station_tables import OTHER, Department

OVERALL, OVERALL_TOP2 = figures_of(each for each in SHIPPED if each.is_overall)
"""How content people were overall, by the sentence that ships: another sentence is another question."""
_OF_FIGURES = [each for each in Figure if each not in FOR_AUDIT and each not in TRIAL and each not in MEDIANS]
_BEFORE = _OF_FIGURES.index(Figure.GRIEVANCES)
ADDED_UP: tuple[AnyFigure, ...] = (*_OF_FIGURES[:_BEFORE], *figures_of(SHIPPED), *_OF_FIGURES[_BEFORE:])
"""Figures of which a sum is made of sums; a median of medians would be none."""
BY_STATION: tuple[AnyFigure, ...] = (
    Figure.COVERAGE,
    Figure.CONTACT,
    Figure.COMPLETION,
    OVERALL_TOP2,
    Figure.GRIEVANCES_PER_100,
    Figure.WITHIN_DUE,
    Figure.ANSWER_SATISFIED,
    Figure.RECOVERY,
)
"""Shares by which stations stand beside each other, each within its limits or outside."""
BY_DEPARTMENT: tuple[AnyFigure, ...] = (
    Figure.VISITS,
    OVERALL,
    OVERALL_TOP2,
    Figure.GRIEVANCES,
    Figure.GRIEVANCES_PER_100,
    Figure.WITHIN_DUE,
    Figure.PRAISE,
)
TREND: tuple[AnyFigure, ...] = (Figure.VISITS, Figure.CONTACT, OVERALL)
MOST_NAMED = 12
"""Departments that no table knows, of one file."""
TREND_MONTHS = 12
WATCHED_MONTHS = 24
"""So many months of its own past stand beside a station's month."""


def picture_of(collected: Collected[StationReport], region: Region, period: Period, made_at: datetime) -> RegionCard:
    """Make the picture of some months, beside the same months a year before."""
    before = year_before(period)
    now, then = (_reports_in(collected, each) for each in (period, before))
    names = sorted({each.station for each in now})
    reader = _DepartmentReader(region.departments)
    departments, unknown = reader.lines(now)
    return RegionCard(
        region=region.name,
        period=period,
        before=before,
        made_at=made_at,
        stations=names,
        stations_before=len({each.station for each in then}),
        expected=len({*region.keys, *names}),
        figures=[_figure(figure, now, then) for figure in ADDED_UP],
        trend=_trend(collected, period),
        by_station=[_by_station(figure, now, names) for figure in BY_STATION],
        departments=departments,
        topics=_topics(now, then),
        cells=reader.cells(now),
        unusual=list(_unusual(collected, period)),
        missing=collected.missing({*region.keys, *names}, period),
        left_out=collected.left_out,
        marked=[*collected.marked, *unknown],
    )


def year_before(period: Period) -> Period:
    """Return the same months a year before."""
    first = period.first.replace(year=period.first.year - 1)
    if period.kind is not PeriodKind.RANGE:
        return period_with(period.kind, first)
    last = period_with(PeriodKind.MONTH, period.last.replace(day=1, year=period.last.year - 1)).last
    return Period(PeriodKind.RANGE, first, last)


def _reports_in(collected: Collected[StationReport], period: Period) -> list[StationReport]:
    months = {*months_of(period)}
    return [each for each in collected.reports if each.month in months]


def _values(reports: Iterable[StationReport], figure: AnyFigure) -> list[Value]:
    """Return a figure of each file. What people said in a running month is that of another one, and does not count."""
    return [
        each.values[figure] for each in reports if figure in each.values and not (each.is_running and is_said(figure))
    ]


def sum_of(values: Sequence[Value], stations: int, hidden: int = 0) -> Sum:
    """Put one figure together out of those that are shown."""
    shown = [each for each in values if not each.is_hidden]
    if not shown:
        unit = values[0].unit if values else FigureUnit.COUNT
        return Sum(value=HIDDEN[unit] if values else Value(unit=unit, value=None, n=0), stations=0, hidden=hidden)
    unit, n = shown[0].unit, sum(each.n for each in shown)
    if unit is FigureUnit.COUNT:
        total: float | None = sum(each.value or 0 for each in shown)
    else:
        total = sum((each.value or 0) * each.n for each in shown) / n if n else None
    return Sum(value=Value(unit=unit, value=total, n=n), stations=stations, hidden=hidden)


def _sum(reports: Sequence[StationReport], figure: AnyFigure) -> Sum:
    by_station = _by(reports)
    values = {name: _values(some, figure) for name, some in by_station.items()}
    showing = [name for name, some in values.items() if any(not each.is_hidden for each in some)]
    hiding = [name for name, some in values.items() if any(each.is_hidden for each in some)]
    return sum_of([each for some in values.values() for each in some], len(showing), len(hiding))


def _by(reports: Iterable[StationReport]) -> Mapping[str, list[StationReport]]:
    found = defaultdict[str, list[StationReport]](list)
    for report in reports:
        found[report.station].append(report)
    return found


def _figure(figure: AnyFigure, now: Sequence[StationReport], then: Sequence[StationReport]) -> RegionFigure:
    sums = _sum(now, figure), _sum(then, figure)
    is_share = sums[0].value.unit in SHARES
    changed = is_share and is_more_than_chance(sums[0].value, sums[1].value)
    return RegionFigure(figure=figure, now=sums[0], before=sums[1], is_changed=changed)


def _trend(collected: Collected[StationReport], period: Period) -> list[RegionMonth]:
    """Put each of the months together that lead up to the end of a period, as far as there are files."""
    months = sorted({each.month for each in collected.reports if each.month <= period.last})[-TREND_MONTHS:]
    found = []
    for month in months:
        reports = [each for each in collected.reports if each.month == month]
        values = {figure: _sum(reports, figure).value for figure in TREND}
        found.append(RegionMonth(first=month, values=values, stations=len(reports)))
    return found


def _by_station(figure: AnyFigure, reports: Sequence[StationReport], names: Sequence[str]) -> StationsFigure:
    by_station = _by(reports)
    values = {name: _sum(by_station[name], figure).value for name in names}
    shares = {name: share for name, value in values.items() if (share := share_of(value)) is not None}
    large = [share for share in shares.values() if share.n >= LEAST_N]
    around, spread = pooled(shares.values()), spread_of(large)
    lines = [_line(name, values[name], shares.get(name), around, spread) for name in names]
    return StationsFigure(figure=figure, around=_sum(reports, figure).value, spread=spread, lines=lines)


def _line(name: str, value: Value, share: Share | None, around: Share, spread: float) -> StationLine:
    limits = None if share is None else limits_for(share.n, around, spread)
    standing = None if share is None or limits is None else standing_of(share, limits)
    return StationLine(station=name, value=value, interval=interval_of_value(value), limits=limits, standing=standing)


def _topics(now: Sequence[StationReport], then: Sequence[StationReport]) -> list[TopicSum]:
    """Add up what came up, the most first."""
    counts, hidden = _counted(now)
    before, _ = _counted(then)
    found = [
        TopicSum(topic=topic, count=counts[topic], hidden=len(hidden[topic]), before=before[topic])
        for topic in (*Category, *RootCause)
        if counts[topic] or hidden[topic]
    ]
    return sorted(found, key=lambda each: -each.count)


def _counted(reports: Iterable[StationReport]) -> tuple[Mapping[Topic, int], Mapping[Topic, set[str]]]:
    counts, hidden = defaultdict[Topic, int](int), defaultdict[Topic, set[str]](set)
    for report in reports:
        for topic, count in ({} if report.is_running else report.topics).items():
            counts[topic] += count or 0
            if count is None:
                hidden[topic].add(report.station)
    return counts, hidden


class _DepartmentReader:
    """Brings the departments of all stations together under those of the region's table."""

    def __init__(self, table: tuple[Department, ...]) -> None:
        self._table = table
        self._spellings: dict[date, Mapping[str, str]] = {}
        self._known: dict[tuple[str, date], str] = {}

    def name_of(self, raw: str, month: date) -> str:
        """Return the region's department; 기타 if none fits."""
        if (raw, month) not in self._known:
            if month not in self._spellings:
                self._spellings[month] = department_spellings(self._table, month)
            self._known[raw, month] = department_among(raw, self._spellings[month]) or OTHER
        return self._known[raw, month]

    def lines(self, reports: Sequence[StationReport]) -> tuple[list[DepartmentLine], list[Marked]]:
        """Add departments up, in the order of names; and name the files with some that no table knows."""
        found = defaultdict[str, list[tuple[StationReport, Values]]](list)
        unknown = defaultdict[str, list[str]](list)
        for report in reports:
            for raw, values in report.departments.items():
                name = self.name_of(raw, report.month)
                found[name].append((report, values))
                if raw and not self._is_known(name) and raw != name:
                    unknown[report.file].append(raw)
        marks = [
            Marked(file=file, mark=FileMark.OTHER_DEPARTMENTS, facts={"names": _some_of(names)})
            for file, names in sorted(unknown.items())
        ]
        return [self._line(name, found[name]) for name in sorted(found)], marks

    def _is_known(self, name: str) -> bool:
        return any(each.name == name for each in self._table)

    @staticmethod
    def _line(name: str, parts: Sequence[tuple[StationReport, Values]]) -> DepartmentLine:
        sums = {}
        for figure in BY_DEPARTMENT:
            some = [
                (report.station, values[figure])
                for report, values in parts
                if figure in values and not (report.is_running and is_said(figure))
            ]
            showing = {station for station, value in some if not value.is_hidden}
            hiding = {station for station, value in some if value.is_hidden}
            sums[figure] = sum_of([value for _, value in some], len(showing), len(hiding))
        return DepartmentLine(name=name, stations=len({report.station for report, _ in parts}), sums=sums)

    def cells(self, reports: Sequence[StationReport]) -> list[TopicCell]:
        """Add up what departments were complained of."""
        counts, hidden = defaultdict[tuple[str, Category], int](int), defaultdict[tuple[str, Category], set[str]](set)
        for report in reports:
            for (raw, category), count in ({} if report.is_running else report.cells).items():
                place = (self.name_of(raw, report.month), category)
                counts[place] += count or 0
                if count is None:
                    hidden[place].add(report.station)
        return [
            TopicCell(
                department=name, category=category, count=counts[name, category], hidden=len(hidden[name, category])
            )
            for name, category in sorted(counts, key=lambda place: (place[0], [*Category].index(place[1])))
        ]


def _some_of(names: Iterable[str]) -> str:
    """Name as many as one can read."""
    named = sorted({*names})
    return ", ".join([*named[:MOST_NAMED], "…"] if len(named) > MOST_NAMED else named)


def _unusual(collected: Collected[StationReport], period: Period) -> Iterable[Unusual]:
    """Find the months of stations that their own past does not let expect, by station, month and figure."""
    months = {*months_of(period)}
    for station, reports in sorted(_by(collected.reports).items()):
        ordered = sorted(reports, key=lambda each: each.month)
        for place, report in enumerate(ordered):
            if report.month in months:
                past = ordered[max(0, place - WATCHED_MONTHS) : place]
                yield from _unusual_of(station, report, past)


def _unusual_of(station: str, report: StationReport, past: Sequence[StationReport]) -> Iterable[Unusual]:
    for figure in BY_STATION:
        value = next(iter(_values([report], figure)), None)
        share = None if value is None else share_of(value)
        shares = [each for value in _values(past, figure) if (each := share_of(value)) and each.n >= LEAST_N]
        if value is None or share is None or len(shares) < FEWEST:
            continue
        usual = limits_for(share.n, pooled(shares), spread_of(shares))
        if standing_of(share, usual) in {Standing.ABOVE, Standing.BELOW}:
            yield Unusual(
                station=station, month=report.month, figure=figure, value=value, usual=usual, months=len(shares)
            )
