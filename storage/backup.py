"""A copy of a SQLite database, taken while the bot is at work."""

import contextlib
import glob
import os
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

from bot.domain.keeping.anchors import short_anchor
from storage.database import sqlite_file
from storage.errors import DatabaseError, name_of

OWNER_ALONE = 0o600
ANCHORS = ".anchors"


class UnsoundCopy(Exception):
    """SQLite finds the copy damaged: the database itself may be."""


HAS_PLACE = "SELECT 1 FROM sqlite_master WHERE name = 'workplace'"
ENDS = "SELECT hash FROM chainhead WHERE hash != '' ORDER BY chain DESC"


BEFORE = ".before-"
"""Stands in the names of backups that an upgrade takes by itself, before the version it leads to."""
KEPT = 3
"""How many of them are kept."""


class NoRoom(Exception):
    """There is no room for a copy of the database, and for the upgrade that needs as much again."""


def back_up_before(url: str, version: str, now: datetime) -> Path:
    """Take a backup beside the database before a version changes it, and keep the newest of such backups.

    Raises:
        NoRoom: nothing was written.
        OSError, DatabaseError, UnsoundCopy: as `back_up_sqlite`.
    """
    file = sqlite_file(url).resolve()
    beside = file.with_name(f"{file.name}-wal")
    size = sum(each.stat().st_size for each in (file, beside) if each.exists())
    if shutil.disk_usage(file.parent).free < 2 * size:
        raise NoRoom
    target = file.with_name(f"{file.name}{BEFORE}{version}-{now:%Y%m%dT%H%M%S}")
    back_up_sqlite(url, target)
    taken = [each for each in file.parent.glob(f"{glob.escape(file.name)}{BEFORE}*") if each.suffix != ANCHORS]
    for old in sorted(taken, key=lambda each: each.stat().st_mtime_ns)[:-KEPT]:
        anchors_beside(old).unlink(missing_ok=True)
        old.unlink()
    return target


def anchors_beside(target: Path) -> Path:
    """Return the file beside a backup that tells how the chains in it end."""
    return target.with_name(f"{target.name}{ANCHORS}")


def back_up_sqlite(url: str, target: Path) -> Sequence[str]:
    """Copy the database as it stands at one moment, into a new file of its own that the owner alone may read.

    How the chains in it end is written into a file beside it, and returned: the trail first.

    Raises:
        FileExistsError: there is something at the target.
        OSError: the copy cannot be written.
        DatabaseError: the database cannot be read.
        UnsoundCopy: the copy is damaged.
    """
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ALONE))
    try:
        _copy(sqlite_file(url), target)
        anchors = [short_anchor(end) for end in _ends(target)]
        anchors_beside(target).write_text("".join(f"{anchor}\n" for anchor in anchors), encoding="utf-8")
    except BaseException:
        target.unlink()
        raise
    anchors_beside(target).chmod(OWNER_ALONE)
    return anchors


def _copy(source: Path, target: Path) -> None:
    try:
        _copy_at_once(source, target)
    except sqlite3.Error as error:
        raise DatabaseError(name_of(error)) from None


def _ends(copy: Path) -> Sequence[str]:
    """Read how the chains of a copy end; nothing of a version without any."""
    with closing(sqlite3.connect(copy)) as connection, contextlib.suppress(sqlite3.OperationalError):
        return [str(end) for (end,) in connection.execute(ENDS)]
    return []


def _copy_at_once(source: Path, target: Path) -> None:
    reading = sqlite3.connect(f"{source.as_uri()}?mode=ro", uri=True)
    with closing(reading) as theirs, closing(sqlite3.connect(target, isolation_level=None)) as ours:
        theirs.backup(ours)  # one snapshot: writers go on, and are not in it
        ours.execute("PRAGMA journal_mode = DELETE")  # the copy is one file
        if ours.execute(HAS_PLACE).fetchone():
            ours.execute("DELETE FROM workplace")  # whoever restores it works on it
        if ours.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            raise UnsoundCopy
