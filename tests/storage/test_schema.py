"""The schema is that of the migrations, on both databases."""

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from storage.columns import Row
from storage.database import open_database


def test_the_migrations_from_zero_make_just_our_tables(database_url: str) -> None:
    database = open_database(database_url)

    with database.writes.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Row.metadata)
    database.close()

    assert not differences
