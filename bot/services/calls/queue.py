"""What people look at: `/queue` and App Home."""

from bot.domain.calls.cards import BoardCounts, Queue, QueueLine
from bot.domain.roles import Action, Role, may
from bot.services.calls.rechecks import rechecks_for
from bot.services.permitting import member_who_may, roles_of
from bot.services.unit import Unit
from storage.calls.boards import latest_board
from storage.calls.queries import find_line, is_claimed_by, lines_where, tally_of, waits_on_board

NEXT_SHOWN = 5
MINE_SHOWN = 20
NOTHING = BoardCounts(total=0, queued=0, claimed=0, scheduled=0, closed=0)


def see_queue(unit: Unit, *, by: str) -> Queue:
    """Show a person their own calls, what comes next, and how the day stands."""
    member = member_who_may(unit, by, Action.SEE_QUEUE)
    board = latest_board(unit.session)
    board_id = None if board is None else board.id
    return Queue(
        may_claim=may(roles_of(member), Action.CLAIM),
        is_posted=board is not None and board.day == unit.today,
        rechecks=len(rechecks_for(unit, member)) if Role.OPERATOR in roles_of(member) else 0,
        mine=tuple(lines_where(unit.session, *is_claimed_by(by), most=MINE_SHOWN)),
        next=() if board_id is None else tuple(lines_where(unit.session, *waits_on_board(board_id), most=NEXT_SHOWN)),
        tally=NOTHING if board_id is None else tally_of(unit.session, board_id),
    )


def see_line(unit: Unit, *, number: int) -> QueueLine | None:
    """Return one call as everybody may see it."""
    return find_line(unit.session, number)
