"""The only reader of the wall clock. The demo's clock can be moved by hand."""

from datetime import UTC, datetime, timedelta


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
