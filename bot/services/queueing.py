"""What people look at: `/queue` and App Home."""

from collections.abc import Sequence

from bot.domain.cards import Home, Queue, Tally
from bot.domain.grievance_cards import GrievanceLine
from bot.domain.grievances import Category, GrievanceState, Kind, Track
from bot.domain.notices import NoticeKind
from bot.domain.roles import Action, Role
from bot.services.absences import absence_of
from bot.services.figuring import dashboard_of
from bot.services.permitting import member_who_may, roles_of
from bot.services.rechecking import own_rechecks, rechecks_for
from bot.services.refreshing import refresh_home
from bot.services.routing import may_read_audit
from bot.services.unit import Unit
from storage.boards import latest_board
from storage.calls import is_claimed_by, lines_where, promised_to, tally_of, waits_on_board
from storage.grievance_tables import Grievance
from storage.grievances import answered_on_audit_track, to_be_replied, under_way, waiting_for
from storage.outbox import announce
from storage.results import finish_task, open_tasks
from storage.staff import mark_home_opened, staff_by_slack_id
from storage.trail import record

NEXT_SHOWN = 5
MINE_SHOWN = 20
TASKS_SHOWN = 10
NOTHING = Tally(total=0, queued=0, claimed=0, scheduled=0, closed=0)


def see_queue(unit: Unit, *, by: str) -> Queue:
    """Show a person their own calls, what comes next, and how the day stands."""
    member = member_who_may(unit, by, Action.SEE_QUEUE)
    board = latest_board(unit.session)
    board_id = None if board is None else board.id
    return Queue(
        rechecks=len(rechecks_for(unit, member)) if Role.OPERATOR in roles_of(member) else 0,
        mine=tuple(lines_where(unit.session, *is_claimed_by(by), most=MINE_SHOWN)),
        next=() if board_id is None else tuple(lines_where(unit.session, *waits_on_board(board_id), most=NEXT_SHOWN)),
        tally=NOTHING if board_id is None else tally_of(unit.session, board_id),
    )


def open_home(unit: Unit, *, by: str) -> None:
    """Show App Home to a person, and keep it fresh from now on."""
    mark_home_opened(unit.session, by)
    announce(unit.session, NoticeKind.HOME, "home", to=by, now=unit.now)


def see_home(unit: Unit, *, by: str) -> Home:
    """Give what a person's App Home shows; somebody outside the directory has no role and sees nothing of a call."""
    member = staff_by_slack_id(unit.session, by)
    roles = frozenset[Role]() if member is None else roles_of(member)
    is_operator = Role.OPERATOR in roles
    return Home(
        roles=roles,
        station=unit.station.name,
        office=unit.station.office,
        main_number=unit.station.main_number,
        mine=tuple(lines_where(unit.session, *is_claimed_by(by), most=MINE_SHOWN)) if is_operator else (),
        callbacks=tuple(lines_where(unit.session, *promised_to(by), most=MINE_SHOWN)) if is_operator else (),
        tasks=tuple(open_tasks(unit.session, by, most=TASKS_SHOWN)) if is_operator else (),
        waiting=_lines(unit, [*waiting_for(unit.session, by, most=TASKS_SHOWN), *_of_audit(unit, by, roles)]),
        to_reply=_lines(unit, [*to_be_replied(unit.session, by, most=TASKS_SHOWN), *_answered(unit, by, roles)]),
        absence=None if member is None else absence_of(unit, member),
        tally=_tally(unit) if is_operator or Role.SUPERVISOR in roles else NOTHING,
        rechecks=tuple(rechecks_for(unit, member)) if member and is_operator else (),
        own_rechecks=tuple(own_rechecks(unit, member)) if member and is_operator else (),
        dashboard=dashboard_of(unit) if Role.SUPERVISOR in roles else None,
    )


def _of_audit(unit: Unit, by: str, roles: frozenset[Role]) -> Sequence[Grievance]:
    """What waits on the audit track for somebody who may know of it."""
    found = under_way(unit.session, Track.AUDIT) if roles & OVERSEERS else ()
    return [grievance for grievance in found if may_read_audit(unit, by, grievance)]


def _answered(unit: Unit, by: str, roles: frozenset[Role]) -> Sequence[Grievance]:
    found = answered_on_audit_track(unit.session) if roles & OVERSEERS else ()
    return [grievance for grievance in found if may_read_audit(unit, by, grievance)]


OVERSEERS = frozenset({Role.AUDIT, Role.SUPERVISOR})


def _lines(unit: Unit, grievances: Sequence[Grievance]) -> tuple[GrievanceLine, ...]:
    by_due_date = sorted(grievances, key=lambda each: (each.due_on, each.id or 0))
    return tuple(grievance_line(unit, each) for each in by_due_date[:TASKS_SHOWN])


def do_task(unit: Unit, *, by: str, task_id: int) -> None:
    """Mark a task done; done twice is done once."""
    member_who_may(unit, by, Action.DO_TASK)
    number = finish_task(unit.session, task_id, by, unit.now)
    if number is not None:
        record(unit.session, "task.done", f"call:{number}", actor=by, at=unit.now, task=task_id)
    refresh_home(unit, by)


def grievance_line(unit: Unit, grievance: Grievance) -> GrievanceLine:
    """Give a grievance for a list: no words of anybody."""
    return GrievanceLine(
        id=grievance.id or 0,
        kind=Kind(grievance.kind),
        category=Category(grievance.category),
        state=GrievanceState(grievance.state),
        due_on=grievance.due_on,
        filed_on=unit.day_of(grievance.filed_at),
        is_late=unit.today > grievance.due_on,
    )


def _tally(unit: Unit) -> Tally:
    board = latest_board(unit.session)
    return NOTHING if board is None or board.id is None else tally_of(unit.session, board.id)
