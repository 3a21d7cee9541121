"""The morning post: once per working day, late until 11:00, by hand at any time of the day (rule book §3)."""

from datetime import date, datetime, timedelta

from bot.domain.announcements import BoardPageNotice
from bot.domain.calendar import SEOUL
from bot.domain.calls.cards import BoardPage
from bot.domain.calls.missing_lists import ListState
from bot.domain.notices import CALL_CHANNEL, POSTED_ANEW
from bot.domain.refusals import Reason, Refused
from bot.domain.trail import Event
from bot.services.calls.missing_list import MORNING, list_state, tell_operators_if_missing
from bot.services.finding import existing_call
from bot.services.refreshing import refresh_board
from bot.services.unit import Unit
from storage.calls.boards import (
    add_board,
    calls_for_board,
    find_board,
    latest_board,
    lines_of_page,
    note_carried_over,
    page_of_slot,
    pages_of,
    place_on_board,
)
from storage.calls.queries import tally_of
from storage.calls.tables import Board
from storage.lists.visits import excluded_between
from storage.once import has_run, run_once
from storage.posts import has_post

LATE_AFTER = timedelta(minutes=10)
"""A post this long after its time says that it is late."""


def post_morning_when_due(unit: Unit) -> Board | None:
    """Post today's board if it is time and nobody has; None when there is nothing to do."""
    local = unit.now.astimezone(SEOUL)
    due = unit.station.morning_at <= local.time() <= unit.station.morning_until
    if not due or not unit.calendar.is_working_day(unit.today) or has_run(unit.session, MORNING, unit.today):
        return None
    return _post(unit, unit.today, actor="system")


def post_morning(unit: Unit, *, day: date | None = None, actor: str = "admin") -> Board:
    """Post a day's board by hand.

    Raises:
        Refused: not a working day, or posted already.
    """
    day = day or unit.today
    if not unit.calendar.is_working_day(day):
        raise Refused(Reason.NOT_A_WORKING_DAY, day=datetime.combine(day, unit.station.morning_at, SEOUL))
    board = _post(unit, day, actor=actor)
    if board is None:
        raise Refused(Reason.MORNING_DONE, day=datetime.combine(day, unit.station.morning_at, SEOUL))
    return board


def _post(unit: Unit, day: date, *, actor: str) -> Board | None:
    if not run_once(unit.session, MORNING, day, unit.now):
        return None
    before = latest_board(unit.session)
    board = Board(
        day=day,
        visits_from=unit.calendar.previous_working_day(day),
        visits_to=day - timedelta(days=1),
        posted_late=_is_late(unit, day),
    )
    add_board(unit.session, board)
    call_ids = calls_for_board(unit.session, day)
    note_carried_over(unit.session, call_ids)
    place_on_board(unit.session, board, call_ids)
    refresh_board(unit, board.key)
    if before is not None:
        refresh_board(unit, before.key)
    tell_operators_if_missing(unit, day)
    unit.record(Event.BOARD_POSTED, board.key, by=actor, calls=len(call_ids))
    return board


def _is_late(unit: Unit, day: date) -> bool:
    return unit.now > datetime.combine(day, unit.station.morning_at, SEOUL) + LATE_AFTER


def add_to_todays_board(unit: Unit) -> int:
    """Put newly imported calls on the board already posted today, which no longer lacks its list. Returns how many."""
    board = latest_board(unit.session)
    if board is None or board.day != unit.today:
        return 0
    fresh = calls_for_board(unit.session, board.day, only_new=True)
    first = page_of_slot(board.slots)
    place_on_board(unit.session, board, fresh)
    for page in sorted({1, *(range(first, pages_of(board) + 1) if fresh else ())}):
        unit.announce(BoardPageNotice(board=board.key, page=page))
    return len(fresh)


def bring_to_latest_board(unit: Unit, number: int) -> None:
    """Put a call that is open again on the newest board, if it stands on an older one."""
    board = latest_board(unit.session)
    call = existing_call(unit, number)
    if board is None or call.board_id == board.key:
        return
    if call.board_id is not None:
        note_carried_over(unit.session, [number])
        refresh_board(unit, call.board_id)
    place_on_board(unit.session, board, [number])


def see_board_page(unit: Unit, *, board_id: int, page: int) -> BoardPage | None:
    """Return one message of a board as it stands now; None when there is no such board, or it is not posted anew."""
    board = find_board(unit.session, board_id)
    if board is None or _is_forgotten(unit, board, page):
        return None
    latest = latest_board(unit.session)
    return BoardPage(
        board=board_id,
        day=board.day,
        visits_from=board.visits_from,
        visits_to=board.visits_to,
        posted_late=board.posted_late,
        page=page,
        pages=pages_of(board),
        tally=tally_of(unit.session, board_id),
        carried_over=board.carried_over,
        excluded=excluded_between(unit.session, board.visits_from, board.visits_to),
        is_current=latest is not None and latest.id == board_id,
        lines=tuple(lines_of_page(unit.session, board_id, page)),
        list_state=list_state(unit, board.day) if page == 1 else ListState.COME,
    )


def _is_forgotten(unit: Unit, board: Board, page: int) -> bool:
    """Check whether a message of an old board no longer stands in Slack: it would be posted anew, today."""
    notice = BoardPageNotice(board=board.key, page=page)
    return board.day < unit.today - POSTED_ANEW and not has_post(unit.session, notice, CALL_CHANNEL)
