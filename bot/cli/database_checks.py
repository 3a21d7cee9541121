"""What `cleancall doctor` reads in the database: whether it can be opened, its version, keys, notices and people."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.cli.reasons import fault_of_database
from bot.domain.keeping.accounts import Account
from bot.domain.keeping.diagnosis import Check, Finding, InstallationFault, findings_of
from bot.domain.station import Station
from bot.services.desk import DatabaseError, Desk
from bot.services.keeping.diagnosis import see_accounts, see_installation
from bot.services.keeping.places import is_copy, moved_away
from bot.services.keeping.resealing import is_all_sealed
from bot.serving.opening import place_of_database, secrets_of
from bot.settings import SettingsAsRead, load_calendar
from storage.database import Database, is_sqlite, open_database, sqlite_file
from storage.keeping.replicas import strangers_seen
from storage.migrating import is_current, program_needed, program_version

SAID_LATELY = timedelta(minutes=5)
"""How old the word of a running bot may be."""
KEYS = {"data_keys", "hash_key", "trail_keys"}
NO_STATION = Station(name="-", main_number="-")
"""What stands for a station whose file cannot be read; nothing is then said of its tables."""


async def look_at_database(read: SettingsAsRead, now: Callable[[], datetime]) -> tuple[list[Finding], list[Account]]:
    """Look into the database. Returns the members of the directory who have a Slack account, too."""
    url = read.settings.database_url
    if is_sqlite(url) and not sqlite_file(url).is_file():
        return [_faulty(Check.DATABASE, InstallationFault.DATABASE_MISSING)], []
    try:
        database = open_database(url)
    except ModuleNotFoundError:
        return [_faulty(Check.DATABASE, InstallationFault.DRIVER_MISSING)], []
    except DatabaseError as error:
        return [_faulty(Check.DATABASE, fault_of_database(error), error=str(error))], []
    desk = Desk(database, secrets_of(read.settings), read.station or NO_STATION, load_calendar(), now)
    try:
        return await _look(read, database, desk)
    except DatabaseError as error:
        return [_faulty(Check.DATABASE, fault_of_database(error), error=str(error))], []
    finally:
        desk.close()


async def _look(read: SettingsAsRead, database: Database, desk: Desk) -> tuple[list[Finding], list[Account]]:
    moved = await desk.look(moved_away)
    if moved is not None:
        return [_faulty(Check.DATABASE, InstallationFault.DATABASE_MOVED, to=moved)], []
    here = place_of_database(read.settings)
    copied = here is not None and await desk.look(is_copy, here=here)
    found = [_faulty(Check.DATABASE, InstallationFault.DATABASE_COPIED) if copied else Finding(check=Check.DATABASE)]
    needed = program_needed(database.reads)
    if needed is not None:
        facts = {"needed": needed, "version": program_version()}
        return [*found, _faulty(Check.TABLES, InstallationFault.DATABASE_NEWER, **facts)], []
    if not is_current(database.reads):
        return [*found, _faulty(Check.TABLES, InstallationFault.NOT_MIGRATED)], []
    accounts = await desk.look(see_accounts)
    if KEYS & read.wrong:
        return found, accounts
    if not await desk.look(is_all_sealed):
        return [*found, _faulty(Check.TABLES, InstallationFault.NOT_SEALED)], accounts
    condition = await desk.look(see_installation)
    strangers = await desk.read(strangers_seen, desk.now() - SAID_LATELY)
    of_bots = [_faulty(Check.APP, InstallationFault.OTHER_BOT, count=strangers)] if strangers else []
    of_rows = findings_of(condition, desk.now(), desk.today)
    if read.station is None:
        of_rows = [each for each in of_rows if each.check is not Check.NAMES]
    return [*found, Finding(check=Check.TABLES), *of_bots, *of_rows], accounts


def _faulty(check: Check, fault: InstallationFault, **facts: str | int) -> Finding:
    return Finding(check=check, fault=fault, facts=facts)
