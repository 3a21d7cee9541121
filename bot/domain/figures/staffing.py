"""Staffing look-ahead: a day of calls played often, with lengths and results drawn from the past (rule book §8)."""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from random import Random
from statistics import quantiles

from bot.domain.station import NOON, Station

RUNS = 200
LONGEST_MINUTES = 60.0
"""A claim that lasted longer was not all spent on the phone."""
FEWEST_ATTEMPTS = 30
"""Fewer past attempts tell nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffingPast:
    """What past days teach: minutes of each attempt, how many attempts closed their call, calls that a day brings."""

    minutes: tuple[float, ...]
    closing_share: float
    arrivals: tuple[tuple[int, ...], ...]  # for each visit day that tomorrow's list will cover: past counts of its kind

    @property
    def is_enough(self) -> bool:
        """Whether anything can be said."""
        return len(self.minutes) >= FEWEST_ATTEMPTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """How many calls are still open at the end of the calling hours: eight of ten days lie between low and high."""

    operators: int
    low: int
    middle: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffingCard:
    """`/stats staffing`: tomorrow with so many operators each."""

    day: date
    open_now: int
    expected: int  # calls that the day's list will bring, about
    attempts: int  # how many past attempts this rests on
    minutes: float  # the middle length of an attempt
    until: time
    outlooks: tuple[Outlook, ...]


def look_ahead(past: StaffingPast, open_now: int, operators: int, station: Station, seed: int) -> Outlook:
    """Play the day; the same seed gives the same answer, and the same days whatever the number of operators."""
    spans = [(_minutes(start), _minutes(end)) for start, end in station.calling_hours]
    gap = station.attempt_gap / timedelta(minutes=1)
    left = []
    for run in range(RUNS):
        random = Random(seed * RUNS + run)  # noqa: S311 — draws days, guards nothing
        calls = open_now + sum(random.choice(each) for each in past.arrivals if each)
        left.append(calls - _closed(past, calls, operators, spans, gap, random))
    tenths = quantiles(left, n=10, method="inclusive")
    return Outlook(operators=operators, low=round(tenths[0]), middle=round(tenths[4]), high=round(tenths[8]))


def _closed(
    past: StaffingPast, calls: int, operators: int, spans: Sequence[tuple[float, float]], gap: float, random: Random
) -> int:
    """Play one day. Returns how many calls were closed; what was tried in the morning may be tried again later."""
    free = [spans[0][0]] * operators
    ready = [(spans[0][0], False)] * calls  # (from when, tried already)
    closed = 0
    while ready:
        at, is_second = heapq.heappop(ready)
        begin = _inside(max(at, heapq.heappop(free)), spans)
        if begin is None:
            return closed
        end = begin + min(random.choice(past.minutes), LONGEST_MINUTES)
        heapq.heappush(free, end)
        if random.random() < past.closing_share:
            closed += 1
        elif not is_second and begin < _minutes(NOON):
            heapq.heappush(ready, (max(end + gap, _minutes(NOON)), True))
    return closed


def _inside(at: float, spans: Sequence[tuple[float, float]]) -> float | None:
    return next((max(at, start) for start, end in spans if at < end), None)


def _minutes(at: time) -> float:
    return at.hour * 60.0 + at.minute
