"""Keeping what stands in Slack true: which messages a change makes stale."""

from bot.domain.announcements import BoardPageNotice, BoardTallyNotice, HomeNotice
from bot.domain.roles import Role
from bot.services.unit import Unit
from storage.calls.boards import find_board, page_of_slot, pages_of
from storage.calls.tables import Call


def refresh_call(unit: Unit, call: Call, *people: str | None) -> None:
    """Refresh the board page a call stands on, the first page with the tally, and Homes: of people, and supervisors."""
    if call.board_id is not None and call.slot is not None:
        unit.announce(BoardPageNotice(board=call.board_id, page=page_of_slot(call.slot)))
        unit.announce(BoardTallyNotice(board=call.board_id, page=1))
    for person, roles in unit.directory.looking_at_home.items():
        if person in people or Role.SUPERVISOR in roles:
            unit.announce(HomeNotice(), to=person)


def refresh_board(unit: Unit, board_id: int) -> None:
    """Refresh every page of a board."""
    board = find_board(unit.session, board_id)
    if board is not None:
        for page in range(1, pages_of(board) + 1):
            unit.announce(BoardPageNotice(board=board_id, page=page))


def refresh_home(unit: Unit, person: str) -> None:
    """Refresh a person's App Home, if they ever looked at it."""
    if person in unit.directory.looking_at_home:
        unit.announce(HomeNotice(), to=person)


def refresh_homes_of(unit: Unit, role: Role) -> None:
    """Refresh the App Homes of everybody of a role who ever looked at it."""
    for person, roles in unit.directory.looking_at_home.items():
        if role in roles:
            unit.announce(HomeNotice(), to=person)
