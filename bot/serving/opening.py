"""Opening a desk on the station's database: all that most commands need, and nothing of Slack."""

from collections.abc import Callable
from datetime import datetime

from bot.clock import wall_clock
from bot.domain.keeping.diagnosis import InstallationFault
from bot.domain.refusals import Fact
from bot.domain.station import Station
from bot.services.desk import DatabaseError, Desk
from bot.services.keeping.resealing import KeysMissing, is_all_sealed, reseal
from bot.settings import DatabaseSettings, load_calendar
from storage.database import Database, is_sqlite, open_database
from storage.migrating import is_current, migrate
from storage.secrets import Secrets


class CannotStart(Exception):
    """The bot cannot run: what is wrong with the installation, with the facts of its sentence."""

    def __init__(self, fault: InstallationFault, **facts: Fact) -> None:
        super().__init__(fault.value)
        self.fault, self.facts = fault, facts


Progress = Callable[[str, int], None]
"""Told what is being done to a database of an older version, and the row it has come to."""


def _tell_nobody(_step: str, _row: int) -> None:
    """Do without progress."""


def open_desk(
    settings: DatabaseSettings,
    station: Station,
    now: Callable[[], datetime] = wall_clock,
    progress: Progress = _tell_nobody,
) -> Desk:
    """Open the database behind the settings. SQLite is brought up to date; PostgreSQL must be (`cleancall migrate`).

    Raises:
        CannotStart: PostgreSQL has not had every migration or is not all sealed; its driver is not installed; or as
            `upgraded_desk`.
    """
    if is_sqlite(settings.database_url):
        return upgraded_desk(settings, station, now, progress)
    database = _opened(settings.database_url)
    if not is_current(database.writes):
        database.close()
        raise CannotStart(InstallationFault.NOT_MIGRATED)
    desk = Desk(database, Secrets(settings.data_keys), station, load_calendar(), now)
    if not desk.do_now(is_all_sealed):
        desk.close()
        raise CannotStart(InstallationFault.NOT_SEALED)
    return desk


def upgraded_desk(
    settings: DatabaseSettings,
    station: Station,
    now: Callable[[], datetime] = wall_clock,
    progress: Progress = _tell_nobody,
) -> Desk:
    """Open a database of whatever version and bring it up to date; what older versions kept in the open is sealed.

    Raises:
        CannotStart: there is something to seal, and what is sealed already does not open with these keys.
    """
    database = _opened(settings.database_url)
    migrate(database.writes)
    desk = Desk(database, Secrets(settings.data_keys), station, load_calendar(), now)
    try:
        reseal(desk, progress)
    except KeysMissing as error:
        desk.close()
        raise CannotStart(InstallationFault.KEY_MISSING, tables=", ".join(error.tables)) from None
    except DatabaseError:
        desk.close()
        raise
    return desk


def _opened(url: str) -> Database:
    try:
        return open_database(url)
    except ModuleNotFoundError:
        raise CannotStart(InstallationFault.DRIVER_MISSING) from None
