"""Lists that came: when, and of which days."""

from datetime import date, datetime

from sqlalchemy import exists, select
from sqlmodel import Session, col

from bot.domain.calendar import SEOUL
from bot.domain.calls.missing_lists import ListArrival
from storage.lists.tables import Exclusion, ImportFile, Visit


def arrivals_between(
    session: Session, since: datetime | None, until: datetime, *, first: date, last: date
) -> list[ListArrival]:
    """List the imports of a stretch of time, from the beginning without `since`; refused files are none.

    `first` and `last` are the days that the board in question covers.
    """
    of_board = [
        exists().where(col(table.import_id) == col(ImportFile.id), col(table.visited_on).between(first, last))
        for table in (Visit, Exclusion)
    ]
    query = select(ImportFile, (of_board[0] | of_board[1]).label("is_of_board")).where(col(ImportFile.at) <= until)
    rows = session.execute(query if since is None else query.where(col(ImportFile.at) > since))
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
