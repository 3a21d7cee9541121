"""Grievances in the sample past: acknowledged, answered, told; some late, some passed on, some withdrawn."""

from dataclasses import dataclass
from datetime import datetime

from bot.demo.past_world import Past, dice, weighed, world
from bot.domain.grievances.kinds import Category, RootCause, Track
from bot.domain.grievances.replies import CloseResult, Reply
from bot.domain.grievances.states import GrievanceState
from bot.domain.grievances.tellings import ORAL, Method
from bot.domain.refusals import Refused
from bot.services.audit_access import audit_readers
from bot.services.grievances.handling import acknowledge, answer
from bot.services.grievances.replying import begin_reply, record_reply, withdraw
from bot.services.grievances.rerouting import decline
from bot.services.unit import Unit
from storage.grievances.queries import unclosed
from storage.grievances.tables import Grievance

ACKNOWLEDGED_AFTER = {0.5: 45.0, 2.0: 30.0, 5.0: 15.0, 9.0: 7.0, 17.0: 3.0}
"""Working hours until it is acknowledged."""
ANSWERED_AFTER = {0: 6.0, 1: 18.0, 2: 26.0, 3: 22.0, 4: 14.0, 5: 7.0, 8: 4.0, 10: 3.0}
"""Working days until it is answered: seven are allowed as a rule."""
TOLD_AFTER = {0: 40.0, 1: 45.0, 2: 15.0}
RESULTS = {
    CloseResult.EXPLAINED: 46.0,
    CloseResult.RESOLVED: 30.0,
    CloseResult.MISUNDERSTANDING_CLEARED: 9.0,
    CloseResult.REJECTED: 8.0,
    CloseResult.TRANSFERRED: 4.0,
    CloseResult.NOT_PROCESSABLE: 3.0,
}
METHODS = {Method.PHONE: 82.0, Method.TEXT: 8.0, Method.VISIT: 5.0, Method.PAPER: 3.0, Method.PORTAL: 2.0}
CONTENT = {5: 22.0, 4: 36.0, 3: 20.0, 2: 8.0, 1: 4.0, None: 10.0}
"""How satisfied people are with the answer; None: not asked."""
DECLINED, WITHDRAWN, STILL_COMPLAINS, TWO_CAUSES = 0.04, 0.03, 0.03, 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fate:
    acknowledged_after: float
    answered_after: int
    told_after: int
    is_declined: bool
    is_withdrawn: bool


def handle_grievances(unit: Unit, past: Past) -> None:
    """Let everybody do with every grievance what its time has come for."""
    for grievance in unclosed(unit.session):
        _go_on(unit, past, grievance, _fate(grievance))


def _fate(grievance: Grievance) -> _Fate:
    random = dice("grievance", grievance.id)
    return _Fate(
        acknowledged_after=weighed(random, ACKNOWLEDGED_AFTER),
        answered_after=weighed(random, ANSWERED_AFTER),
        told_after=weighed(random, TOLD_AFTER),
        is_declined=random.random() < DECLINED,
        is_withdrawn=random.random() < WITHDRAWN,
    )


def _go_on(unit: Unit, past: Past, grievance: Grievance, fate: _Fate) -> None:
    match grievance.state:
        case GrievanceState.ROUTED:
            waited = unit.calendar.working_hours_between(grievance.routed_at, unit.now)
            if waited >= fate.acknowledged_after:
                _acknowledge_or_decline(unit, grievance, fate)
        case GrievanceState.ACKNOWLEDGED if fate.is_withdrawn:
            words = world().words["withdrawn"]
            withdraw(unit, by=_replier(unit, grievance), grievance_id=grievance.key, words=words)
        case GrievanceState.ACKNOWLEDGED if grievance.id not in past.neglected.values():
            if _working_days_since(unit, grievance.filed_at) >= fate.answered_after:
                words = dice("answer", grievance.id).choice(world().words["answers"])
                answer(unit, by=_holder(unit, grievance), grievance_id=grievance.key, words=words)
        case GrievanceState.ANSWERED if grievance.answered_at is not None:
            if _working_days_since(unit, grievance.answered_at) >= fate.told_after:
                _tell(unit, grievance)


def _acknowledge_or_decline(unit: Unit, grievance: Grievance, fate: _Fate) -> None:
    holder, grievance_id = _holder(unit, grievance), grievance.key
    if fate.is_declined and not grievance.declines and grievance.track == Track.ORDINARY:
        try:
            decline(unit, by=holder, grievance_id=grievance_id, reason=world().words["declined"])
        except Refused:  # nobody else could have it
            acknowledge(unit, by=holder, grievance_id=grievance_id)
    else:
        acknowledge(unit, by=holder, grievance_id=grievance_id)


def _tell(unit: Unit, grievance: Grievance) -> None:
    random, words, replier = dice("reply", grievance.id), world().words, _replier(unit, grievance)
    form = begin_reply(unit, by=replier, grievance_id=grievance.key)
    result = weighed(random, RESULTS)
    is_cleared = result is CloseResult.MISUNDERSTANDING_CLEARED
    still_complains = grievance.track == Track.ORDINARY and random.random() < STILL_COMPLAINS
    method = weighed(random, METHODS)
    reply = Reply(
        result=result,
        method=method,
        words=random.choice(words["replies"]),
        told_on=unit.today,
        handler=form.handler,
        contact=form.contact,
        remedy=words["remedy"] if result is CloseResult.REJECTED else "",
        root_causes=_causes(grievance),
        petitioner_view=words["petitioner_view"] if is_cleared else "",
        officer_view=words["officer_view"] if is_cleared else "",
        complaint=words["still_complains"] if still_complains else "",
        consented=method in ORAL,
        satisfaction=2 if still_complains else weighed(random, CONTENT),
        no_follow_up=not still_complains,
    )
    record_reply(unit, by=replier, grievance_id=grievance.key, reply=reply)


def _causes(grievance: Grievance) -> tuple[RootCause, ...]:
    random = dice("cause", grievance.id)
    causes = world().matters[Category(grievance.category)].causes
    found = [weighed(random, causes) for _ in range(2 if random.random() < TWO_CAUSES else 1)]
    return tuple(dict.fromkeys(found))


def _holder(unit: Unit, grievance: Grievance) -> str:
    """Whoever has it: its recipient, on the audit track the first who may read it."""
    return grievance.recipient or audit_readers(unit, grievance)[0].slack_id or ""


def _replier(unit: Unit, grievance: Grievance) -> str:
    return _holder(unit, grievance) if grievance.track == Track.AUDIT else grievance.filed_by


def _working_days_since(unit: Unit, moment: datetime) -> int:
    return unit.calendar.working_days_between(unit.day_of(moment), unit.today) - 1
