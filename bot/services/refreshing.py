"""Keeping what stands in Slack true: which messages a change makes stale."""

from bot.domain.notices import NoticeKind
from bot.domain.roles import Role
from bot.services.unit import Unit
from storage.calls.boards import find_board, page_of_slot, pages_of
from storage.calls.tables import Call
from storage.outbox import announce
from storage.people.queries import looking_at_home, looks_at_home


def refresh_call(unit: Unit, call: Call, *people: str | None) -> None:
    """Refresh the board page a call stands on, the first page with the tally, and Homes: of people, and supervisors."""
    if call.board_id is not None and call.slot is not None:
        for page in sorted({page_of_slot(call.slot), 1}):
            announce(unit.session, NoticeKind.BOARD_PAGE, f"{call.board_id}:{page}", now=unit.now)
    for person in people:
        if person is not None:
            refresh_home(unit, person)
    for supervisor in looking_at_home(unit.session, Role.SUPERVISOR):
        announce(unit.session, NoticeKind.HOME, "home", to=supervisor, now=unit.now)


def refresh_board(unit: Unit, board_id: int) -> None:
    """Refresh every page of a board."""
    board = find_board(unit.session, board_id)
    if board is not None:
        for page in range(1, pages_of(board) + 1):
            announce(unit.session, NoticeKind.BOARD_PAGE, f"{board_id}:{page}", now=unit.now)


def refresh_home(unit: Unit, person: str) -> None:
    """Refresh a person's App Home, if they ever looked at it."""
    if looks_at_home(unit.session, person):
        announce(unit.session, NoticeKind.HOME, "home", to=person, now=unit.now)
