"""What the query modules share: long lists in chunks, one insert or update, how many rows a change reached."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from operator import itemgetter
from typing import Any, TypeVar, cast

from sqlalchemy import Column, CursorResult, Delete, Dialect, Insert, Label, Update, func, select, text
from sqlalchemy import Row as Answer
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
Binder = Callable[[Any], Any]
"""Turns a value into what the driver takes."""


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
    connection = session.connection()
    plain = _plainly(rows, tuple(values[0]), connection.dialect)
    bound = [_bound(binder, map(itemgetter(name), values)) for name, binder in plain.binders]
    rest = [[value] * len(values) for value in plain.rest]
    connection.exec_driver_sql(plain.statement, [*zip(*bound, *rest, strict=True)])


def insert_or_ignore(session: Session, rows: type[Row], values: Mapping[str, object]) -> Any:
    """Insert a row, unless a unique one like it is there. Returns its primary key; None: it was there."""
    noted = insert_and_ask(session, rows, values)
    return None if noted is None else noted[0]


def insert_and_ask(
    session: Session, rows: type[Row], values: Mapping[str, object], *asked: Label[Any]
) -> Answer[Any] | None:
    """Insert a row, unless a unique one like it is there, and ask something with it.

    Returns its primary key with the answers; None: it was there.
    """
    return session.execute(_inserting_or_telling(rows, session.get_bind().dialect.name, asked), values).first()


@dataclass(frozen=True, slots=True)
class OneOf:
    """Of which rows there is one of each key (a unique index), and which number of it the lowest counts."""

    key: str
    where: str
    lowered: str


def insert_all_or_lower(session: Session, rows: type[Row], values: Sequence[Mapping[str, object]], one: OneOf) -> None:
    """Insert rows in their order; where one of a row's key is there, lower its number to the row's."""
    session.execute(_inserting_or_lowering(rows, session.get_bind().dialect.name, one), values)


def insert_or_update(
    session: Session, rows: type[Row], key: Mapping[str, object], values: Mapping[str, object]
) -> None:
    """Insert a row, or give the one with this unique key new values."""
    insert_or_update_all(session, rows, [key], [values])


def insert_or_update_all(
    session: Session, rows: type[Row], keys: Sequence[Mapping[str, object]], values: Sequence[Mapping[str, object]]
) -> None:
    """Insert rows, or give those with these unique keys new values; all name the same columns."""
    if keys:
        name = session.get_bind().dialect.name
        statement = _inserting_or_updating(rows, name, tuple(keys[0]), tuple(values[0]))
        session.execute(statement, [{**key, **new} for key, new in zip(keys, values, strict=True)])


def changed_rows(session: Session, change: Update | Delete, values: Mapping[str, object] | None = None) -> int:
    """Update or delete. Returns how many rows it reached: of a guarded change, whether it was made."""
    return cast("CursorResult[Any]", session.execute(change, values)).rowcount


def count_rows(session: Session, rows: type[Row]) -> int:
    """Count the rows of a table."""
    count: int = session.execute(select(func.count()).select_from(table_of(rows))).scalar_one()
    return count


@dataclass(frozen=True, slots=True)
class _Plain:
    """How rows are inserted whose values are bound already: the statement, what binds each, the rest of the columns."""

    statement: str
    binders: tuple[tuple[str, Binder | None], ...]
    rest: tuple[object, ...]


@lru_cache(maxsize=256)
def _plainly(rows: type[Row], given: tuple[str, ...], dialect: Dialect) -> _Plain:
    table, quote = table_of(rows), dialect.identifier_preparer
    filled = [column for column in table.c if column.name not in given and column.default is not None]
    columns = [*map(table.c.__getitem__, given), *filled]
    names = ", ".join(map(quote.format_column, columns))
    places = ", ".join(["?" if dialect.paramstyle == "qmark" else "%s"] * len(columns))
    binders = [column.type.dialect_impl(dialect).bind_processor(dialect) for column in columns]
    return _Plain(
        f"INSERT INTO {quote.format_table(table)} ({names}) VALUES ({places})",  # noqa: S608 — names of ours
        tuple(zip(given, binders[: len(given)], strict=True)),
        tuple(
            next(iter(_bound(binder, [_default(column)])))
            for column, binder in zip(filled, binders[len(given) :], strict=True)
        ),
    )


def _bound(binder: Binder | None, values: Iterable[object]) -> Iterable[object]:
    return values if binder is None else map(binder, values)


def _default(column: Column[Any]) -> Any:
    default: Any = column.default
    if not default.is_scalar:
        raise TypeError(column.name)
    return default.arg


@cache  # nearly every use case announces, and every request is noted: built once
def _inserting_or_lowering(rows: type[Row], dialect: str, one: OneOf) -> Insert:
    inserting = _inserting(rows, dialect)
    lower, current = inserting.excluded[one.lowered], table_of(rows).c[one.lowered]
    return inserting.on_conflict_do_update(
        index_elements=[one.key], index_where=text(one.where), set_={one.lowered: lower}, where=lower < current
    )


@cache
def _inserting_or_telling(rows: type[Row], dialect: str, asked: tuple[Label[Any], ...]) -> Insert:
    # whether a key comes back tells what happened: PostgreSQL's driver gives no rowcount here
    return _inserting(rows, dialect).on_conflict_do_nothing().returning(*table_of(rows).primary_key, *asked)


@cache
def _inserting_or_updating(rows: type[Row], dialect: str, key: tuple[str, ...], values: tuple[str, ...]) -> Insert:
    inserting = _inserting(rows, dialect)
    return inserting.on_conflict_do_update(index_elements=key, set_={name: inserting.excluded[name] for name in values})


def _inserting(rows: type[Row], dialect: str) -> postgresql.Insert | sqlite.Insert:
    table = table_of(rows)
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
