"""Bringing a database to the tables of today with Alembic."""

from importlib import resources

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from storage.errors import database_errors


def _config(engine: Engine) -> Config:
    config = Config()
    config.set_main_option("script_location", str(resources.files("storage") / "migrations"))
    config.attributes["engine"] = engine
    return config


@database_errors()
def migrate(engine: Engine, *, to: str = "head") -> None:
    """Run every migration that the database has not had yet, or those up to one."""
    command.upgrade(_config(engine), to)


@database_errors()
def is_current(engine: Engine) -> bool:
    """Tell whether the database has had every migration."""
    newest = ScriptDirectory.from_config(_config(engine)).get_current_head()
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == newest
