"""How departments are called today: what was stored under an earlier name is counted under the one of today."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, bindparam, case
from sqlmodel import col

from storage.calls.tables import Call
from storage.lists.tables import Visit


class Group(NamedTuple):
    """One department and petition type."""

    department: str
    petition_type: str


class DatedName(NamedTuple):
    """A name that meant this department up to a day, and another one since."""

    name: str
    until: date
    department: str


Dated = tuple[DatedName, ...]
"""The earliest day first."""


def department_by(dated: Dated, rows: type[Call] | type[Visit]) -> Any:
    """Return the column of departments, those of a dated name told apart by the day of the visit."""
    stored, day = col(rows.department), col(rows.visited_on)
    if not dated:
        return stored
    until = [(stored == _written(each.name)) & (day <= _written(each.until)) for each in dated]
    names = [_written(each.department) for each in dated]
    return case(*zip(until, names, strict=True), else_=stored).label("department")


def columns_by(dated: Dated, rows: type[Call] | type[Visit]) -> tuple[Any, Any]:
    """Return the columns of a group: rows are selected and grouped by them."""
    return department_by(dated, rows), col(rows.petition_type)


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """The names of today. `name_of` tells that of a stored name; it is asked once for each."""

    name_of: Callable[[str], str]
    dated: Dated = ()
    _known: dict[str, str] = field(default_factory=dict)

    def of(self, stored: str) -> str:
        """Return the name of today."""
        if stored not in self._known:
            self._known[stored] = self.name_of(stored)
        return self._known[stored]

    def group(self, department: str, petition_type: str) -> Group:
        """Return the group that a row belongs to today."""
        return Group(self.of(department), petition_type)

    def department(self, rows: type[Call] | type[Visit]) -> Any:
        """Return the column of departments, those of a dated name told apart by the day of the visit."""
        return department_by(self.dated, rows)

    def columns(self, rows: type[Call] | type[Visit]) -> tuple[Any, Any]:
        """Return the columns of a group: rows are selected and grouped by them."""
        return columns_by(self.dated, rows)


def _written(value: str | date) -> ColumnElement[Any]:
    """Write a value into the statement: PostgreSQL knows one expression again only without parameters in it."""
    return bindparam(None, value, literal_execute=True)
