"""Reading when a visit was, in every form that lists use (rule book §3, Cells): always Seoul time."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from bot.domain.calendar import SEOUL
from bot.domain.lists.cells import beginning_of, text_of
from bot.domain.lists.times_of_day import RANGE, TimeOfDay, read_time, time_in

EPOCH_1900 = datetime(1899, 12, 30)  # noqa: DTZ001 — a wall date without a zone
EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001 — a wall date without a zone
SERIAL_DAYS = (datetime(2000, 1, 1), datetime(2100, 1, 1))  # noqa: DTZ001 — wall dates
CENTURY = 2000
FIRST_YEAR = 1990
"""No list is older: such dates are times of day that a program gave a day (1899-12-30, 1900-01-01, 1904-01-01)."""
LAST_YEAR = 2099
LIKELY_YEARS = 5
"""26.11.24 is read as year, month, day if that is at most so long ago, else 11/24/26 may be meant."""
LEAP_YEARS = 8
DAY = timedelta(days=1)
LONGEST_CELL = 120
MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_MONTH = f"({'|'.join(MONTHS)})[A-Z]*"
_SEP = r"\s*[-./,·ㆍ\\_~]\s*|\s+"
_LAST = r"(\d{2}(?=\d{2}:\d{2})|\d{1,2}(?!\d|:\d|주차|주간|째))\s*[일日]?"
"""2026년 11월 4주차 names no day."""
COMPACT = re.compile(r"(?<!\d)(20\d{2}|\d{2})(\d{2})(\d{2})(?=(?:\d{4}|\d{6})?(?!\d))", re.ASCII)
YEAR_FIRST = re.compile(
    rf"(?<![\d.:])(?:00)?(\d{{4}}|\d{{2}}(?=\s*년))(?:\s*[년年]도?\s*|{_SEP})(\d{{1,2}})(?:\s*[월月]\s*|{_SEP}){_LAST}",
    re.ASCII,
)
SHORT_YEAR = re.compile(rf"(?<![\d.:])(\d{{2}})(?=\s*([-./,·ㆍ\\_ ]))\s*\2?\s*(\d{{1,2}})\s*\2\s*{_LAST}", re.ASCII)
"""A year of two digits stands between equal signs: 11.24 10.30 is a day and a time."""
HALF_COMPACT = re.compile(r"(?<!\d)(20\d{2})[-./](\d{2})(\d{2})(?!\d)", re.ASCII)
YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})\s*[-./]\s*(\d{1,2})\s*[-./]\s*(20\d{2})(?!\d)", re.ASCII)
DAY_MONTH_NAME = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:ST|ND|RD|TH)?[-\s./]*{_MONTH}(?:[-\s./,']*(\d{{4}}|\d{{2}})(?![\d:]))?", re.ASCII
)
MONTH_NAME_DAY = re.compile(
    rf"(?<![A-Z]){_MONTH}[-\s./]*(\d{{1,2}})(?:ST|ND|RD|TH)?(?!\d)(?:[,\s'-]+(\d{{4}}|\d{{2}})(?![\d:]))?", re.ASCII
)
MONTH_DAY = re.compile(r"(?<![\d.:])(\d{1,2})\s*(?:[월月]|[-./·])\s*(\d{1,2})(?![\d:])\s*[일日]?", re.ASCII)
FOUR_DIGITS = re.compile(r"(\d{2})(\d{2})", re.ASCII)
DAY_ALONE = re.compile(r"(?<!\d)(\d{1,2})\s*[일日](?![가-힣])", re.ASCII)
WEEKDAY = re.compile(
    r"^[\s.,(\[]*(?:[월화수목금토일](?:요일)?(?![가-힣])|(?:MON|TUE|WED|THU|FRI|SAT|SUN)[A-Z]*)[\s.,)\]]*"
)
DOUBLED = re.compile(r"([-./])\1+")
QUOTES = str.maketrans("", "", "'‘’‛′`´\"“”")

Moment = tuple[date, datetime | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class DateHints:
    """What helps to read a date: the day of the import, the workbook's date system.

    `years` and `months` (year, month) are those of the title, the sheet or other rows, surest first.
    """

    today: date
    years: Sequence[int] = ()
    months: Sequence[tuple[int, int]] = ()
    is_1904: bool = False


def read_visit_moment(cell: object, hints: DateHints) -> Moment | None:
    """Read a cell: the day, and the moment when a time of day is given. None when it is no date."""
    match cell:
        case datetime():
            return _of_datetime(cell)
        case date():
            return (cell, None) if FIRST_YEAR <= cell.year <= LAST_YEAR else None
        case bool() | None | time():
            return None
        case int() | float() if (serial := _of_serial(cell, is_1904=hints.is_1904)) is not None:
            return serial
        case float() if _lost_a_zero(cell):
            return None
        case _:
            return _of_text(beginning_of(text_of(cell), LONGEST_CELL), hints)


def join_moment(day: object, clock: object, hints: DateHints) -> Moment | None:
    """Read a day and a time from two columns. Either may hold both; the column of times has the last word."""
    moment = read_visit_moment(day, hints)
    if moment is None and not text_of(day):
        return read_visit_moment(clock, hints)
    at = read_time(clock) if moment is not None else None
    return moment if moment is None or at is None else _at(moment[0], at)


def _of_datetime(cell: datetime) -> Moment | None:
    if not FIRST_YEAR <= cell.year <= LAST_YEAR:
        return None
    local = cell.astimezone(SEOUL) if cell.tzinfo else cell.replace(tzinfo=SEOUL)
    return local.date(), None if local.time() == time(0) else local


def _of_serial(number: float, *, is_1904: bool) -> Moment | None:
    epoch = EPOCH_1904 if is_1904 else EPOCH_1900
    first, after = ((day - epoch).days for day in SERIAL_DAYS)
    return _of_datetime(epoch + timedelta(minutes=round(number * 24 * 60))) if first <= number < after else None


def _lost_a_zero(number: float) -> bool:
    """11.20 typed into Excel becomes 11.2: the second or the twentieth, nobody knows."""
    return 1 <= number < 13 and number * 10 == round(number * 10) and round(number * 10) % 10 in {1, 2, 3}  # noqa: PLR2004 — months


@lru_cache(maxsize=4096)  # the days of a list are few
def _of_text(text: str, hints: DateHints) -> Moment | None:
    bare = DOUBLED.sub(r"\1", " ".join(text.translate(QUOTES).upper().split()))
    if bare.replace(".", "", 1).isdigit() and bare.isascii():
        if (serial := _of_serial(float(bare), is_1904=hints.is_1904)) is not None:
            return serial
        if found := FOUR_DIGITS.fullmatch(bare):
            return _with_day(_without_year(int(found[1]), int(found[2]), hints))
    dated = _find_date(bare, hints)
    if dated is None:
        return None
    day, start, end = dated
    if day is None:
        return None
    after = WEEKDAY.sub(" ", _before_range(bare[end:]))
    at = time_in(after) or time_in(bare[:start] if any(sign in bare[:start] for sign in ":시時") else "")
    return _with_day(day) if at is None else _at(day, at)


def _with_day(day: date | None) -> Moment | None:
    return None if day is None else (day, None)


def _before_range(rest: str) -> str:
    """What follows a day, without the end of a range and without another day."""
    for other in (YEAR_FIRST, YEAR_LAST):
        rest = other.sub(" ", rest)
    return RANGE.sub(r"\1시", rest).split("~")[0].lstrip(" .,/_-")


def _at(day: date, at: TimeOfDay) -> Moment:
    moment = datetime.combine(day, time(0), at.zone or SEOUL) + at.since_midnight
    local = moment.astimezone(SEOUL)
    is_bare_day = at.zone is not None and local.time() == time(0)
    return local.date(), None if is_bare_day else local


def _find_date(text: str, hints: DateHints) -> tuple[date | None, int, int] | None:
    """The first form that fits decides: a day that does not exist is not read in another way."""
    for form, meaning in _FORMS:
        if found := form.search(text):
            return meaning(found, hints), found.start(), found.end()
    return None


def _of_year_first(found: re.Match[str], hints: DateHints) -> date | None:
    return _of_two_digits(found[1], found[2], found[3], hints)


def _of_two_digits(year: str, month: str, day: str, hints: DateHints) -> date | None:
    """26.11.24 as Koreans write it; 11/24/26 as Excel does in English."""
    read = _day(int(year), int(month), int(day))
    if len(year) == len("2026") or (read is not None and read.year >= hints.today.year - LIKELY_YEARS):
        return read
    other = _day(int(day), int(year), int(month))
    is_likely = other is not None and len(day) == len("26") and abs(other.year - hints.today.year) <= 1
    return other if is_likely else read


def _of_short_year(found: re.Match[str], hints: DateHints) -> date | None:
    return _of_two_digits(found[1], found[3], found[4], hints)


def _of_year_last(found: re.Match[str], _hints: DateHints) -> date | None:
    first, second, year = map(int, found.groups())
    return _day(year, first, second) or _day(year, second, first)


def _of_day_and_name(found: re.Match[str], hints: DateHints) -> date | None:
    return _of_name(found[2], found[1], found[3], hints)


def _of_name_and_day(found: re.Match[str], hints: DateHints) -> date | None:
    return _of_name(found[1], found[2], found[3], hints)


def _of_name(name: str, day: str, year: str | None, hints: DateHints) -> date | None:
    month = MONTHS.index(name) + 1
    return _day(int(year), month, int(day)) if year else _without_year(month, int(day), hints)


def _of_month_and_day(found: re.Match[str], hints: DateHints) -> date | None:
    return _without_year(int(found[1]), int(found[2]), hints)


def _of_day_alone(found: re.Match[str], hints: DateHints) -> date | None:
    last = hints.today.replace(day=1) - DAY
    before = last.replace(day=1) - DAY  # no two months in a row lack a 31st
    months = [*hints.months, *((day.year, day.month) for day in (hints.today, last, before))]
    days = (_day(year, month, int(found[1])) for year, month in months)
    return next((day for day in days if day is not None and day <= hints.today), None)


def _without_year(month: int, day: int, hints: DateHints) -> date | None:
    before = (hints.today.year - ago for ago in range(LEAP_YEARS + 1))
    days = (_day(year, month, day) for year in (*hints.years, *before))
    return next((each for each in days if each is not None and each <= hints.today), None)


def _day(year: int, month: int, day: int) -> date | None:
    full = year + CENTURY if year < 100 else year  # noqa: PLR2004 — two digits
    try:
        return date(full, month, day) if FIRST_YEAR <= full <= LAST_YEAR else None
    except ValueError:
        return None


_FORMS = (
    (YEAR_LAST, _of_year_last),
    (YEAR_FIRST, _of_year_first),
    (SHORT_YEAR, _of_short_year),
    (HALF_COMPACT, _of_year_first),
    (COMPACT, _of_year_first),
    (DAY_MONTH_NAME, _of_day_and_name),
    (MONTH_NAME_DAY, _of_name_and_day),
    (MONTH_DAY, _of_month_and_day),
    (DAY_ALONE, _of_day_alone),
)
