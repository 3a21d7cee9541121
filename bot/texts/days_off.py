"""Reading what people type of being away: 휴가 12/24~12/26, 내일 오후 반일, 김상담 휴가 오늘, 근무."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.people.duty import Duty
from bot.texts.promises import DAYS, WEEKDAYS, WEEKS, Ahead, Weekday, WeekMeant
from bot.texts.words import meaning_of

DAY = re.compile(r"(?:(20\d{2})\s*(?:년|[-./])\s*)?(\d{1,2})\s*(?:월|[-./])\s*(\d{1,2})\s*(?:일|\.)?", re.ASCII)
LAST_OF_MONTH = re.compile(r"(\d{1,2})일?", re.ASCII)
BETWEEN = re.compile(r"\s*(?:[~∼〜～–—]|부터|에서)\s*")
LOOKED_BACK = timedelta(days=180)
"""A day without its year that is no longer ago than this has passed: it is not meant for next year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyAsked:
    """What was typed: whose days ("": one's own), what they are on them, from when to when. Nothing: who is on."""

    name: str = ""
    duty: Duty | None = None
    first: date | None = None
    last: date | None = None


def duty_asked(words: str, today: date) -> DutyAsked | None:
    """Read what somebody notes of their days, or a supervisor of another's; None where it is not understood.

    Raises:
        ValueError: there is no such day.
    """
    said = BETWEEN.sub(" ", unicodedata.normalize("NFC", words)).replace("까지", " ").split()
    parts = _weekdays_dated(said, today)
    start = next((at for at, part in enumerate(parts) if _begins(part)), len(parts))
    name, rest = " ".join(parts[:start]), parts[start:]
    days, left = _days_in(" ".join(rest), today)
    duty = meaning_of(Duty, "".join(left)) if left else None
    if left and duty is None:
        return None
    if duty is None and days:
        duty = Duty.AWAY
    if name and duty is None:
        return None
    first, last = (days[0], days[-1]) if days else (None, None)
    if duty is not None and duty is not Duty.HERE and first is None:
        first = last = today
    return DutyAsked(name=name, duty=duty, first=first, last=last)


def _weekdays_dated(parts: list[str], today: date) -> list[str]:
    """Write days of the week as dates, the second of two as the one after the first.

    Raises:
        ValueError: it is that day of the week today, and nobody knows whether today is meant.
    """
    dated, since, before = list[str](), today, ""
    while parts:
        week, size = _week_in(parts)
        weekday = meaning_of(Weekday, parts[size]) if size < len(parts) and not before[-1:].isdigit() else None
        if weekday is None:  # nor is the 월 of "12 월 24 일"
            size, written = 0, parts[0]
        else:
            since = _day_of_week(weekday, week, since, today)
            written = since.isoformat()
        dated.append(written)
        before, parts = parts[size], parts[size + 1 :]
    return dated


def _day_of_week(weekday: Weekday, week: WeekMeant | None, since: date, today: date) -> date:
    number = WEEKDAYS[weekday]
    if week is not None:
        return today + timedelta(weeks=WEEKS[week], days=number - today.weekday())
    if since == today and number == today.weekday():
        raise ValueError(weekday)
    return since + timedelta(days=(number - since.weekday()) % 7)


def _week_in(parts: list[str]) -> tuple[WeekMeant | None, int]:
    """Return the week that the first words name, and how many of them do."""
    named = ((meaning_of(WeekMeant, " ".join(parts[:size])), size) for size in (2, 1))
    return next(((week, size) for week, size in named if week is not None), (None, 0))


def _begins(part: str) -> bool:
    return (
        part[:1].isdigit()
        or meaning_of(Ahead, part) is not None
        or meaning_of(Duty, part) is not None
        or (any(meaning_of(Duty, part + more) is not None for more in ("반일", "반차", " off")))
    )


def _days_in(words: str, today: date) -> tuple[list[date], list[str]]:
    """Read the days, at most two, and the words that are left."""
    found: list[date] = []
    left: list[str] = []
    while words:
        dated = DAY.match(words)
        if dated and len(found) < 2:  # noqa: PLR2004 — from and until
            found.append(_day(dated, today))
            words = words[dated.end() :].strip()
            continue
        word, _, words = words.partition(" ")
        ahead, of_month = meaning_of(Ahead, word), LAST_OF_MONTH.fullmatch(word)
        if ahead is not None:
            found.append(today + timedelta(days=DAYS[ahead]))
        elif of_month and len(found) == 1:
            found.append(found[0].replace(day=int(of_month[1])))
        else:
            left.append(word)
    return found, left


def _day(dated: re.Match[str], today: date) -> date:
    day = date(int(dated[1] or today.year), int(dated[2]), int(dated[3]))
    if dated[1] is None and day < today - LOOKED_BACK:
        return day.replace(year=today.year + 1)
    return day
