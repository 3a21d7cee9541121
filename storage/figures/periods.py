"""What statements that count a period share: the period, how conditions are counted, that each is built once."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, case, func

from bot.domain.figures.figures import Count
from bot.domain.figures.periods import Period

Bound = BindParameter[Any]
Counting = tuple[Select[Any], Sequence[Count]]
"""A statement, and what its numbers count, which follow department and petition type."""
once = lru_cache(maxsize=8)
"""Builds a statement once for the names of a station: building it takes longer than running it."""
START: Bound = bindparam("start")
END: Bound = bindparam("end")
FIRST: Bound = bindparam("first")
LAST: Bound = bindparam("last")
"""The period that a statement is run for: see `dates_of`."""


def when(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """Count the rows of which a condition holds."""
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def within(column: Any) -> ColumnElement[bool]:
    """Check whether a moment lies in the period."""
    return and_(column >= START, column < END)


def dates_of(period: Period) -> Mapping[str, object]:
    """Return the period for a statement to be run for."""
    return {"start": period.start, "end": period.end, "first": period.first, "last": period.last}
