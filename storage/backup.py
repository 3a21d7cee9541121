"""A copy of a SQLite database, taken while the bot is at work."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from storage.database import sqlite_file
from storage.errors import DatabaseError, name_of

OWNER_ALONE = 0o600


class UnsoundCopy(Exception):
    """SQLite finds the copy damaged: the database itself may be."""


def back_up_sqlite(url: str, target: Path) -> None:
    """Copy the database as it stands at one moment, into a new file of its own that the owner alone may read.

    Raises:
        FileExistsError: there is something at the target.
        OSError: the copy cannot be written.
        DatabaseError: the database cannot be read.
        UnsoundCopy: the copy is damaged.
    """
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ALONE))
    try:
        _copy(sqlite_file(url), target)
    except BaseException:
        target.unlink()
        raise


def _copy(source: Path, target: Path) -> None:
    try:
        _copy_at_once(source, target)
    except sqlite3.Error as error:
        raise DatabaseError(name_of(error)) from None


def _copy_at_once(source: Path, target: Path) -> None:
    reading = sqlite3.connect(f"{source.as_uri()}?mode=ro", uri=True)
    with closing(reading) as theirs, closing(sqlite3.connect(target, isolation_level=None)) as ours:
        theirs.backup(ours)  # one snapshot: writers go on, and are not in it
        ours.execute("PRAGMA journal_mode = DELETE")  # the copy is one file
        if ours.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            raise UnsoundCopy
