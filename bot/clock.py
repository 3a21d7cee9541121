"""The only reader of the wall clock. The demo's clock can be moved by hand. Ticks follow a clock that nobody moves."""

import time
from collections.abc import Hashable, Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V", bound=Hashable)


def wall_clock() -> datetime:
    """Return the time, in UTC."""
    return datetime.fromtimestamp(time.time(), UTC)


class MovableClock:
    """A clock that runs like the wall clock, from wherever it was set."""

    def __init__(self, at: datetime | None = None) -> None:
        self._offset = timedelta(0) if at is None else at - wall_clock()

    def __call__(self) -> datetime:
        """Return the time, in UTC."""
        return wall_clock() + self._offset

    def advance(self, by: timedelta) -> None:
        """Move forward (or back)."""
        self._offset += by

    def set(self, at: datetime) -> None:
        """Move to a moment."""
        self._offset = at - wall_clock()


class EvenTime(tzinfo):
    """A time zone in which it is as late as the machine has been running.

    APScheduler asks for the time in its zone. In this one the clock runs on evenly when somebody sets the machine's:
    back by an hour it would tick no more for an hour, forward by years it would count every tick that was left out.
    """

    def utcoffset(self, _at: datetime | None) -> timedelta:
        """Return nothing: this zone is beside all others."""
        return timedelta(0)

    def dst(self, _at: datetime | None) -> timedelta:
        """Return nothing, as above."""
        return timedelta(0)

    def tzname(self, _at: datetime | None) -> str:
        """Return its name."""
        return "even"

    def fromutc(self, _at: datetime) -> datetime:
        """Return the time in this zone, whatever the wall clock says: `datetime.now` asks here."""
        return datetime.fromtimestamp(time.monotonic(), UTC).replace(tzinfo=self)


class Sightings(Generic[K, V]):
    """When things of other processes were first seen as they stand. What is renewed there looks different.

    Seconds are counted here, by a clock that nobody moves: those of replicas may differ.
    """

    def __init__(self) -> None:
        self._seen: dict[tuple[K, V], float] = {}

    def older_than(self, seconds: float, standing: Mapping[K, V], now: float) -> Mapping[K, V]:
        """Note how things stand now; return those that have stood so for some seconds."""
        self._seen = {each: self._seen.get(each, now) for each in standing.items()}
        return {thing: looks for (thing, looks), since in self._seen.items() if now - since >= seconds}
