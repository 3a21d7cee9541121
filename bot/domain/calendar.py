"""The working calendar: Asia/Seoul, no DST; working days, working hours and legal periods (rule book §5)."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

SEOUL = ZoneInfo("Asia/Seoul")
WORKING_HOURS = ((time(9, 0), time(12, 0)), (time(13, 0), time(18, 0)))
"""The periods of a working day, half-open."""
LONGEST_SEARCH_DAYS = 4000
"""No search for a working day runs longer, whatever the table says."""
SATURDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayChanged:
    """What a station has made of a day: a holiday, with a name if it has one, or a working day."""

    is_holiday: bool
    name: str = ""


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Working days: every day but Saturdays, Sundays and the holidays of the table, which ends on `last_day`."""

    holidays: frozenset[date]
    last_day: date
    names: Mapping[date, str] = field(default_factory=dict, compare=False)
    stops: tuple[tuple[datetime, datetime], ...] = ()  # while a system was down: none of it is working time

    def stopped_during(self, stops: Sequence[tuple[datetime, datetime]]) -> "WorkingCalendar":
        """Return the same calendar with stretches in which the clock stood still, in their order."""
        return replace(self, stops=tuple(stops)) if stops else self

    def running_during(self, began: datetime) -> "WorkingCalendar":
        """Return the same calendar as if the clock had not stood still from a moment on."""
        return replace(self, stops=tuple(each for each in self.stops if each[0] != began))

    def changed_by(self, changes: Mapping[date, HolidayChanged]) -> "WorkingCalendar":
        """Return the same calendar with days added and taken out; with one added past its end it ends there."""
        if not changes:
            return self
        added = {day: change.name or self.names.get(day, "") for day, change in changes.items() if change.is_holiday}
        holidays = (self.holidays | added.keys()) - (changes.keys() - added.keys())
        return replace(
            self, holidays=frozenset(holidays), last_day=max([self.last_day, *added]), names={**self.names, **added}
        )

    def name_of(self, day: date) -> str:
        """Return the name of a holiday; "" for one without and for any other day."""
        return self.names.get(day, "") if day in self.holidays else ""

    def is_working_day(self, day: date) -> bool:
        """Check whether the office works on a day."""
        return day.weekday() < SATURDAY and day not in self.holidays

    def is_past_table(self, day: date) -> bool:
        """Check whether the table says nothing about a day: warn, never guess."""
        return day > self.last_day

    def next_working_day(self, day: date) -> date:
        """Return the first working day after a day."""
        return next(self._working_days_from(day + timedelta(days=1)))

    def previous_working_day(self, day: date) -> date:
        """Return the last working day before a day."""
        return next(self._working_days_from(day - timedelta(days=1), step=-1))

    def add_working_days(self, day: date, count: int) -> date:
        """Count working days after a day: 1 is the next one; 0 is the day itself."""
        return _after_working_days(self, day, count)

    def take_working_days(self, day: date, count: int) -> date:
        """Count working days back from a day: 1 is the one before; 0 is the day itself."""
        for _ in range(count):
            day = self.previous_working_day(day)
        return day

    def working_days_between(self, first: date, last: date) -> int:
        """Count the working days from `first` to `last`, both included; 0 when `last` comes before."""
        days = (last - first).days + 1
        return sum(self.is_working_day(first + timedelta(days=n)) for n in range(days))

    def due_in_days(self, received: date, length: int) -> date:
        """Return the last day of a period of working days, the first day included (민원처리법 §19)."""
        days = self._working_days_from(received)
        return next(day for nth, day in enumerate(days, 1) if nth == length)

    def add_working_hours(self, received: datetime, hours: float) -> datetime:
        """Return the moment by which so many working hours have passed."""
        left = timedelta(hours=hours)
        start = received.astimezone(SEOUL)
        for opens, closes in self._periods_from(start.date()):
            begin = max(opens, start)
            if begin < closes and left <= closes - begin:
                return begin + left
            left -= max(timedelta(0), closes - begin)
        msg = "no working day within reach"
        raise ValueError(msg)

    def working_hours_between(self, start: datetime, end: datetime) -> float:
        """Count the working hours between two moments; 0 when the second is not later."""
        begin, finish = start.astimezone(SEOUL), end.astimezone(SEOUL)
        worked = timedelta(0)
        for opens, closes in self._periods_from(begin.date()):
            if opens >= finish:
                break
            worked += max(timedelta(0), min(closes, finish) - max(opens, begin))
        return worked / timedelta(hours=1)

    def _working_days_from(self, day: date, step: int = 1) -> Iterator[date]:
        for n in range(LONGEST_SEARCH_DAYS):
            candidate = day + timedelta(days=n * step)
            if self.is_working_day(candidate):
                yield candidate

    def _periods_from(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """Yield the stretches in which the office works. One that ends before it begins is none."""
        for working_day in self._working_days_from(day):
            for opens, closes in WORKING_HOURS:
                begin, end = (datetime.combine(working_day, each, SEOUL) for each in (opens, closes))
                for start, until in self.stops:
                    yield begin, min(start.astimezone(SEOUL), end)
                    begin = min(max(begin, until.astimezone(SEOUL)), end)
                yield begin, end


@lru_cache(maxsize=1024)  # a list asks it of the same few days for each of its visits
def _after_working_days(calendar: WorkingCalendar, day: date, count: int) -> date:
    for _ in range(count):
        day = calendar.next_working_day(day)
    return day


class HoursWorked:
    """Working hours between many moments of one stretch of time: weeks are counted, and holidays looked up.

    The same as `WorkingCalendar.working_hours_between`, a hundred times as fast: figures ask it for every call.
    """

    def __init__(self, calendar: WorkingCalendar, first: date, last: date) -> None:
        self._calendar = calendar
        self._first, self._last = first.toordinal(), last.toordinal()
        days = (day.toordinal() for day in calendar.holidays if day.weekday() < SATURDAY and first <= day <= last)
        self._holidays = sorted(days)
        self._before = _weekdays_until(self._first)
        self._ends: dict[date, float] = {}

    def between(self, start: datetime, end: datetime) -> float:
        """Count the working hours between two moments; 0 when the second is not later."""
        return max(0.0, self._at(end) - self._at(start))

    def from_end_of_day(self, day: date, end: datetime) -> float:
        """Count the working hours from the end of a day's work to a moment."""
        if day not in self._ends:
            self._ends[day] = self._at(datetime.combine(day + timedelta(days=1), time(), SEOUL))
        return max(0.0, self._at(end) - self._ends[day])

    def _worked_at(self, moment: datetime) -> float:
        local = moment.astimezone(SEOUL)
        day = local.toordinal()
        if day < self._first:
            return 0.0
        if day > self._last:
            return self._worked_until(self._last + 1)
        if not self._calendar.is_working_day(local.date()):
            return self._worked_until(day)
        hour = (local - datetime.combine(local, time(), SEOUL)) / timedelta(hours=1)
        return self._worked_until(day) + sum(max(0.0, min(closes, hour) - opens) for opens, closes in _OPEN)

    def _worked_until(self, day: int) -> float:
        return DAY_HOURS * (_weekdays_until(day) - self._before - bisect_left(self._holidays, day))

    def _at(self, moment: datetime) -> float:
        stops = self._calendar.stops
        stopped = ((start, min(end, moment)) for start, end in stops if start < moment)
        return self._worked_at(moment) - sum(self._worked_at(end) - self._worked_at(start) for start, end in stopped)


def _weekdays_until(day: int) -> int:
    """Count the days from Monday to Friday before a day; day 1 is a Monday (Python's proleptic ordinals)."""
    weeks, days = divmod(day - 1, 7)
    return weeks * SATURDAY + min(days, SATURDAY)


_OPEN = tuple((opens.hour, closes.hour) for opens, closes in WORKING_HOURS)  # the office works whole hours
DAY_HOURS = sum(closes - opens for opens, closes in _OPEN)


def calendar_from_table(table: Mapping[str, object]) -> WorkingCalendar:
    """Make a calendar of a holiday table: `last_day` (date) and `days` (their names, by the day in ISO 8601).

    Raises:
        ValueError: anything else stands there.
    """
    last_day, days = table.get("last_day"), table.get("days")
    if not isinstance(last_day, date) or not isinstance(days, dict):
        msg = "a holiday table needs last_day (a date) and days (a name for each day)"
        raise ValueError(msg)  # noqa: TRY004 — the table is wrong, not the program
    names = {date.fromisoformat(day): name for day, name in days.items()}
    if not all(isinstance(name, str) and name for name in names.values()):
        msg = "days need their names"
        raise ValueError(msg)
    return WorkingCalendar(frozenset(names), last_day, names)


def is_working_time(now: datetime, calendar: WorkingCalendar) -> bool:
    """Check whether the office works at a moment: nobody is reminded at night or on a day off."""
    local = now.astimezone(SEOUL)
    open_now = any(opens <= local.time() < closes for opens, closes in WORKING_HOURS)
    return open_now and calendar.is_working_day(local.date())
