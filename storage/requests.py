"""Requests of Slack's: each turn of one is done once."""

from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session, col

from storage.seldom import STAMP, know_stamp
from storage.statements import changed_rows, insert_and_ask
from storage.tables import DoneRequest

STAMPED = STAMP.scalar_subquery().label("stamp")


def note_request(session: Session, key: str, at: datetime) -> bool:
    """Note that a request is being done. False: it was done before (or, on PostgreSQL, is being done by a replica).

    The stamp of what seldom changes is asked with it: nearly every request needs what it stands for.
    """
    noted = insert_and_ask(session, DoneRequest, {"key": key, "at": at}, STAMPED)
    if noted is None:
        return False
    know_stamp(session, noted.stamp)
    return True


def forget_requests(session: Session, before: datetime) -> int:
    """Forget requests that Slack will not bring again. Returns how many."""
    return changed_rows(session, delete(DoneRequest).where(col(DoneRequest.at) < before))
