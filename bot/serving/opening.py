"""Opening a desk on the station's database: all that most commands need, and nothing of Slack."""

from collections.abc import Callable
from datetime import datetime

from bot.clock import wall_clock
from bot.domain.keeping.diagnosis import InstallationFault
from bot.domain.refusals import Fact
from bot.domain.station import Station
from bot.services.desk import Desk
from bot.settings import DatabaseSettings, load_calendar
from storage.database import is_sqlite, open_database
from storage.migrating import is_current, migrate
from storage.secrets import Secrets


class CannotStart(Exception):
    """The bot cannot run: what is wrong with the installation, with the facts of its sentence."""

    def __init__(self, fault: InstallationFault, **facts: Fact) -> None:
        super().__init__(fault.value)
        self.fault, self.facts = fault, facts


def open_desk(settings: DatabaseSettings, station: Station, now: Callable[[], datetime] = wall_clock) -> Desk:
    """Open the database behind the settings. SQLite is brought up to date; PostgreSQL must be (`cleancall migrate`).

    Raises:
        CannotStart: PostgreSQL has not had every migration, or its driver is not installed.
    """
    try:
        database = open_database(settings.database_url)
    except ModuleNotFoundError:
        raise CannotStart(InstallationFault.DRIVER_MISSING) from None
    if is_sqlite(settings.database_url):
        migrate(database.writes)
    elif not is_current(database.writes):
        database.close()
        raise CannotStart(InstallationFault.NOT_MIGRATED)
    return Desk(database, Secrets(settings.data_keys), station, load_calendar(), now)
