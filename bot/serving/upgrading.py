"""What comes before an upgrade: a backup of SQLite is taken; of PostgreSQL somebody says that there is one.

What every program bears that may use the database now (a table more, a column more) is done without either.
"""

from collections.abc import Callable
from pathlib import Path

from bot.clock import wall_clock
from bot.domain.calendar import SEOUL
from bot.domain.keeping.diagnosis import InstallationFault
from bot.services.desk import DatabaseError
from bot.serving.opening import CannotStart, Upgrade
from bot.settings import system_name
from storage.backup import NoRoom, UnsoundCopy, back_up_before
from storage.database import is_sqlite, sqlite_file
from storage.migrating import program_version

Told = Callable[[Path], None]
"""Told where the backup lies."""


def prepare_to_migrate(url: str, told: Told, *, is_backed_up: bool) -> Callable[[Upgrade], None]:
    """Return what `cleancall migrate` does before: somebody asked for it.

    Raises:
        CannotStart, when that is called: nobody has said that PostgreSQL was backed up; the backup fails.
    """

    def prepare(upgrade: Upgrade) -> None:
        if upgrade.is_empty:
            return
        if is_sqlite(url):
            _back_up(url, told)
        elif not (is_backed_up or upgrade.is_borne):
            raise CannotStart(InstallationFault.BACKUP_NEEDED)

    return prepare


def prepare_to_run(url: str, told: Told) -> Callable[[Upgrade], None]:
    """Return what `cleancall run` does before: nobody asked for an upgrade.

    Raises:
        CannotStart, when that is called: PostgreSQL needs `cleancall migrate`; the backup fails.
    """

    def prepare(upgrade: Upgrade) -> None:
        if upgrade.is_borne:
            return
        if not is_sqlite(url):
            empty = InstallationFault.NOT_MIGRATED
            raise CannotStart(empty if upgrade.is_empty else InstallationFault.BACKUP_NEEDED)
        if not upgrade.is_empty:
            _back_up(url, told)

    return prepare


def _back_up(url: str, told: Told) -> None:
    folder = str(sqlite_file(url).parent)
    try:
        told(back_up_before(url, program_version(), wall_clock().astimezone(SEOUL)))
    except NoRoom:
        raise CannotStart(InstallationFault.BACKUP_NO_ROOM, folder=folder) from None
    except OSError as error:
        raise CannotStart(InstallationFault.BACKUP_FAILED, folder=folder, error=system_name(error)) from None
    except DatabaseError as error:
        raise CannotStart(InstallationFault.BACKUP_FAILED, folder=folder, error=str(error)) from None
    except UnsoundCopy:
        raise CannotStart(InstallationFault.BACKUP_UNSOUND) from None
