"""Opening a desk on the station's database: all that most commands need, and nothing of Slack."""

import contextlib
from collections.abc import Callable, Iterator
from datetime import datetime

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import wall_clock
from bot.domain.keeping.diagnosis import InstallationFault
from bot.domain.keeping.places import Place
from bot.domain.refusals import Fact
from bot.domain.station import Station
from bot.services.desk import Desk
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
from bot.settings import DatabaseSettings, Settings, load_calendar
from bot.slack import slack_client
from storage.database import Database, is_sqlite, open_database, sqlite_file
from storage.keeping.places import place_of
from storage.migrating import is_current, is_newer, migrate
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
    *,
    may_upgrade: bool = True,
) -> Desk:
    """Open the database behind the settings. SQLite is brought up to date; PostgreSQL must be (`cleancall migrate`).

    With `may_upgrade` false SQLite must be, too: what is to be verified is not changed before.

    Raises:
        CannotStart: PostgreSQL has not had every migration or is not all sealed; its driver is not installed; or as
            `upgraded_desk`.
    """
    if is_sqlite(settings.database_url) and may_upgrade:
        return upgraded_desk(settings, station, now, progress, is_asked_for=False)
    database, desk = _opened(settings, station, now)
    with _closed_if_refused(desk):
        _require_not_newer(database)
        _require_not_moved(desk)
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
) -> Desk:
    """Open a database of whatever version and bring it up to date; what older versions kept in the open is sealed.

    The keys are checked before anything is written. An upgrade that was broken off before the chains had a key goes on
    where it is asked for alone (`cleancall migrate`).

    Raises:
        CannotStart: the keys are not those of the database; a newer program has brought it up to date; it is a copy,
            and is to be changed.
    """
    database, desk = _opened(settings, station, now)
    with _closed_if_refused(desk):
        _require_not_newer(database)
        _require_not_moved(desk)
        desk.do_now(require_keys)
        _read_if_copied(settings, database, desk)
        if desk.is_copy and (is_asked_for or not is_current(database.writes)):
            raise CannotStart(InstallationFault.DATABASE_COPIED)
        if not is_asked_for and is_current(database.writes):
            desk.do_now(require_keyed_chains)
        migrate(database.writes)
        desk.secrets.marks = False
        reseal(desk, progress)
        _note_keys(desk)
        desk.secrets.marks = True
    return desk


def _require_not_newer(database: Database) -> None:
    if is_newer(database.writes):
        raise CannotStart(InstallationFault.DATABASE_NEWER)


def _require_not_moved(desk: Desk) -> None:
    address = desk.do_now(moved_away)
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
    return Secrets(settings.data_keys, hash_keys=settings.hash_key, trail_keys=settings.trail_keys)


def client_of(settings: Settings, session: aiohttp.ClientSession) -> AsyncWebClient:
    """Make the client for Slack's API that the settings describe."""
    return slack_client(
        settings.slack_bot_token.get_secret_value(),
        settings.slack_api_url,
        session,
        proxy=settings.https_proxy.get_secret_value() if settings.https_proxy else None,
        no_proxy=settings.no_proxy,
    )
