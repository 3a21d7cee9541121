"""Who may do what: the roles of rule book §1 and the actions of the call queue, as one table."""

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """What a member of the station is to the call centre. A person may hold several."""

    OPERATOR = "operator"
    OFFICER = "officer"
    HEAD = "head"
    DEPUTY = "deputy"
    AUDIT = "audit"
    SUPERVISOR = "supervisor"
    SWITCHBOARD = "switchboard"


ADMIN = "admin"
"""Whoever works at the command line, in the trail and the access log: nobody in the directory."""


class Action(StrEnum):
    """What a person can ask of the call queue."""

    SEE_QUEUE = "queue.see"
    CLAIM = "call.claim"
    TAKE_IN = "call.take_in"
    RELEASE = "call.release"
    RECORD = "call.record"
    IMPORT = "visits.import"
    SEE_HOME = "home.see"
    DO_TASK = "task.do"
    HANDLE = "grievance.handle"
    REPLY = "grievance.reply"
    DELAY = "grievance.delay"
    SEE_GRIEVANCE = "grievance.see"
    REOPEN = "call.reopen"
    OVERRIDE = "conflict.override"
    SET_HOLIDAY = "holiday.set"
    STOP_CLOCK = "clock.stop"
    SET_ABSENCE = "absence.set"
    SET_DUTY = "duty.set"
    SEE_DIRECTORY = "directory.see"
    LOOK_UP = "call.look_up"
    SEE_ABUSE = "abuse.see"
    EXCLUDE = "petitioner.exclude"
    INCLUDE = "petitioner.include"
    SERVE_SUBJECT = "petitioner.serve"
    DECIDE_DELETION = "deletion.decide"
    SEE_OUTBOX = "outbox.see"
    SEE_STATS = "stats.see"
    ASK_STATS = "stats.ask"  # heads are shown their own department
    DECIDE_SIGNAL = "signal.decide"
    DO_IMPROVEMENT = "improvement.do"
    RECHECK = "recheck.do"


MAY: Mapping[Action, frozenset[Role]] = {
    Action.SEE_QUEUE: frozenset({Role.OPERATOR, Role.SUPERVISOR}),
    Action.CLAIM: frozenset({Role.OPERATOR}),
    Action.TAKE_IN: frozenset({Role.OPERATOR}),
    Action.RELEASE: frozenset({Role.OPERATOR}),
    Action.RECORD: frozenset({Role.OPERATOR}),
    Action.IMPORT: frozenset({Role.OPERATOR, Role.SUPERVISOR}),
    Action.SEE_HOME: frozenset(Role),
    Action.DO_TASK: frozenset({Role.OPERATOR}),
    Action.HANDLE: frozenset({Role.OFFICER, Role.HEAD, Role.DEPUTY, Role.AUDIT, Role.SUPERVISOR, Role.OPERATOR}),
    Action.REPLY: frozenset({Role.OPERATOR, Role.AUDIT, Role.SUPERVISOR}),
    Action.DELAY: frozenset({Role.OFFICER, Role.HEAD, Role.DEPUTY, Role.AUDIT, Role.SUPERVISOR, Role.OPERATOR}),
    Action.SEE_GRIEVANCE: frozenset(Role) - {Role.SWITCHBOARD},
    Action.REOPEN: frozenset({Role.SUPERVISOR}),
    Action.OVERRIDE: frozenset({Role.SUPERVISOR}),
    Action.SET_HOLIDAY: frozenset({Role.SUPERVISOR}),
    Action.STOP_CLOCK: frozenset({Role.SUPERVISOR}),
    Action.SET_ABSENCE: frozenset(Role) - {Role.SWITCHBOARD},
    Action.SET_DUTY: frozenset({Role.SUPERVISOR}),
    Action.LOOK_UP: frozenset({Role.SWITCHBOARD, Role.OPERATOR, Role.SUPERVISOR}),
    Action.SEE_ABUSE: frozenset({Role.SUPERVISOR}),
    Action.EXCLUDE: frozenset({Role.SUPERVISOR}),
    Action.INCLUDE: frozenset({Role.SUPERVISOR}),
    Action.SERVE_SUBJECT: frozenset({Role.SUPERVISOR}),
    Action.DECIDE_DELETION: frozenset({Role.AUDIT, Role.SUPERVISOR}),
    Action.SEE_OUTBOX: frozenset({Role.SUPERVISOR, Role.AUDIT}),
    Action.SEE_STATS: frozenset({Role.SUPERVISOR, Role.AUDIT}),
    Action.ASK_STATS: frozenset({Role.SUPERVISOR, Role.AUDIT, Role.HEAD}),
    Action.DECIDE_SIGNAL: frozenset({Role.SUPERVISOR}),
    Action.DO_IMPROVEMENT: frozenset(Role) - {Role.SWITCHBOARD},
    Action.RECHECK: frozenset({Role.OPERATOR}),
    Action.SEE_DIRECTORY: frozenset(Role) - {Role.SWITCHBOARD},
}


def may(roles: frozenset[Role], action: Action) -> bool:
    """Check whether any of these roles allows the action."""
    return not roles.isdisjoint(MAY[action])
