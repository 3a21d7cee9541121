"""A later due date: asked for by the recipient or supervisor, told to the petitioner by the operator (rule book §5)."""

from datetime import date

from bot.domain.announcements import GrievanceDelayedNotice
from bot.domain.calls.dispositions import TaskKind
from bot.domain.grievances.cards import DelayCard, GrievanceCard
from bot.domain.grievances.delays import Delay, DelayKind, due_after, latest_until, problems_with_delay
from bot.domain.grievances.kinds import Track
from bot.domain.grievances.states import GrievanceMove, GrievanceState
from bot.domain.refusals import FormRefused, Reason, Refused, Stale
from bot.domain.roles import Action, Role
from bot.domain.trail import Event
from bot.services.accusations import tell_of_accusation
from bot.services.audit_access import may_read_audit, subjects_of
from bot.services.calls.tasks import give_task
from bot.services.grievances.cards import card_of, period_so_far
from bot.services.grievances.finding import permitted_grievance
from bot.services.grievances.routing import tell_operator, tell_recipients
from bot.services.permitting import member_who_may, roles_of
from bot.services.unit import Unit
from storage.grievances.queries import delayed_so_far, move_grievance
from storage.grievances.tables import Grievance, GrievanceDelay
from storage.grievances.tellings import add_delay, times_moved

RECORDED_AS = {DelayKind.EXTENSION: Event.GRIEVANCE_EXTENDED, DelayKind.SITE_VISIT: Event.GRIEVANCE_PAUSED}


def begin_delay(unit: Unit, *, by: str, grievance_id: int) -> DelayCard:
    """Show what may still be asked for.

    Raises:
        Refused: not theirs, not acknowledged yet, too late, or delayed as often as possible.
    """
    grievance = _to_delay(unit, by, grievance_id)
    period = period_so_far(grievance)
    latest = {kind: latest_until(kind, period, unit.today, unit.calendar) for kind in DelayKind}
    possible = {kind: day for kind, day in latest.items() if day is not None}
    if not possible:
        raise Refused(Reason.DELAYED_ENOUGH, number=grievance_id)
    if period.is_past(unit.now):
        raise Refused(Reason.DELAY_TOO_LATE, number=grievance_id)
    return DelayCard(id=grievance_id, due_on=grievance.due_on, latest=possible, needs_consent=grievance.extensions > 0)


def delay_grievance(unit: Unit, *, by: str, grievance_id: int, delay: Delay) -> GrievanceCard:
    """Move the due date once, and leave the operator the task to tell the petitioner.

    Raises:
        FormRefused: no valid reason, no consent for a second time, or a day out of reach.
        Refused: not theirs, or not acknowledged yet.
        Stale: it has moved on, or somebody moved the date meanwhile.
    """
    grievance = _to_delay(unit, by, grievance_id)
    period = period_so_far(grievance)
    problems = problems_with_delay(delay, period, unit.now, unit.calendar)
    if problems:
        raise FormRefused(problems)
    is_extension = delay.kind is DelayKind.EXTENSION
    due_on = due_after(delay, period, unit.today, unit.calendar)
    if not move_grievance(
        unit.session,
        GrievanceMove.DELAY,
        grievance_id,
        delayed_so_far(grievance.extensions, grievance.pauses),
        due_on=due_on,
        due_at=None,
        extensions=grievance.extensions + is_extension,
        pauses=grievance.pauses + (not is_extension),
    ):
        raise Stale(Reason.GRIEVANCE_MOVED_ON, number=grievance_id)
    unit.record(
        RECORDED_AS[delay.kind],
        grievance_id,
        by=by,
        reason=delay.reason.value if delay.reason else None,
        due_on=due_on.isoformat(),
    )
    _keep(unit, by, grievance, delay, due_on)
    _tell(unit, grievance)
    return card_of(unit, grievance_id)


def _keep(unit: Unit, by: str, grievance: Grievance, delay: Delay, due_on: date) -> None:
    """Keep why it was moved: the petitioner is told (시행령 §21③)."""
    kept = GrievanceDelay(
        grievance_id=grievance.key,
        at=unit.now,
        by=by,
        kind=delay.kind.value,
        reason=delay.reason.value if delay.reason else None,
        due_before=grievance.due_on,
        due_on=due_on,
        sealed_words=unit.secrets.seal(delay.words.strip()) if delay.words.strip() else None,
    )
    add_delay(unit.session, kept)
    if grievance.track == Track.ORDINARY:
        tell_of_accusation(unit, grievance.call_id, delay.words)


def _tell(unit: Unit, grievance: Grievance) -> None:
    tell_recipients(unit, grievance)
    tell_operator(unit, grievance)
    if grievance.track == Track.ORDINARY:
        times = times_moved(unit.session, grievance) + 1
        unit.announce(GrievanceDelayedNotice(grievance=grievance.key, times=times), to=grievance.teller)
        give_task(unit, TaskKind.TELL_DELAY, grievance)


def may_delay(unit: Unit, by: str, grievance: Grievance) -> bool:
    """Check who may ask: the recipient, or a supervisor who is not its subject; on the audit track audit."""
    if grievance.track == Track.AUDIT:
        return may_read_audit(unit, by, grievance)
    member = member_who_may(unit, by, Action.DELAY)
    if grievance.recipient == by:
        return True
    return Role.SUPERVISOR in roles_of(member) and member.id not in subjects_of(unit, grievance)


def _to_delay(unit: Unit, by: str, grievance_id: int) -> Grievance:
    member_who_may(unit, by, Action.DELAY)
    grievance = permitted_grievance(unit, grievance_id, lambda grievance: may_delay(unit, by, grievance))
    if grievance.state != GrievanceState.ACKNOWLEDGED:
        raise Refused(
            Reason.DELAY_NOT_YET if grievance.state == GrievanceState.ROUTED else Reason.GRIEVANCE_MOVED_ON,
            number=grievance_id,
        )
    return grievance
