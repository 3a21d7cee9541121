"""Opening a desk on the station's database: all that most commands need, and nothing of Slack."""

from collections.abc import Callable
from datetime import datetime

from bot.clock import wall_clock
from bot.domain.station import Station
from bot.services.desk import Desk
from bot.settings import DatabaseSettings, load_calendar
from storage.database import is_sqlite, open_database
from storage.migrating import is_current, migrate
from storage.secrets import Secrets


class CannotStart(Exception):
    """The bot cannot run; the message says why, for the administrator."""


def open_desk(settings: DatabaseSettings, station: Station, now: Callable[[], datetime] = wall_clock) -> Desk:
    """Open the database behind the settings. SQLite is brought up to date; PostgreSQL must be (`cleancall migrate`).

    Raises:
        CannotStart: PostgreSQL has not had every migration.
    """
    database = open_database(settings.database_url)
    if is_sqlite(settings.database_url):
        migrate(database.writes)
    elif not is_current(database.writes):
        database.close()
        msg = "the database is not up to date: run `cleancall migrate`"
        raise CannotStart(msg)
    return Desk(database, Secrets(settings.data_keys), station, load_calendar(), now)
