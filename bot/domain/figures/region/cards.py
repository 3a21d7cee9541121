"""What a headquarters is shown of its stations: in the order of names, with intervals, nobody ranked (rule book §8).

Everything is made of what the stations' files show: what is hidden there is in no sum, and how many stations hid it is
said beside it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.figures.cards import TrendPoint
from bot.domain.figures.figures import AnyFigure, FigureUnit, Value
from bot.domain.figures.intervals import Interval, Share, Standing, interval_of
from bot.domain.figures.periods import Period
from bot.domain.figures.publication import Topic
from bot.domain.figures.region.files import LeftOut, Marked
from bot.domain.grievances.kinds import Category

SHARES = {FigureUnit.SHARE: 1, FigureUnit.PER_100: 100}
"""Units of figures that are shares of something, and what the whole is in them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """One figure put together: of how many stations, and how many more hid theirs."""

    value: Value
    stations: int
    hidden: int = 0

    @property
    def interval(self) -> Interval | None:
        """The 95 % interval of a share; other figures have none."""
        return interval_of_value(self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionFigure:
    """One figure of the region, beside the same months a year ago."""

    figure: AnyFigure
    now: Sum
    before: Sum
    is_changed: bool  # by more than chance


@dataclass(frozen=True, slots=True, kw_only=True)
class StationLine:
    """One figure of one station: its interval, and the limits within which chance takes a station so large."""

    station: str
    value: Value
    interval: Interval | None
    limits: Interval | None
    standing: Standing | None  # None: hidden, or nobody was counted


@dataclass(frozen=True, slots=True, kw_only=True)
class StationsFigure:
    """One figure of all stations, around that of the region. `spread`: how much more than chance they differ."""

    figure: AnyFigure
    around: Value
    spread: float
    lines: Sequence[StationLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionMonth(TrendPoint):
    """One month of the region's trend, and of how many stations it is."""

    stations: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentLine:
    """One department of the region's table, whatever the stations call it."""

    name: str
    stations: int
    sums: Mapping[AnyFigure, Sum]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicSum:
    """How often something came up, as far as stations show it."""

    topic: Topic
    count: int
    hidden: int  # stations that hid theirs
    before: int

    @property
    def kind(self) -> str:
        """By which word texts know it: "category" or "root_cause"."""
        return "category" if isinstance(self.topic, Category) else "root_cause"


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicCell:
    """How often one kind of department was complained of for one thing."""

    department: str
    category: Category
    count: int
    hidden: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unusual:
    """A month of a station that lies outside what its own past lets expect."""

    station: str
    month: date
    figure: AnyFigure
    value: Value
    usual: Interval
    months: int  # of past


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionCard:
    """The picture of a region in some months."""

    region: str
    period: Period
    before: Period
    made_at: datetime
    stations: Sequence[str]  # that are there, by name
    stations_before: int
    expected: int  # in the region's table, or there
    figures: Sequence[RegionFigure]
    trend: Sequence[RegionMonth]
    by_station: Sequence[StationsFigure]
    departments: Sequence[DepartmentLine]
    topics: Sequence[TopicSum]
    cells: Sequence[TopicCell]
    unusual: Sequence[Unusual]
    missing: Mapping[str, Sequence[date]]  # months, by station
    left_out: Sequence[LeftOut]
    marked: Sequence[Marked]

    @property
    def is_partial(self) -> bool:
        """Check whether something is missing of the months asked for."""
        return bool(self.missing)


def share_of(value: Value) -> Share | None:
    """Return a figure as a share; None where it is none, is hidden or of nobody, or can be more than the whole."""
    if value.unit not in SHARES or value.value is None or not value.n:
        return None
    share = value.value / SHARES[value.unit]
    return Share(share, value.n) if share <= 1 else None


def interval_of_value(value: Value) -> Interval | None:
    """Return the 95 % interval of a share; None for anything else, or of nobody."""
    share = share_of(value)
    return None if share is None else interval_of(share)
