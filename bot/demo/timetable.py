"""The timetable of a lived-through day: acts at moments, done in their order, each with the clock at its moment."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from itertools import count

from bot.domain.calendar import SEOUL
from bot.services.unit import Unit

Act = Callable[[Unit], None]


@dataclass(slots=True)
class Timetable:
    """What happens on a day. An act may put others on it, never before its own moment."""

    day: date
    _line: list[tuple[datetime, int, Act]] = field(default_factory=list)
    _places: "count[int]" = field(default_factory=count)

    def at(self, moment: datetime, act: Act) -> None:
        """Have something done at a moment."""
        heapq.heappush(self._line, (moment, next(self._places), act))

    def at_time(self, local: time, act: Act) -> None:
        """Have something done at a Seoul time of the day."""
        self.at(datetime.combine(self.day, local, SEOUL), act)

    def run(self, unit: Unit) -> None:
        """Live through the day in one transaction: the same session, another `now` for each act."""
        while self._line:
            moment, _, act = heapq.heappop(self._line)
            act(replace(unit, now=moment))
