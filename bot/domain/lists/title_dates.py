"""Days, months and years in titles, sheet and file names: 2026년 11월 방문자 명단, 11.24(화) (rule book §3, Cells)."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from bot.domain.lists.cells import beginning_of, text_of
from bot.domain.lists.visit_dates import COMPACT, QUOTES, SHORT_YEAR, YEAR_FIRST, DateHints, read_visit_moment

WEEKDAY = r"[(\[]?\s*[월화수목금토일](?:요일)?\s*[)\]]?"
YEAR = re.compile(
    r"(?<!\d)(20\d{2})(?=\D|$|(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])?(?!\d))|(?<!\d)(\d{2})\s*년(?!\s*[차간생제])", re.ASCII
)
YEAR_MONTH = re.compile(
    r"(?<!\d)(20\d{2}|\d{2}(?=\s*년))\s*(?:년도?|[-./_ ])\s*(0?[1-9]|1[0-2])(?!\d)(?!\s*[호회차])"
    r"|(?<!\d)(20\d{2})(0[1-9]|1[0-2])(?:[0-3]\d)?(?!\d)",
    re.ASCII,
)
MONTH = re.compile(r"(?<![\d.])(0?[1-9]|1[0-2])\s*월(?!\d)", re.ASCII)
CERTAIN = (
    YEAR_FIRST,
    COMPACT,
    SHORT_YEAR,
    re.compile(r"(?<!\d)\d{1,2}\s*월\s*\d{1,2}\s*일", re.ASCII),
    re.compile(r"(?<![\d.])\d{1,2}\s*[-./]\s*\d{1,2}\.?\s*(?=[(\[]\s*[월화수목금토일](?:요일)?\s*[)\]])", re.ASCII),
)
LIKELY = (
    re.compile(r"(?<=[(\[])\s*\d{1,2}[./]\s?\d{1,2}\.?\s*(?=(?:기준|현재|자)?\s*[)\]])", re.ASCII),
    re.compile(rf"^\s*(?:\d{{1,2}}\s*[-./월]\s*\d{{1,2}}|\d{{4}})\s*[일.]?(?=\s*(?:{WEEKDAY})?\s*$)", re.ASCII),
    re.compile(r"^\s*\d{1,2}[./]\d{1,2}\.?(?=\s+[가-힣])", re.ASCII),
    re.compile(rf"^\s*\d{{1,2}}\s*일(?=\s*(?:{WEEKDAY})?\s*$)", re.ASCII),
)
"""Section numbers look like these: they are days only if they lie close before the import."""
LONGEST_TITLE = 300
CLOSE = timedelta(days=62)
RANGE_AFTER = re.compile(rf"\s*\.?\s*(?:{WEEKDAY})?\s*(?:~|부터|-\s*\d{{1,4}}\s*[.월일/(])", re.ASCII)


def day_in_title(title: object, hints: DateHints) -> date | None:
    """Return the one day that a title names; None for none, for several and for a period of several (11.23.~27.)."""
    text = _text(title)
    found = list(_days(text, hints))
    days = {day for day, _ in found}
    is_period = len(found) == 1 and RANGE_AFTER.match(text, found[0][1]) is not None
    return days.pop() if len(days) == 1 and not is_period else None


def days_in_title(title: object, hints: DateHints) -> tuple[date, ...]:
    """Return the days that a title names, in its order: of a period at least the first."""
    text = _text(title)
    found = list(_days(text, hints))
    if found and RANGE_AFTER.match(text, found[0][1]):
        found = [each for each in found if each[0] >= found[0][0]]
    return tuple(dict.fromkeys(day for day, _ in found))


def month_in_title(title: object, hints: DateHints) -> tuple[int, int] | None:
    """Return the year and month that a title names; without its year the nearest that has begun."""
    text = _text(title)
    if found := YEAR_MONTH.search(text):
        year, month = int(found[1] or found[3]), int(found[2] or found[4])
        return year + 2000 if year < 2000 else year, month  # noqa: PLR2004 — two digits
    if found := MONTH.search(text):
        month = int(found[1])
        return hints.today.year - (month > hints.today.month), month
    return None


def year_in_title(title: object) -> int | None:
    """Return the year that a title names: 2026년, '26년, 2026.11, 20261124."""
    found = YEAR.search(_text(title))
    return None if found is None else int(found[1] or f"20{found[2]}")


def _text(title: object) -> str:
    return beginning_of(" ".join(text_of(title).translate(QUOTES).replace("_", " ").split()), LONGEST_TITLE)


def _days(text: str, hints: DateHints) -> Iterator[tuple[date, int]]:
    """The days of a title and where each ends, by the surest form that is found."""
    for forms, reach in ((CERTAIN, None), (LIKELY, CLOSE)):
        found = sorted(
            (match.start(), -match.end(), moment[0])
            for form in forms
            for match in form.finditer(text)
            if (moment := read_visit_moment(match[0].strip(), hints)) is not None
            and (reach is None or hints.today - reach <= moment[0] <= hints.today)
        )
        end = 0
        for start, minus_end, day in found:
            if start >= end:
                yield day, -minus_end
                end = -minus_end
        if found:
            return
