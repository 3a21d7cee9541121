"""What the query modules share: long lists in chunks, one insert or update, how many rows a change reached."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import islice
from operator import itemgetter
from typing import Any, TypeVar, cast

from sqlalchemy import Column, CursorResult, Delete, Dialect, Insert, Table, Update, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from storage.columns import Row, table_of

T = TypeVar("T")
CHUNK = 500
"""Values in one IN list: well under every database's limit of parameters."""
BATCH = 1000
MANY_PAGES, USUAL_PAGES = 16_384, 2_000
"""KiB of a SQLite database that a connection keeps in memory; the latter is SQLite's own number."""

Item = TypeVar("Item")


def chunks(values: Iterable[T]) -> Iterator[Sequence[T]]:
    """Cut a long list into parts that fit one IN list."""
    rest = iter(values)
    while part := list(islice(rest, CHUNK)):
        yield part


def batches(rows: Iterable[Item]) -> Iterator[Sequence[Item]]:
    """Cut many rows into parts that are inserted together: what a part takes of memory is free before the next."""
    rest = iter(rows)
    while part := list(islice(rest, BATCH)):
        yield part


def reserve_ids(session: Session, rows: type[Row], count: int) -> Sequence[int]:
    """Reserve the ids of rows that are to be inserted, so that what belongs to them needs no answer of the database.

    Of SQLite's one writer it is known which come next; PostgreSQL draws them from the table's sequence.
    """
    table = table_of(rows)
    if session.get_bind().dialect.name == "postgresql":
        drawn = func.nextval(func.pg_get_serial_sequence(table.name, "id"))
        return session.execute(select(drawn).select_from(func.generate_series(1, count))).scalars().all()
    last: int = session.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()
    return range(last + 1, last + 1 + count)


@contextmanager
def many_pages(session: Session) -> Iterator[None]:
    """Let SQLite keep more of the database in memory while very many rows are stored, each in a place of its own."""
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        yield
        return
    connection.exec_driver_sql(f"PRAGMA cache_size = -{MANY_PAGES}")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA cache_size = -{USUAL_PAGES}")
        connection.exec_driver_sql("PRAGMA shrink_memory")


def insert_rows(session: Session, rows: type[Row], values: Sequence[Mapping[str, Any]]) -> None:
    """Insert many rows that name the same columns, each value bound by its column; defaults are those of the class."""
    if not values:
        return
    connection, table = session.connection(), table_of(rows)
    given = values[0].keys()
    filled = [column for column in table.c if column.name not in given and column.default is not None]
    columns = [*map(table.c.__getitem__, given), *filled]
    bound = [
        *(_bound(table.c[name], connection.dialect, map(itemgetter(name), values)) for name in given),
        *(_bound(column, connection.dialect, [_default(column)] * len(values)) for column in filled),
    ]
    connection.exec_driver_sql(_inserting_plainly(table, columns, connection.dialect), [*zip(*bound, strict=True)])


def insert_or_ignore(session: Session, rows: type[Row], values: Mapping[str, object]) -> Any:
    """Insert a row, unless a unique one like it is there. Returns its primary key; None: it was there."""
    return session.execute(_inserting_or_telling(rows, session.get_bind().dialect.name), values).scalar()


def insert_all_or_ignore(session: Session, rows: type[Row], values: Sequence[Mapping[str, object]]) -> None:
    """Insert rows in their order, but for those like which a unique one is there."""
    session.execute(_inserting_or_ignoring(rows, session.get_bind().dialect.name), values)


def insert_or_update(
    session: Session, rows: type[Row], key: Mapping[str, object], values: Mapping[str, object]
) -> None:
    """Insert a row, or give the one with this unique key new values."""
    statement = _inserting_or_updating(rows, session.get_bind().dialect.name, tuple(key), tuple(values))
    session.execute(statement, {**key, **values})


def changed_rows(session: Session, change: Update | Delete, values: Mapping[str, object] | None = None) -> int:
    """Update or delete. Returns how many rows it reached: of a guarded change, whether it was made."""
    return cast("CursorResult[Any]", session.execute(change, values)).rowcount


def count_rows(session: Session, rows: type[Row]) -> int:
    """Count the rows of a table."""
    count: int = session.execute(select(func.count()).select_from(table_of(rows))).scalar_one()
    return count


def _default(column: Column[Any]) -> Any:
    default: Any = column.default
    if not default.is_scalar:
        raise TypeError(column.name)
    return default.arg


def _bound(column: Column[Any], dialect: Dialect, values: Iterable[object]) -> Iterable[object]:
    bind = column.type.dialect_impl(dialect).bind_processor(dialect)
    return values if bind is None else map(bind, values)


def _inserting_plainly(table: Table, columns: Sequence[Column[Any]], dialect: Dialect) -> str:
    quote = dialect.identifier_preparer
    names = ", ".join(map(quote.format_column, columns))
    places = ", ".join(["?" if dialect.paramstyle == "qmark" else "%s"] * len(columns))
    return f"INSERT INTO {quote.format_table(table)} ({names}) VALUES ({places})"  # noqa: S608 — names of ours


@cache  # nearly every use case announces, and every request is noted: built once
def _inserting_or_ignoring(rows: type[Row], dialect: str) -> Insert:
    return _inserting(rows, dialect).on_conflict_do_nothing()


@cache
def _inserting_or_telling(rows: type[Row], dialect: str) -> Insert:
    # whether a key comes back tells what happened: PostgreSQL's driver gives no rowcount here
    return _inserting(rows, dialect).on_conflict_do_nothing().returning(*table_of(rows).primary_key)


@cache
def _inserting_or_updating(rows: type[Row], dialect: str, key: tuple[str, ...], values: tuple[str, ...]) -> Insert:
    inserting = _inserting(rows, dialect)
    return inserting.on_conflict_do_update(index_elements=key, set_={name: inserting.excluded[name] for name in values})


def _inserting(rows: type[Row], dialect: str) -> postgresql.Insert | sqlite.Insert:
    table = table_of(rows)
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
