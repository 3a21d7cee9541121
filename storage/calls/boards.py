"""Boards: which calls stand on which day's post, in which place."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import func, or_, select, update
from sqlmodel import Session, col

from bot.domain.calendar import SEOUL
from bot.domain.calls.cards import QueueLine
from bot.domain.calls.states import CallState
from storage.calls.queries import LINE, ORDER, as_line
from storage.calls.tables import Board, Call
from storage.statements import CHUNK

PAGE_SIZE = 20
"""Calls on one message of the board (Slack: 50 blocks, about 13,000 characters of block text)."""


LATEST = select(Board).order_by(col(Board.day).desc()).limit(1)


def add_board(session: Session, board: Board) -> None:
    """Store a day's board; it has its id then."""
    session.add(board)
    session.flush()


def latest_board(session: Session) -> Board | None:
    """Find the board that is worked from."""
    return session.execute(LATEST).scalar()


def board_of_day(session: Session, day: date) -> Board | None:
    """Find the board of one day."""
    return session.execute(select(Board).where(col(Board.day) == day)).scalar()


def board_before(session: Session, day: date) -> Board | None:
    """Find the last board before a day."""
    return session.execute(LATEST.where(col(Board.day) < day)).scalar()


def first_board_day(session: Session) -> date | None:
    """Return when the centre began: the day of its first board."""
    found: date | None = session.execute(select(func.min(Board.day))).scalar()
    return found


def has_board_between(session: Session, first: date, last: date) -> bool:
    """Check whether the centre was at work in a stretch of days."""
    return (
        session.execute(select(col(Board.id)).where(col(Board.day).between(first, last)).limit(1)).first() is not None
    )


def find_board(session: Session, board_id: int) -> Board | None:
    """Read one board."""
    return session.get(Board, board_id, populate_existing=True)


def calls_for_board(session: Session, day: date, *, only_new: bool = False) -> Sequence[int]:
    """List, in the queue's order, the open calls that belong on a day's board.

    Queued ones whose visit lies before the day, and scheduled ones that come due on it; with `only_new` just those
    that have never stood on a board.
    """
    midnight = datetime.combine(day + timedelta(days=1), datetime.min.time(), SEOUL)
    belongs = or_(
        (col(Call.state) == CallState.QUEUED.value) & (col(Call.visited_on) < day),
        (col(Call.state) == CallState.SCHEDULED.value) & (col(Call.due_at) < midnight),
    )
    query = select(col(Call.id)).where(belongs).order_by(*ORDER)
    rows = session.execute(query.where(col(Call.board_id).is_(None)) if only_new else query)
    return [number for number in rows.scalars() if number is not None]


def count_by_board(session: Session, call_ids: Sequence[int]) -> Mapping[int, int]:
    """Count how many of these calls stand on which board."""
    counts: Counter[int] = Counter()
    for first in range(0, len(call_ids), CHUNK):
        chunk = call_ids[first : first + CHUNK]
        rows = session.execute(
            select(col(Call.board_id), func.count())
            .where(col(Call.id).in_(chunk), col(Call.board_id).is_not(None))
            .group_by(col(Call.board_id))
        )
        counts.update({board_id: count for board_id, count in rows if board_id is not None})
    return counts


def note_carried_over(session: Session, call_ids: Sequence[int]) -> None:
    """Count on the boards on which these calls stand that they move on, so that those counts stay true."""
    for board_id, calls in count_by_board(session, call_ids).items():
        moved = update(Board).where(col(Board.id) == board_id)
        session.execute(moved.values(carried_over=col(Board.carried_over) + calls))


def place_on_board(session: Session, board: Board, call_ids: Sequence[int]) -> None:
    """Put calls on a board, in the next free places."""
    places = [{"id": call_id, "board_id": board.id, "slot": board.slots + n} for n, call_id in enumerate(call_ids)]
    if places:
        session.execute(update(Call), places)
    board.slots += len(places)
    session.add(board)
    session.flush()


def pages_of(board: Board) -> int:
    """Count a board's messages: at least one, so that an empty morning is posted too."""
    return max(1, -(-board.slots // PAGE_SIZE))


def page_of_slot(slot: int) -> int:
    """Tell on which page (from 1) a place stands."""
    return slot // PAGE_SIZE + 1


def lines_of_page(session: Session, board_id: int, page: int) -> list[QueueLine]:
    """Read the calls on one page, in their places."""
    first = (page - 1) * PAGE_SIZE
    rows = session.execute(
        select(*LINE)
        .where(col(Call.board_id) == board_id, col(Call.slot) >= first, col(Call.slot) < first + PAGE_SIZE)
        .order_by(col(Call.slot))
    )
    return [as_line(row) for row in rows]
