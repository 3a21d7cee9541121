"""The only reader of the wall clock. The demo's clock can be moved by hand. Ticks follow a clock that nobody moves."""

import time
from datetime import UTC, datetime, timedelta, tzinfo


def wall_clock() -> datetime:
    """Return the time, in UTC."""
    return datetime.now(UTC)


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
