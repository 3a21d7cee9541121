"""Where a bot last worked on this database, and where it is now."""

import os
import socket
from datetime import datetime
from pathlib import Path

from sqlalchemy import delete, inspect, select
from sqlmodel import Session, col

from bot.domain.keeping.places import Place
from storage.columns import table_of
from storage.keeping.tables import WorkPlace

MACHINE_ID = Path("/etc/machine-id")


def place_of(file: Path) -> Place:
    """Look where a file lies."""
    real = file.resolve()
    found = real.stat()
    volume = f"{os.statvfs(real).f_fsid:x}"
    return Place(volume=volume, file=str(found.st_ino), path=str(real), machine=_machine())


def _machine() -> str:
    """Return the system's own name for this machine; a container has none, and is known by its host's name for it."""
    try:
        known = MACHINE_ID.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        known = ""
    return known or socket.gethostname()


def place_of_work(session: Session) -> Place | None:
    """Read where a bot last worked on this database; None: nowhere yet, or it is of an older version."""
    if not inspect(session.connection()).has_table(table_of(WorkPlace).name):
        return None
    row = session.execute(select(WorkPlace)).scalar()
    return None if row is None else Place(volume=row.volume, file=row.file, path=row.path, machine=row.machine)


def note_place(session: Session, place: Place | None, now: datetime) -> None:
    """Note that a bot works on this database here, and nowhere else. None: of PostgreSQL nothing is noted."""
    session.execute(delete(WorkPlace).where(col(WorkPlace.id).is_not(None)))
    if place is not None:
        session.add(
            WorkPlace(volume=place.volume, file=place.file, path=place.path, machine=place.machine, since=now),
        )
