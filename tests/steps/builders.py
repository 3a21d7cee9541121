"""Builders with valid defaults: moments, people, visitor lists. Everybody is invented."""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from bot.clock import MovableClock
from bot.domain.calendar import SEOUL
from bot.domain.calls.results import Result
from bot.domain.figures.periods import PeriodKind, period_with

MONDAY = date(2026, 11, 23)
FRIDAY = date(2026, 11, 20)
TUESDAY = date(2026, 11, 24)
NOVEMBER = period_with(PeriodKind.MONTH, date(2026, 11, 1))
KIM, LEE, PARK = "U0KIM", "U0LEE", "U0PARK"
HEADER = ("접수번호", "성명", "연락처", "방문일시", "민원종류", "담당부서", "담당자", "비고")


def seoul(day: date, hour: int, minute: int = 0) -> datetime:
    """Return a moment in Seoul."""
    return datetime.combine(day, time(hour, minute), SEOUL)


class StillClock(MovableClock):
    """A clock that stands still until it is moved: the same deeds at the same moments."""

    def __init__(self, at: datetime) -> None:
        super().__init__(at)
        self._at = at

    def __call__(self) -> datetime:
        """Return the time."""
        return self._at

    def advance(self, by: timedelta) -> None:
        """Move forward (or back)."""
        self._at += by

    def set(self, at: datetime) -> None:
        """Move to a moment."""
        self._at = at


def visitor(number: int = 1, **facts: str) -> dict[str, str]:
    """Return one row of a visitor list; every number is another person."""
    row = {
        "접수번호": f"2026-{number:05}",
        "성명": NAMES[number % len(NAMES)],
        "연락처": f"010-0000-{1000 + number}",
        "방문일시": "2026-11-20",
        "민원종류": "교통사고",
        "담당부서": "교통과",
        "담당자": "경위 정교통",
        "비고": "",
    }
    return row | facts


NAMES = ("홍길순", "남궁민수", "성춘향", "이몽룡", "변학도", "임꺽정", "심청", "장화", "홍련", "박문수")


def csv_list(rows: Sequence[dict[str, str]], encoding: str = "cp949") -> bytes:
    """Return a visitor list as a CSV file."""
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=HEADER)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


def write_list(folder: Path, rows: Sequence[dict[str, str]], name: str = "visitors.csv") -> Path:
    """Write a visitor list to disk."""
    path = folder / name
    path.write_bytes(csv_list(rows))
    return path


def with_(result: Result, **facts: Any) -> Result:
    """Return the same result but for some facts."""
    return replace(result, **facts)


JUNG, CHOI, YOON, BAEK = "U0JUNG", "U0CHOI", "U0YOON", "U0BAEK"
HAN, OH, SWITCH = "U0HAN", "U0OH", "U0SEO"
