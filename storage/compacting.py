"""Writing the database anew, so that nothing of what was overwritten is left in its files."""

import sqlite3
from contextlib import closing

from sqlalchemy import text

from storage.database import Database, is_sqlite
from storage.errors import DatabaseBusy, database_errors, name_of
from storage.silence import silent_work

ANEW = "VACUUM (FULL, ANALYZE)"
"""PostgreSQL: a table is written into a new file, and samples of its values are taken anew."""
SAMPLES = "pg_statistic"
"""Where PostgreSQL keeps samples of values: the old ones lie there until it is written anew too."""


@database_errors()
def write_anew(database: Database, tables: tuple[str, ...]) -> None:
    """Write SQLite's whole file anew and empty its log; of PostgreSQL these tables and the samples of their values.

    Raises:
        DatabaseBusy: somebody else is at work on it, or there is no room; the same may succeed later.
    """
    url = database.writes.url.render_as_string(hide_password=False)
    if is_sqlite(url):
        _write_sqlite_anew(database)
        return
    engine = database.writes.execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection, silent_work():
        for table in tables:
            connection.execute(text(f'{ANEW} "{table}"'))
        connection.execute(text(f"VACUUM FULL {SAMPLES}"))


def _write_sqlite_anew(database: Database) -> None:
    with closing(database.writes.raw_connection()) as connection:
        cursor = connection.cursor()
        try:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            is_blocked = any(row[0] for row in cursor.fetchall())
        except sqlite3.OperationalError as error:
            raise DatabaseBusy(name_of(error)) from None
    if is_blocked:
        raise DatabaseBusy("SQLITE_BUSY")
