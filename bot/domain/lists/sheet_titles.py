"""What titles of a sheet say of the rows below them: their day and year, whose table it is (rule book §3, Rows)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePath

from bot.domain.lists.header import TITLE
from bot.domain.lists.no_visits import NUMBER, SIGNATURE, is_closing
from bot.domain.lists.rows import Cell
from bot.domain.lists.title_dates import (
    day_in_title,
    is_as_of,
    month_in_title,
    without_form,
    without_printing,
    year_in_title,
)
from bot.domain.lists.visit_dates import DateHints, read_visit_moment

LONGEST_TITLE = 30
"""A longer line speaks of the list only if it says so: laws too have days."""
STAFF = re.compile(
    r"(?:근무자|직원|담당자|경찰관|상담원|당직자?|부서|내선)\s*(?:별\s*)?(?:명단|현황|연락처|전화번호|명부|목록|편성표?|배치표?|번호)\W*$"
    r"|비상\s*연락|조직도|근무자\W*$"
)
IN_BRACKETS = re.compile(r"[(\[][^()\[\]]{1,20}[)\]]")
EXAMPLE = re.compile(r"예|ex|e\.g|형식|양식|이[전후]", re.IGNORECASE)
"""What such a bracket gives as an example or a bound."""
VISITORS = re.compile(r"방문|내방|출입|민원인|신청인|고소인|신고|접수|대상자")


@dataclass(slots=True)
class SheetTitles:
    """Takes titles one after another; a later one holds for what stands below it."""

    hints: DateHints
    is_of_staff: bool = False
    title_day: date | None = None
    _days: dict[int, date] = field(default_factory=dict)  # column in which a title begins → its day

    def take(self, texts: Sequence[str]) -> None:
        """Take a row of titles: years and months, the day of each, and whose table they announce."""
        days: dict[int, date] = {}
        made: dict[int, date] = {}
        before = ""
        for at, text in enumerate(texts):
            if text and text != before and _may_be_title(text):
                day = self._read(text, before)
                if day is not None:
                    (made if is_as_of(text, before) else days)[at] = day
            before = text or before
        found = days or ({} if self._days else made)
        if self._days and found and min(found.values()) > self.hints.today:
            found = {}  # whatever it is, no visit was on it
        self._days = found or self._days
        self.title_day = next(iter(found.values())) if len(set(found.values())) == 1 else self.title_day
        self.take_subject(texts)

    def take_file(self, name: str) -> None:
        """Take the name of the file: it may tell when a list was made rather than which day it is of."""
        self.take([PurePath(name).stem])
        self.title_day = None

    def take_heads(self, heads: Mapping[int, str], *, name_days: bool) -> None:
        """Take what stands in brackets in the heads of days and times, by column: 방문일(2026년), 방문시간(11.24.)."""
        days = {
            at: day
            for at, head in heads.items()
            for words in IN_BRACKETS.findall(head)
            if not EXAMPLE.search(words) and (day := self._read(words, "")) is not None
        }
        if name_days:
            self._days = days or self._days

    def take_subject(self, texts: Sequence[str]) -> None:
        """Take whose table a title announces; one that says nothing of it leaves it open."""
        words = " ".join(filter(None, dict.fromkeys(texts)))
        if VISITORS.search(words):
            self.is_of_staff = False
        elif len(words) <= LONGEST_TITLE and STAFF.search(words):
            self.is_of_staff = True

    def _read(self, text: str, before: str) -> date | None:
        """Read a title behind another cell. Its year goes before those above it, a year of printing behind all."""
        told = without_form(text, before)
        own = "" if _is_signed(text, before) else without_printing(told, before)
        year, month = year_in_title(own), month_in_title(own, self.hints)
        if year is not None:
            self.hints = replace(self.hints, years=tuple(dict.fromkeys((year, *self.hints.years))))
        elif (printed := year_in_title(told)) is not None:
            self.hints = replace(self.hints, years=tuple(dict.fromkeys((*self.hints.years, printed))))
        if month is not None:
            self.hints = replace(self.hints, months=(month, *self.hints.months))
        return day_in_title(own, self.hints)

    def take_days(self, cells: Sequence[Cell], texts: Sequence[str]) -> bool:
        """Take a row that holds days alone, and say whether it did. A number alone is a running number."""
        days = {}
        for at, (cell, text) in enumerate(zip(cells, texts, strict=True)):
            if text and (not at or text != texts[at - 1]):
                day = self._day_alone(cell, text)
                if day is None:
                    return False
                days[at] = day
        self._days = days or self._days
        return bool(days)

    def _day_alone(self, cell: Cell, text: str) -> date | None:
        if isinstance(cell, date):
            moment = read_visit_moment(cell, self.hints)
            return moment[0] if moment else None
        if not isinstance(cell, str) or not _may_be_title(text) or NUMBER.search(text) or is_closing(text):
            return None
        return day_in_title(without_printing(without_form(text)), self.hints)

    def day_of(self, columns: range | None) -> date | None:
        """Return the day that holds for a table: of the titles above its columns, if they name one alone."""
        if not self._days:
            return None
        days = {day for at, day in self._days.items() if columns is None or at in columns} or set(self._days.values())
        return next(iter(days)) if len(days) == 1 else None


def _may_be_title(text: str) -> bool:
    return len(text) <= LONGEST_TITLE or TITLE.search(text) is not None


def _is_signed(text: str, before: str) -> bool:
    return is_closing(text) or is_closing(before) or SIGNATURE.fullmatch(before) is not None
