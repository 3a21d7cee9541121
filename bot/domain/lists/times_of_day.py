"""Reading a time of day as people write it: 오후 2시경, 10:00~11:00, PM 12:10, 1000 (rule book §3, Cells)."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo

from bot.domain.lists.cells import text_of

HALF = r"오전|오후|상오|하오|새벽|아침|정오|낮|점심|저녁|밤|A\.?M\.?|P\.?M\.?"
RANGE = re.compile(r"(\d{1,2})\s*[-~]\s*\d{1,2}\s*시")
CLOCK = re.compile(
    rf"(?<![\d:.])(?:({HALF})\s*)?(\d{{1,2}})\s*(?:[:;ː]\s*(\d{{1,2}})(?:\s*:\s*(\d{{1,2}})(?:[.,]\d+)?)?|[시時](?!간)\s*(?:(\d{{1,2}})\s*분|(반))?)"
    rf"(?!\d)(?:\s*(A\.?M\.?(?![A-Z])|P\.?M\.?(?![A-Z])|오[전후](?=\s*(?:$|[)\]~-]))))?",
    re.ASCII | re.IGNORECASE,
)
HALF_HOUR = re.compile(
    rf"({HALF})\s*(\d{{1,2}})(?![\d:.])|(?<![\d:.])(\d{{1,2}})\s*([AP]\.?M\b)", re.ASCII | re.IGNORECASE
)
FIRST = re.compile(
    rf"^[\sT(\[,/_-]*(?:({HALF})\s*)?(?:(\d{{1,2}})\.(\d{{2}})|(\d\d)(\d\d)(\d\d)?)(?![\d./년-])",
    re.ASCII | re.IGNORECASE,
)
"""10.30 and 1000 are times only where nothing stands before them."""
NOON_WORD = re.compile(r"정오")
ZONE = re.compile(
    r"(?<=\d)\s*(?:(?:(?:UTC|GMT)\s*([+-])(\d{1,2})(?::?(\d{2}))?|(\+|(?<=:\d\d:\d\d)-)(\d{2}):?(\d{2}))|Z|UTC|GMT)(?![\d:A-Z])",
    re.IGNORECASE | re.ASCII,
)
"""GMT+0900 is so far from GMT; 10:00-11:00 is a range."""
NOON = 12
MIDNIGHT = 24
LATER_HALF = {"오후", "하오", "PM", "저녁", "밤"}
MIDDAY = {"낮", "점심"}
OPENING_HOURS = range(7, MIDNIGHT)
"""A bare 10 in a column of times is an hour; a bare 2 may be 14:00."""
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class TimeOfDay:
    """A time of day as a length since midnight: 24:00 is a whole day. A zone only where one was written."""

    since_midnight: timedelta
    zone: tzinfo | None = None


def read_time(cell: object) -> TimeOfDay | None:
    """Read a cell of a column of times. A day in it is passed over; None where no time can be read."""
    match cell:
        case datetime():
            return of_clock(cell.time())
        case time():
            return of_clock(cell)
        case timedelta():
            return TimeOfDay(cell) if timedelta(0) <= cell < DAY else None
        case bool():
            return None
        case float() if cell > 0 and cell != cell // 1 and abs(cell) < 1e6:  # noqa: PLR2004 — a serial of Excel
            return TimeOfDay(timedelta(minutes=round(cell % 1 * 24 * 60)))
        case _:
            return _of_column(text_of(cell))


def of_clock(clock: time) -> TimeOfDay | None:
    """Return a clock's time to the second; midnight is a day without a time."""
    since = timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second)
    return TimeOfDay(since) if since else None


def time_in(text: str) -> TimeOfDay | None:
    """Find the time in what stands beside a date: of a range its start."""
    return time_and_rest(text)[0]


def time_and_rest(text: str) -> tuple[TimeOfDay | None, str]:
    """Find the time as `time_in` does; return it with the words that it was not read from."""
    text = RANGE.sub(r"\1시", text).lstrip(" .,/_-")
    zone = _zone(text)
    if found := CLOCK.search(text):
        return _of_clock_words(found, zone), _without(text, found)
    if found := FIRST.search(text):
        before, hour, minute, hours, minutes, seconds = found.groups()
        at = _of_parts(hour or hours, minute or minutes, seconds or "0", before, zone)
        return at, _without(text, found)
    if found := HALF_HOUR.search(text):
        return _of_parts(found[2] or found[3], "0", "0", found[1] or found[4], zone), _without(text, found)
    if found := NOON_WORD.search(text):
        return TimeOfDay(timedelta(hours=NOON)), _without(text, found)
    return None, text


def _of_clock_words(found: re.Match[str], zone: tzinfo | None) -> TimeOfDay | None:
    before, hour, minute, second, minutes, half, after = found.groups()
    is_midnight = not int(hour) and minute in {"0", "00"} and second in {None, "0", "00"}
    if is_midnight and not (before or after) and zone is None:
        return None
    return _of_parts(hour, minute or minutes or ("30" if half else "0"), second or "0", before or after, zone)


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"


def _of_column(text: str) -> TimeOfDay | None:
    if text.isascii() and text.isdigit():
        if len(text) <= len("24"):
            return TimeOfDay(timedelta(hours=int(text))) if int(text) in OPENING_HOURS else None
        text = text.zfill(len("0930")) if len(text) == len("930") else text
    return time_in(text)


def _of_parts(hour: str, minute: str, second: str, half: str | None, zone: tzinfo | None) -> TimeOfDay | None:
    hours, minutes, seconds = _hours(int(hour), (half or "").upper().replace(".", "")), int(minute), int(second)
    since = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    if minutes >= 60 or seconds >= 60 or since > DAY:  # noqa: PLR2004 — minutes of an hour, seconds of a minute
        return None
    return TimeOfDay(since, zone)


def _hours(hour: int, half: str) -> int:
    """The hour of the day. 12 in the morning is midnight, 12 at night too; 14 needs no half."""
    if hour > NOON or not half:
        return hour
    if half == "밤":
        return MIDNIGHT if hour == NOON else hour + NOON if hour >= OPENING_HOURS.start else hour
    if half in LATER_HALF:
        return hour % NOON + NOON
    if half in MIDDAY:
        return hour + NOON if hour < OPENING_HOURS.start else hour
    return hour % NOON if half != "정오" else NOON


def _zone(text: str) -> tzinfo | None:
    found = ZONE.search(text) if ":" in text else None
    if found is None:
        return None
    sign = found[1] or found[4]
    if sign is None:
        return UTC
    offset = timedelta(hours=int(found[2] or found[5]), minutes=int(found[3] or found[6] or "0"))
    return timezone(offset if sign == "+" else -offset) if offset < DAY else None
