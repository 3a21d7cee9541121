"""The schema is that of the migrations, on both databases."""

from collections import Counter

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from storage.columns import Row
from storage.database import open_database


def test_the_migrations_from_zero_make_just_our_tables(database_url: str) -> None:
    database = open_database(database_url)

    with database.writes.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Row.metadata)
    database.close()

    assert not differences


COUNTED = "call visit attempt inbound praise recheck survey surveyscore grievance grievancereply advancetext remark"


def test_every_table_that_is_counted_notes_its_changes_whatever_migrations_have_made_of_it(database_url: str) -> None:
    database = open_database(database_url)
    sqlite = "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%!_counted!_%' ESCAPE '!'"
    postgres = "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgname LIKE '%!_counted' ESCAPE '!'"

    with database.reads.connect() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        found = Counter(table for table, _ in connection.execute(text(sqlite if is_sqlite else postgres)))
    database.close()

    each = 3 if is_sqlite else 1  # for what is new, changed and gone
    assert found == {table: each * (2 if table == "call" else 1) for table in COUNTED.split()}
