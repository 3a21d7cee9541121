"""Opening a desk on the station's database: all that most commands need, and nothing of Slack."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.clock import wall_clock
from bot.domain.keeping.diagnosis import InstallationFault
from bot.domain.keeping.places import Place
from bot.domain.refusals import Fact
from bot.domain.station import Station
from bot.services.desk import Desk
from bot.services.keeping.alternates import hash_alternates
from bot.services.keeping.key_checks import (
    WrongKeys,
    has_keys_to_note,
    hash_as_stored,
    note_new_keys,
    require_keyed_chains,
    require_keys,
)
from bot.services.keeping.places import is_copy, moved_away, take_over
from bot.services.keeping.resealing import KeysMissing, is_all_sealed, reseal
from bot.settings import DatabaseSettings, load_calendar
from storage.database import Database, is_sqlite, open_database, sqlite_file
from storage.errors import beside_others
from storage.keeping.places import place_of
from storage.migrating import is_borne, is_current, is_empty, migrate, program_needed, program_version
from storage.secrets import Secrets


class CannotStart(Exception):
    """The bot cannot run: what is wrong with the installation, with the facts of its sentence."""

    def __init__(self, fault: InstallationFault, **facts: Fact) -> None:
        super().__init__(fault.value)
        self.fault, self.facts = fault, facts


Progress = Callable[[str, int], None]
"""Told what is being done to a database of an older version, and the row it has come to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Upgrade:
    """What is to be done to a database before this version can use it.

    `is_borne`: every program that may use it now may do so afterwards.
    """

    is_empty: bool
    is_borne: bool


def _tell_nobody(_step: str, _row: int) -> None:
    """Do without progress."""


def _let_it_be(_upgrade: Upgrade) -> None:
    """Let any upgrade be done, without a backup."""


def open_desk(settings: DatabaseSettings, station: Station, now: Callable[[], datetime] = wall_clock) -> Desk:
    """Open the database behind the settings. It must be of this version: `migrate` and `run` alone upgrade one.

    Raises:
        CannotStart: there is none, it has not had every migration, or is not all sealed; or as `upgraded_desk`.
    """
    if is_sqlite(settings.database_url) and not sqlite_file(settings.database_url).exists():
        raise CannotStart(InstallationFault.DATABASE_MISSING)
    database, desk = _opened(settings, station, now)
    with _closed_if_refused(desk):
        _require_ours(database, desk)
        _read_if_copied(settings, database, desk)
        if not is_current(database.writes):
            raise CannotStart(InstallationFault.NOT_MIGRATED)
        if not desk.do_now(is_all_sealed):
            raise CannotStart(InstallationFault.NOT_SEALED)
        desk.do_now(require_keys)
        desk.do_now(require_keyed_chains)
        _note_keys(desk)
    return desk


def upgraded_desk(
    settings: DatabaseSettings,
    station: Station,
    now: Callable[[], datetime] = wall_clock,
    progress: Progress = _tell_nobody,
    *,
    is_asked_for: bool = True,
    prepare: Callable[[Upgrade], None] = _let_it_be,
) -> Desk:
    """Open a database of whatever version and bring it up to date; what older versions kept in the open is sealed.

    The keys are checked before anything is written, then `prepare` may refuse the upgrade, or take a backup. One that
    was broken off before the chains had a key goes on where it is asked for alone (`cleancall migrate`).

    Raises:
        CannotStart: the keys are not those of the database; a program that may use it is newer than this one; it is a
            copy, or was moved away; the driver of PostgreSQL is not installed.
    """
    database, desk = _opened(settings, station, now)

    def upgrade() -> None:
        _require_ours(database, desk)
        desk.do_now(require_keys)
        _read_if_copied(settings, database, desk)
        if desk.is_copy:
            raise CannotStart(InstallationFault.DATABASE_COPIED)
        if not is_current(database.writes):
            prepare(Upgrade(is_empty=is_empty(database.writes), is_borne=is_borne(database.writes)))
            migrate(database.writes)
        elif not is_asked_for:
            desk.do_now(require_keyed_chains)
        _seal_anew(desk, progress)

    with _closed_if_refused(desk):
        beside_others(upgrade)
    return desk


def _seal_anew(desk: Desk, progress: Progress) -> None:
    desk.secrets.marks = False
    try:
        reseal(desk, progress)
        _note_keys(desk)
    finally:
        desk.secrets.marks = True
    hash_alternates(desk)


def check_keys(settings: DatabaseSettings, station: Station) -> None:
    """Check the keys of a database of whatever version, which is left alone.

    Raises:
        CannotStart: they are not those of the database, or it was moved away.
    """
    _, desk = _opened(settings, station, wall_clock)
    with _closed_if_refused(desk):
        _require_not_moved(desk)
        desk.look_now(require_keys)
    desk.close()


def _require_ours(database: Database, desk: Desk) -> None:
    _require_not_newer(database)
    _require_not_moved(desk)


def _require_not_newer(database: Database) -> None:
    needed = program_needed(database.writes)
    if needed is not None:
        raise CannotStart(InstallationFault.DATABASE_NEWER, needed=needed, version=program_version())


def _require_not_moved(desk: Desk) -> None:
    address = desk.look_now(moved_away)
    if address is not None:
        raise CannotStart(InstallationFault.DATABASE_MOVED, to=address)


def _read_if_copied(settings: DatabaseSettings, database: Database, desk: Desk) -> None:
    """Let a copy of the database that a bot works on be read alone (rule book §7)."""
    here = place_of_database(settings)
    if here is not None and desk.do_now(is_copy, here=here):
        database.only_read()
        desk.is_copy = True


def place_of_database(settings: DatabaseSettings) -> Place | None:
    """Look where the file of a SQLite database lies. PostgreSQL's own copies are made by whoever restores one."""
    url = settings.database_url
    return place_of(sqlite_file(url)) if is_sqlite(url) and sqlite_file(url).is_file() else None


def take_over_copy(settings: DatabaseSettings, station: Station) -> bool:
    """Let a copy, or one that was moved away, be the database to work on. False: it is neither.

    Raises:
        CannotStart: the keys are not those of the database.
    """
    here = place_of_database(settings)
    if here is None and is_sqlite(settings.database_url):
        return False
    database, desk = _opened(settings, station, wall_clock)
    with _closed_if_refused(desk):
        _require_not_newer(database)
        desk.do_now(require_keys)
        was_copy = desk.do_now(take_over, here=here)
    desk.close()
    return was_copy


def _note_keys(desk: Desk) -> None:
    if desk.do_now(has_keys_to_note):
        desk.do_now(note_new_keys)
    desk.do_now(hash_as_stored)


@contextlib.contextmanager
def _closed_if_refused(desk: Desk) -> Iterator[None]:
    try:
        yield
    except BaseException as error:
        desk.close()
        if isinstance(error, WrongKeys):
            raise CannotStart(error.fault, **error.facts) from None
        if isinstance(error, KeysMissing):
            raise CannotStart(InstallationFault.KEY_MISSING, tables=", ".join(error.tables)) from None
        raise


def _opened(settings: DatabaseSettings, station: Station, now: Callable[[], datetime]) -> tuple[Database, Desk]:
    try:
        database = open_database(settings.database_url)
    except ModuleNotFoundError:
        raise CannotStart(InstallationFault.DRIVER_MISSING) from None
    return database, Desk(database, secrets_of(settings), station, load_calendar(), now)


def secrets_of(settings: DatabaseSettings) -> Secrets:
    """Return the keys that are set."""
    secrets = Secrets(settings.data_keys, hash_keys=settings.hash_key, trail_keys=settings.trail_keys)
    secrets.report_key = settings.report_key
    return secrets
