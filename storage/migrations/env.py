"""Alembic's door: runs the migrations on the engine that storage/migrating.py hands over.

SQLite changes a table by copying it and dropping the old one: what refers to it must not notice, and still fit after.
"""

from alembic import context
from sqlalchemy import Connection, Engine

from storage.schema import SCHEMA

LOCK = 0x434C45414E
"""Of all who might migrate this database, whoever holds this number does."""


def _look_away(connection: Connection, *, away: bool) -> None:
    """Switch the checks of references off or on; SQLite does neither within a transaction."""
    if connection.dialect.name == "sqlite" and connection.connection.driver_connection is not None:
        connection.connection.driver_connection.execute(f"PRAGMA foreign_keys = {'OFF' if away else 'ON'}")


def _check_references(connection: Connection) -> None:
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        msg = "a migration would leave rows that refer to nothing"
        raise RuntimeError(msg)


def _wait_for_others(connection: Connection) -> None:
    """Let one process migrate at a time. SQLite does so by itself."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")


def _note_oldest_program(connection: Connection) -> None:
    """Note which version of the program may use the tables from now on, as the last migration says."""
    reached = context.script.get_revision(context.get_context().get_current_revision() or "base")
    version = getattr(reached and reached.module, "oldest_program", None)
    if version is not None:
        table = SCHEMA.tables["oldestprogram"]
        connection.execute(table.delete())
        connection.execute(table.insert(), {"version": version})


def _migrate(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=SCHEMA, render_as_batch=True)
    with context.begin_transaction():
        _wait_for_others(connection)
        context.run_migrations()
        _note_oldest_program(connection)
        _check_references(connection)


def _migrate_engine(engine: Engine) -> None:
    with engine.connect() as connection:
        _look_away(connection, away=True)
        try:
            _migrate(connection)
            connection.commit()
        finally:
            connection.rollback()
            _look_away(connection, away=False)


given = context.config.attributes
if "connection" in given:  # whoever opened its transaction commits it
    _migrate(given["connection"])
else:
    _migrate_engine(given["engine"])
