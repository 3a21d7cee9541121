"""App Home: what one person has to do."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.announcements import HomeNotice
from bot.domain.calls.cards import BoardCounts, TaskLine
from bot.domain.grievances.cards import GrievanceLine, GrievanceViewer
from bot.domain.grievances.kinds import Track
from bot.domain.home import Home
from bot.domain.roles import Role
from bot.services.audit_access import readable_audit
from bot.services.calls.duty import break_of, duty_table
from bot.services.calls.queue import MINE_SHOWN, NOTHING
from bot.services.calls.rechecks import own_rechecks, rechecks_for
from bot.services.calls.tasks import TOLD_MEANWHILE
from bot.services.calls.text_tasks import with_text
from bot.services.figures.figures import dashboard_of
from bot.services.figures.thanking import with_words
from bot.services.grievances.cards import grievance_line
from bot.services.grievances.tellings import to_be_told
from bot.services.people.absences import absences_of
from bot.services.permitting import roles_of
from bot.services.unit import Unit
from storage.calls.boards import latest_board
from storage.calls.queries import is_claimed_by, lines_where, promised_to, tally_of
from storage.calls.tasks import open_tasks
from storage.grievances.queries import answered_on_audit_track, to_be_replied, under_way, waiting_for
from storage.grievances.tables import Grievance
from storage.people.queries import mark_home_opened, staff_by_slack_id

TASKS_SHOWN = 10


def open_home(unit: Unit, *, by: str) -> None:
    """Show App Home to a person, and keep it fresh from now on."""
    mark_home_opened(unit.session, by)
    unit.announce(HomeNotice(), to=by)


def see_home(unit: Unit, *, by: str) -> Home:
    """Return what a person's App Home shows; somebody outside the directory has no role and sees nothing of a call."""
    member = staff_by_slack_id(unit.session, by)
    roles = frozenset[Role]() if member is None else roles_of(member)
    is_operator = Role.OPERATOR in roles
    return Home(
        roles=roles,
        station=unit.station.name,
        mine=tuple(lines_where(unit.session, *is_claimed_by(by), most=MINE_SHOWN)) if is_operator else (),
        callbacks=tuple(lines_where(unit.session, *promised_to(by), most=MINE_SHOWN)) if is_operator else (),
        tasks=_tasks(unit, by) if is_operator else (),
        waiting=_lines(
            unit,
            GrievanceViewer.RECIPIENT,
            [*_told(unit, by), *_of_audit(unit, by, roles)],
        ),
        to_reply=_lines(
            unit,
            GrievanceViewer.FILER,
            [*to_be_replied(unit.session, by, most=TASKS_SHOWN), *_answered(unit, by, roles)],
        ),
        absences=None if member is None else absences_of(unit, member),
        tally=_tally(unit) if is_operator or Role.SUPERVISOR in roles else NOTHING,
        rechecks=tuple(rechecks_for(unit, member)) if member and is_operator else (),
        own_rechecks=tuple(own_rechecks(unit, member)) if member and is_operator else (),
        dashboard=dashboard_of(unit) if Role.SUPERVISOR in roles else None,
        duty=duty_table(unit) if Role.SUPERVISOR in roles else None,
        break_until=break_of(unit, member) if member and is_operator else None,
    )


def _tasks(unit: Unit, by: str) -> tuple[TaskLine, ...]:
    """What is left to do by hand; of what is to be told, with the grievance that it is about."""
    return tuple(
        replace(task, grievance=task.grievance or to_be_told(unit, number=task.call, by=by))
        if task.kind in TOLD_MEANWHILE
        else with_text(unit, with_words(unit, task))
        for task in open_tasks(unit.session, by, most=TASKS_SHOWN)
    )


def _told(unit: Unit, by: str) -> Sequence[Grievance]:
    """List what waits for somebody, once they were told of it."""
    return waiting_for(unit.session, by, told_by=unit.now - unit.station.undo_hold, most=TASKS_SHOWN)


def _of_audit(unit: Unit, by: str, roles: frozenset[Role]) -> Sequence[Grievance]:
    """What waits on the audit track for somebody who may know of it."""
    return readable_audit(unit, by, under_way(unit.session, Track.AUDIT)) if roles & OVERSEERS else ()


def _answered(unit: Unit, by: str, roles: frozenset[Role]) -> Sequence[Grievance]:
    return readable_audit(unit, by, answered_on_audit_track(unit.session)) if roles & OVERSEERS else ()


OVERSEERS = frozenset({Role.AUDIT, Role.SUPERVISOR})


def _lines(unit: Unit, viewer: GrievanceViewer, grievances: Sequence[Grievance]) -> tuple[GrievanceLine, ...]:
    in_order = sorted(
        grievances, key=lambda each: (not each.held_by_words, each.due_on, each.filed_at, each.call_id, each.round)
    )
    return tuple(grievance_line(unit, each, viewer) for each in in_order[:TASKS_SHOWN])


def _tally(unit: Unit) -> BoardCounts:
    board = latest_board(unit.session)
    return NOTHING if board is None else tally_of(unit.session, board.key)
