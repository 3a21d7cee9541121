"""Who is sending a notice: taken by one try, renewed while that works, taken up when nobody renews it (decision 4).

A take is known by its notice and the number of its try. A result is noted only of the take that the row still has.
When a row was renewed is compared for being the same, never with a clock: those of replicas differ, and may be moved.
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import select, update
from sqlmodel import Session, col

from storage.outbox import NoticeState, Take, is_held
from storage.statements import changed_rows
from storage.tables import Notice


def renew(session: Session, take: Take, now: datetime) -> bool:
    """Go on holding a notice. False: somebody else took it up."""
    return changed_rows(session, update(Notice).where(*is_held(take)).values(taken_at=now)) > 0


def takes_under_way(session: Session) -> Mapping[Take, datetime]:
    """Read which notices are being sent by whatever process, and when each was taken or renewed."""
    query = select(col(Notice.id), col(Notice.tries), col(Notice.taken_at))
    rows = session.execute(query.where(col(Notice.state) == NoticeState.SENDING.value))
    return {Take(notice, tries): taken_at for notice, tries, taken_at in rows}


def take_up(session: Session, now: datetime, *, stranded: Mapping[Take, datetime], lost: Collection[Take] = ()) -> int:
    """Turn notices whose process is gone into ambiguous ones. Returns how many.

    `stranded`, with the moment of their last renewal, were not renewed for longer than a lease; `lost` surely are not
    being sent any more.
    """
    count = 0
    for take in {*stranded, *lost}:
        gone = update(Notice).where(*is_held(take))
        if take not in lost:
            gone = gone.where(col(Notice.taken_at) == stranded[take])
        change = {"state": NoticeState.AMBIGUOUS.value, "due_at": now, "error": "stranded"}
        count += changed_rows(session, gone.values(**change))
    return count
