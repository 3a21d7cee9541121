"""Column types: moments in UTC, sealed words, enumerations as text."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, MetaData, Table, TypeDecorator
from sqlmodel import SQLModel
from sqlmodel._compat import SQLModelConfig


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept as UTC. SQLite has no time zones, so they are taken off and put back here."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware moment into UTC; refuse a naive one."""
        if value is None:
            return None
        if value.tzinfo is None:
            msg = "a naive datetime reached the database"
            raise ValueError(msg)
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Return the moment back as aware UTC."""
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if dialect.name == "sqlite" else moment.astimezone(UTC)


def table_of(rows: type[SQLModel]) -> Table:
    """Return the bare table behind a class: statements on it skip what the ORM adds, for the hot paths (decision 1)."""
    return rows.__table__  # type: ignore[attr-defined,no-any-return]


NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Row(SQLModel):
    """The base of every table: constraint names that are the same on every database.

    What pydantic would make of the columns, to check values that nobody gives it, is left unmade: a tenth of the start.
    """

    model_config = SQLModelConfig(defer_build=True)
    metadata = MetaData(naming_convention=NAMING)

    @property
    def key(self) -> int:
        """The id of a stored row.

        Raises:
            LookupError: it is not stored yet.
        """
        stored: int | None = getattr(self, "id", None)
        if stored is None:
            raise LookupError(type(self).__name__)
        return stored
