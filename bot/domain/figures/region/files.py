"""The files that stations hand to their region: what is in them, which count, and what is said of each by its name."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Generic, TypeVar

from bot.domain.figures.figures import Values
from bot.domain.figures.periods import Period, PeriodKind
from bot.domain.figures.publication import Topic
from bot.domain.grievances.kinds import Category


class FileFault(StrEnum):
    """Why a file is left out."""

    UNREADABLE = "unreadable"  # not there, not ours to read
    BROKEN = "broken"  # no JSON, or cut off
    FOREIGN = "foreign"  # JSON, but not what `cleancall stats` writes
    OF_AUDIT = "of_audit"  # audit's file among the others
    NOT_OF_AUDIT = "not_of_audit"  # another one among audit's
    OLD_FORMAT = "old_format"
    NEW_FORMAT = "new_format"
    UNKNOWN_STATION = "unknown_station"  # not in the region's table
    UNSIGNED = "unsigned"  # though the region has the station's key
    FORGED = "forged"  # the signature is not the station's, or the file was edited
    NOT_A_MONTH = "not_a_month"
    A_PART = "a_part"  # of one department or petition type
    REPLACED = "replaced"  # a newer one of the same station and month is there
    TWICE = "twice"  # the same one is there under another name


class FileMark(StrEnum):
    """What is said of a file that counts."""

    UNCHECKED = "unchecked"  # the region has no key for its station
    RUNNING = "running"  # made before the month was over: its work only, and not all of it
    OTHER_DEPARTMENTS = "other_departments"  # some are in no department of the region's table


@dataclass(frozen=True, slots=True, kw_only=True)
class StationFile:
    """A file of one station."""

    file: str
    station: str
    made_at: datetime
    period: Period

    @property
    def is_running(self) -> bool:
        """Check whether the month was not over when the file was made."""
        return self.made_at < self.period.end

    @property
    def month(self) -> date:
        """Its first day."""
        return self.period.first


@dataclass(frozen=True, slots=True, kw_only=True)
class StationReport(StationFile):
    """A month of a station, as its file says it. What is hidden there has no number in it."""

    said: Period | None  # of which closed period is what people said
    values: Values
    departments: Mapping[str, Values]
    topics: Mapping[Topic, int | None]  # how often a category or a root cause came up; None: hidden
    cells: Mapping[tuple[str, Category], int | None]  # of these by department

    @property
    def is_running(self) -> bool:
        """Check whether the month was not over when the file was made, so that what people said is another month's."""
        return self.made_at < self.period.end or (self.said is not None and self.said != self.period)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A file that does not count. `facts` are those of the sentence about its fault."""

    file: str
    fault: FileFault
    facts: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """Something to be said of a file that counts."""

    file: str
    mark: FileMark
    facts: Mapping[str, str | int] = field(default_factory=dict)


FileT = TypeVar("FileT", bound=StationFile)


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected(Generic[FileT]):
    """The reports that count, one for each station and month, and what is said of the files."""

    reports: Sequence[FileT]
    left_out: Sequence[LeftOut] = ()
    marked: Sequence[Marked] = ()

    def missing(self, stations: Iterable[str], period: Period) -> dict[str, list[date]]:
        """Return the months of a period that are not there, by station in the order of names."""
        there = {(each.station, each.month) for each in self.reports}
        months = months_of(period)
        absent = {
            station: [month for month in months if (station, month) not in there] for station in sorted({*stations})
        }
        return {station: some for station, some in absent.items() if some}


def months_of(period: Period) -> list[date]:
    """Return the first days of the months that a period touches."""
    months = [period.first.replace(day=1)]
    while (after := _month_after(months[-1])) <= period.last:
        months.append(after)
    return months


def _month_after(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def collect(
    reports: Iterable[FileT],
    *,
    left_out: Sequence[LeftOut] = (),
    unchecked: AbstractSet[str] = frozenset(),
) -> Collected[FileT]:
    """Choose what counts: whole months of whole stations, of each the one made last.

    `unchecked` are the files whose station nobody could prove. The order of the files makes no difference.
    """
    faults, found = list(left_out), defaultdict[tuple[str, date], list[FileT]](list)
    for report in reports:
        if report.period.kind is PeriodKind.MONTH:
            found[report.station, report.month].append(report)
        else:
            faults.append(LeftOut(file=report.file, fault=FileFault.NOT_A_MONTH))
    chosen = []
    for _, some in sorted(found.items()):
        newest, *older = sorted(some, key=lambda each: (each.made_at, each.file), reverse=True)
        chosen.append(newest)
        faults += [_doubled(each, newest) for each in older]
    marks = [Marked(file=each.file, mark=FileMark.UNCHECKED) for each in chosen if each.file in unchecked]
    marks += [Marked(file=each.file, mark=FileMark.RUNNING) for each in chosen if each.is_running]
    return Collected(
        reports=chosen,
        left_out=sorted(faults, key=lambda each: (each.file, each.fault)),
        marked=sorted(marks, key=lambda each: (each.file, each.mark)),
    )


def _doubled(report: StationFile, newest: StationFile) -> LeftOut:
    fault = FileFault.TWICE if report.made_at == newest.made_at else FileFault.REPLACED
    return LeftOut(file=report.file, fault=fault, facts={"other": newest.file})
