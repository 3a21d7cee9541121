"""A row in every table, with what a type can hold at its edges: for whoever copies a database."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Connection, Date, Float, Integer, LargeBinary, Table, func, select

from storage.columns import Moment
from storage.schema import SCHEMA

LARGEST = 2**31 - 1
EDGES: dict[type[Any], Any] = {
    Boolean: True,
    Integer: LARGEST,
    Float: 0.1 + 0.2,
    Date: date(2026, 2, 28),
    Moment: datetime(2026, 12, 31, 23, 59, 59, 999_999, UTC),
    LargeBinary: bytes(range(256)),
    JSON: {"한글": [1, None, True, "'\"\\"], "b": {}, "a": 0.5},
}
WORDS = "한글 '\"\\\n\t😀"


def fill_empty_tables(connection: Connection) -> None:
    """Put a row into each table that has none."""
    for table in SCHEMA.sorted_tables:
        if connection.execute(select(func.count()).select_from(table)).scalar() == 0:
            connection.execute(table.insert(), {column.name: _edge(connection, column) for column in table.columns})


def rows_of(connection: Connection, table: Table) -> list[tuple[Any, ...]]:
    """Return the rows of a table, in an order that every database knows."""
    return sorted((tuple(row) for row in connection.execute(select(table))), key=repr)


def _edge(connection: Connection, column: Column[Any]) -> Any:
    for reference in column.foreign_keys:
        return connection.execute(select(func.min(reference.column))).scalar()
    return next((edge for kind, edge in EDGES.items() if isinstance(column.type, kind)), WORDS)
