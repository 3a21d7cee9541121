"""What seldom changes: the directory, and what the calendar has of its own. It is kept for as long as it is true.

The stamp that the database draws at each change (migration 0042) is read in the transaction that decides by what is
kept, and what it stands for is read at once: whatever a transaction changes itself has a stamp that goes with it.
"""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.util import LRUCache
from sqlmodel import Session

from storage.columns import table_of
from storage.holidays import CalendarChanges, calendar_changes
from storage.people.directory import Directory, read_directory
from storage.tables import ChangeStamp

STAMP = select(table_of(ChangeStamp).c.stamp)
KEPT = "what_seldom_changes"
"""Under which name a session holds it."""


@dataclass(frozen=True, slots=True, eq=False)
class Seldom:
    """What seldom changes, as it stood at one stamp."""

    directory: Directory
    calendar: CalendarChanges


_kept: LRUCache[int, Seldom] = LRUCache(8)


def what_seldom_changes(session: Session) -> Seldom:
    """Return what seldom changes, as this transaction finds it: the stamp is asked, unless it was told."""
    if KEPT not in session.info:
        know_stamp(session, session.execute(STAMP).scalar())
    kept: Seldom = session.info[KEPT]
    return kept


def know_stamp(session: Session, stamp: int | None) -> None:
    """Take what stands at a stamp that was read this moment. None: nothing was ever changed, and nothing is kept."""
    found = None if stamp is None else _kept.get(stamp)
    if found is None:
        found = Seldom(read_directory(session), calendar_changes(session))
        if stamp is not None:
            _kept[stamp] = found
    session.info[KEPT] = found
