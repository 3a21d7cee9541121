"""Reading when a visit was, in every form that lists use (rule book §3): always Seoul time."""

import re
from datetime import date, datetime, time, timedelta

from bot.domain.calendar import SEOUL
from bot.domain.lists.rows import Cell

EXCEL_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 — a wall date without a zone
EXCEL_SERIALS = range(36_526, 73_051)
"""2000-01-01 to 2099-12-31 as Excel counts days."""
CENTURY = 2000
WRITTEN = re.compile(
    r"^'?(\d{4}|\d{2})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*[일.]?\s*(?:\(?[월화수목금토일]요?일?\)?)?"
    r"(?:[T\s,]*(오전|오후|AM|PM)?\s*(\d{1,2})\s*[:시]\s*(\d{1,2})?\s*분?(?:\s*:?\s*(\d{1,2})(?:\.\d+)?\s*초?)?\s*(AM|PM)?)?$",
    re.IGNORECASE,
)
COMPACT = re.compile(r"^(20\d{2})(\d{2})(\d{2})(?:[\sT]?(\d{2}):?(\d{2})(?::?(\d{2}))?)?$")
AFTERNOON = {"오후", "PM"}
NOON = 12
LONGEST_CELL = 60

Moment = tuple[date, datetime | None]


def read_visit_moment(cell: Cell) -> Moment | None:
    """Read a cell: the day, and the moment when a time of day is given. None when it is no date."""
    match cell:
        case bool() | None | time():
            return None
        case datetime():
            return _of_datetime(cell)
        case date():
            return cell, None
        case int() | float():
            return _of_serial(cell)
        case str():
            return _of_text(" ".join(cell[:LONGEST_CELL].split()))


def _of_datetime(cell: datetime) -> Moment:
    local = cell.astimezone(SEOUL) if cell.tzinfo else cell.replace(tzinfo=SEOUL)
    return local.date(), None if local.time() == time(0) else local


def _of_serial(cell: float) -> Moment | None:
    if not EXCEL_SERIALS.start <= cell < EXCEL_SERIALS.stop:
        found = COMPACT.match(str(int(cell))) if cell == cell and abs(cell) < 1e15 else None  # noqa: PLR0124, PLR2004 — NaN is not itself; beyond 15 digits floats lie
        return _of_parts(*found.groups()[:3]) if found else None
    return _of_datetime(EXCEL_EPOCH + timedelta(minutes=round(cell * 24 * 60)))


def _of_text(text: str) -> Moment | None:
    if found := COMPACT.match(text):
        return _of_parts(*found.groups())
    if found := WRITTEN.match(text):
        year, month, day, before, hour, minute, second, after = found.groups()
        return _of_parts(year, month, day, hour, minute, second, half=(before or after or "").upper())
    if text.replace(".", "", 1).isascii() and text.replace(".", "", 1).isdigit():
        return _of_serial(float(text))
    return None


def _of_parts(  # noqa: PLR0913 — the parts of a date
    year: str,
    month: str,
    day: str,
    hour: str | None = None,
    minute: str | None = None,
    second: str | None = None,
    *,
    half: str = "",
) -> Moment | None:
    full_year = int(year) + CENTURY if len(year) == len("26") else int(year)
    try:
        on = date(full_year, int(month), int(day))
        if hour is None:
            return on, None
        hours = int(hour) % NOON + NOON * (half in AFTERNOON) if half else int(hour)
        return on, datetime.combine(on, time(hours, int(minute or 0), int(second or 0)), SEOUL)
    except ValueError:
        return None
