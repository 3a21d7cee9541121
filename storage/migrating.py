"""Bringing a database to the tables of today with Alembic, which is loaded where a migration runs."""

import re
from functools import cache
from importlib import resources
from importlib.metadata import version

from sqlalchemy import Connection, Engine, inspect, select, text

from storage.columns import table_of
from storage.errors import database_errors
from storage.silence import silent_work
from storage.tables import OldestProgram

ALEMBIC = "alembic_version"
"""The table in which Alembic notes the last migration."""
MIGRATIONS = resources.files("storage") / "migrations"


@database_errors()
def migrate(engine: Engine, *, to: str = "head") -> None:
    """Run every migration that the database has not had yet, or those up to one."""
    if to == "head" and is_current(engine):
        return
    with silent_work():
        _upgrade("engine", engine, to)


def migrate_within(connection: Connection) -> None:
    """Run every migration that the database has not had yet, in a transaction that is open."""
    _upgrade("connection", connection, "head")


def _upgrade(where: str, given: Engine | Connection, to: str) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes[where] = given
    command.upgrade(config, to)


@database_errors()
def is_current(engine: Engine) -> bool:
    """Check whether the database has had every migration that this program knows."""
    with engine.connect() as connection:
        if revision_unknown(connection):
            return program_needed_within(connection) is None
        return _revision(connection) == max(_known())


@database_errors()
def is_empty(engine: Engine) -> bool:
    """Check whether nobody has ever migrated the database."""
    with engine.connect() as connection:
        return _revision(connection) is None


@database_errors()
def program_needed(engine: Engine) -> str | None:
    """Return the oldest version of the program that may use the database, where this one is older; None: it may."""
    with engine.connect() as connection:
        return program_needed_within(connection)


def program_needed_within(connection: Connection) -> str | None:
    """Return the same on an open connection. "?": the database does not tell."""
    if not revision_unknown(connection):
        return None
    oldest = _oldest_program(connection)
    if oldest is None:
        return "?"
    return oldest if _comparable(program_version()) < _comparable(oldest) else None


@database_errors()
def is_borne(engine: Engine) -> bool:
    """Check whether every program that may use the database now may still do so after the migrations to come."""
    with engine.connect() as connection:
        return _oldest_program(connection) == _oldest_named()


def revision_unknown(connection: Connection) -> bool:
    """Check whether the database has had a migration that this program does not know."""
    revision = _revision(connection)
    return revision is not None and revision not in _known()


def program_version() -> str:
    """Return the version of this program."""
    return version("cleancall")


def _comparable(numbers: str) -> tuple[int, ...]:
    return tuple(int(each) for each in re.findall(r"\d+", numbers))


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table(ALEMBIC):
        return None
    return connection.execute(text(f"SELECT version_num FROM {ALEMBIC}")).scalar()  # noqa: S608 — a name of ours


def _oldest_program(connection: Connection) -> str | None:
    table = table_of(OldestProgram)
    if not inspect(connection).has_table(table.name):
        return None
    return connection.execute(select(table.c.version)).scalar()


@cache
def _known() -> frozenset[str]:
    """Return the revisions; each is what the name of its file begins with."""
    return frozenset(each.name.partition("_")[0] for each in (MIGRATIONS / "versions").iterdir() if _is_one(each.name))


def _is_one(file: str) -> bool:
    return file[:1].isdigit() and file.endswith(".py")


def _oldest_named() -> str:
    """Return the oldest version of the program that bears the tables of the newest migration."""
    from alembic.script import ScriptDirectory

    newest: str = ScriptDirectory(str(MIGRATIONS)).get_revision("head").module.oldest_program
    return newest
