"""Sealing everything anew with the newest key, table by table, in batches that can be repeated."""

from collections.abc import Iterator

from sqlalchemy import LargeBinary, MetaData, Table, select, update
from sqlmodel import Session

from storage.schema import SCHEMA
from storage.secrets import Secrets, UnreadableSecret

LOOKED_AT = 100
"""Rows at each end of a table: enough to find a key that was left out, whatever the table's length."""


def sealed_tables(schema: MetaData = SCHEMA) -> list[str]:
    """List the tables that hold sealed columns."""
    return [table.name for table in schema.sorted_tables if _sealed_columns(table)]


def reseal_batch(session: Session, secrets: Secrets, name: str, *, after: int, most: int) -> tuple[int, int]:
    """Seal a batch of a table's rows anew. Returns the last id looked at, and how many were changed.

    The id that was given comes back when nothing is left. A row that somebody else changed meanwhile is left as they
    sealed it: with the newest key.
    """
    table = SCHEMA.tables[name]
    columns = _sealed_columns(table)
    rows = session.execute(
        select(table.c.id, *(table.c[column] for column in columns))
        .where(table.c.id > after)
        .order_by(table.c.id)
        .limit(most)
    ).all()
    changed = 0
    for row in rows:
        old = {column: getattr(row, column) for column in columns}
        new = {column: fresh for column, value in old.items() if (fresh := secrets.resealed(value)) is not None}
        if new:
            unchanged = [table.c[column] == old[column] for column in new]
            session.execute(update(table).where(table.c.id == row.id, *unchanged).values(**new))
            changed += 1
    return (rows[-1].id if rows else after), changed


def holds_unreadable(session: Session, secrets: Secrets, name: str, schema: MetaData = SCHEMA) -> bool:
    """Check whether the oldest or the newest rows of a table hold what no key opens."""
    try:
        for sealed in _looked_at(session, schema.tables[name]):
            secrets.open_if(sealed)
    except UnreadableSecret:
        return True
    return False


def holds_marked(session: Session, secrets: Secrets, name: str, schema: MetaData = SCHEMA) -> bool:
    """Check whether the oldest or the newest rows of a table hold what was sealed since chains have keys."""
    return any(secrets.is_marked(sealed) for sealed in _looked_at(session, schema.tables[name]))


def _looked_at(session: Session, table: Table) -> Iterator[bytes | None]:
    columns = [table.c[column] for column in _sealed_columns(table)]
    for order in (table.c.id, table.c.id.desc()):
        for row in session.execute(select(*columns).order_by(order).limit(LOOKED_AT)):
            yield from row


def _sealed_columns(table: Table) -> list[str]:
    return [
        each.name for each in table.columns if isinstance(each.type, LargeBinary) and each.name.startswith("sealed_")
    ]
