"""Lists that came: when, and of which days."""

from datetime import UTC, date, datetime

from sqlalchemy import bindparam, exists, select
from sqlmodel import Session, col

from bot.domain.calendar import SEOUL
from bot.domain.calls.missing_lists import ListArrival
from storage.lists.tables import Exclusion, ImportFile, Visit

NEVER = datetime(2000, 1, 1, tzinfo=UTC)
"""Before all lists."""
OF_BOARD = [
    exists().where(
        col(table.import_id) == col(ImportFile.id),
        col(table.visited_on).between(bindparam("first"), bindparam("last")),
    )
    for table in (Visit, Exclusion)
]
ARRIVED = select(ImportFile, (OF_BOARD[0] | OF_BOARD[1]).label("is_of_board")).where(
    col(ImportFile.at) <= bindparam("until"), col(ImportFile.at) > bindparam("since")
)
"""Built once: asked at each tick and for each page of the board."""


def arrivals_between(
    session: Session, since: datetime | None, until: datetime, *, first: date, last: date
) -> list[ListArrival]:
    """List the imports of a stretch of time, from the beginning without `since`; refused files are none.

    `first` and `last` are the days that the board in question covers.
    """
    asked = {"until": until, "since": since or NEVER, "first": first, "last": last}
    rows = session.execute(ARRIVED, asked)
    return [
        ListArrival(
            day=file.at.astimezone(SEOUL).date(),
            joined_board=bool(file.report.get("queued_today")),
            is_of_board=bool(is_of_board),
            is_waiting=bool(file.report.get("waiting")),
        )
        for file, is_of_board in rows
        if "problem" not in file.report
    ]
