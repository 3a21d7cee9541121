"""Lists that wait: the file itself, sealed, until it is imported after all or forgotten."""

from datetime import datetime

from sqlalchemy import Update, select, update
from sqlmodel import Session, col

from storage.lists.tables import WaitingList
from storage.statements import changed_rows

WAITS = col(WaitingList.sealed_file).is_not(None)


def keep_waiting(session: Session, waiting: WaitingList) -> None:
    """Keep a list that waits."""
    session.add(waiting)
    session.flush()


def waiting_of(session: Session, source: str) -> WaitingList | None:
    """Find the list that waits from a source; None: it does not (any more)."""
    return session.execute(select(WaitingList).where(col(WaitingList.source) == source, WAITS)).scalar()


def find_waiting(session: Session, waiting_id: int) -> WaitingList | None:
    """Find a list that waits or waited."""
    return session.get(WaitingList, waiting_id, populate_existing=True)


def end_waiting(session: Session, waiting_id: int) -> bool:
    """Destroy the file of a list that is imported now. False: somebody was faster, or it was forgotten."""
    return changed_rows(session, _destroying().where(col(WaitingList.id) == waiting_id)) > 0


def forget_waiting(session: Session, before: datetime) -> int:
    """Destroy the files of lists that have waited since before a moment. Returns how many."""
    return changed_rows(session, _destroying().where(col(WaitingList.at) < before))


def _destroying() -> Update:
    return update(WaitingList).where(WAITS).values(sealed_file=None, sealed_name=None)
