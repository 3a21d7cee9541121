"""Bringing a database to the tables of today with Alembic."""

from functools import cache
from importlib import resources

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from storage.errors import database_errors
from storage.silence import silent_work

ALEMBIC = "alembic_version"
"""The table in which Alembic notes the last migration."""


@database_errors()
def migrate(engine: Engine, *, to: str = "head") -> None:
    """Run every migration that the database has not had yet, or those up to one."""
    if to == "head" and is_current(engine):
        return
    config = _config()
    config.attributes["engine"] = engine
    with silent_work():
        command.upgrade(config, to)


def migrate_within(connection: Connection) -> None:
    """Run every migration that the database has not had yet, in a transaction that is open."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


@database_errors()
def is_current(engine: Engine) -> bool:
    """Check whether the database has had every migration."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == _newest()


@database_errors()
def is_newer(engine: Engine) -> bool:
    """Check whether the database has had a migration that this program does not know."""
    with engine.connect() as connection:
        return is_newer_within(connection)


def is_newer_within(connection: Connection) -> bool:
    """Check the same on an open connection."""
    revision = MigrationContext.configure(connection).get_current_revision()
    return revision is not None and revision not in _known()


@cache
def _known() -> frozenset[str]:
    return frozenset(each.revision for each in ScriptDirectory.from_config(_config()).walk_revisions())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(resources.files("storage") / "migrations"))
    return config


@cache
def _newest() -> str | None:
    return ScriptDirectory.from_config(_config()).get_current_head()
