"""Looking a grievance up by its number: its card and history, for whoever may see it (DOMAIN §7)."""

from bot.domain.grievance_cards import GrievanceFile, PastStep, Standing
from bot.domain.grievances import GrievanceEvent, GrievanceLane, GrievanceState, Track
from bot.domain.refusals import Reason, Refused
from bot.domain.roles import Action, Role
from bot.services.delaying import may_delay
from bot.services.handling import card_of, kept_answer, may_be_delayed
from bot.services.permitting import member_who_may, roles_of
from bot.services.queueing import grievance_line
from bot.services.routing import may_read_audit
from bot.services.unit import Unit
from storage.grievance_tables import Grievance
from storage.grievances import find_grievance
from storage.remarks import remarks_on
from storage.staff import staff_by_slack_id
from storage.tables import Staff
from storage.trail import events_of


def look_up_grievance(unit: Unit, *, by: str, grievance_id: int) -> GrievanceFile:
    """Show a grievance and what happened to it.

    Raises:
        Refused: it is none of their business, or there is none: the two are not told apart (DOMAIN §5).
    """
    member = member_who_may(unit, by, Action.SEE_GRIEVANCE)
    grievance = find_grievance(unit.session, grievance_id)
    standing = None if grievance is None else _standing(unit, member, grievance)
    if grievance is None or standing is None:
        raise Refused(Reason.GRIEVANCE_NOT_YOURS, number=grievance_id)
    line = grievance_line(unit, grievance)
    if standing is Standing.HEAD:
        return GrievanceFile(standing=standing, line=line, card=None, history=(), may_delay=False, draft="")
    return GrievanceFile(
        standing=standing,
        line=line,
        card=card_of(unit, grievance_id),
        history=history_of(unit, grievance_id),
        may_delay=may_delay(unit, by, grievance) and may_be_delayed(unit, grievance),
        draft=kept_answer(unit, by, grievance_id),
    )


def history_of(unit: Unit, grievance_id: int) -> tuple[PastStep, ...]:
    """Tell what happened to a grievance, oldest first, with the reasons that were given."""
    subject = f"grievance:{grievance_id}"
    reasons = {
        (each.event, each.at): unit.secrets.open(each.sealed_words) for each in remarks_on(unit.session, subject)
    }
    return tuple(
        PastStep(
            at=each.at,
            event=GrievanceEvent(each.event.partition(".")[2]),
            by=each.actor,
            words=reasons.get((each.event, each.at), ""),
        )
        for each in events_of(unit.session, subject)
    )


def _standing(unit: Unit, member: Staff, grievance: Grievance) -> Standing | None:
    slack_id = member.slack_id or ""
    if grievance.track == Track.AUDIT:
        return Standing.RECIPIENT if may_read_audit(unit, slack_id, grievance) else None
    if grievance.recipient == slack_id:
        return Standing.RECIPIENT
    if grievance.filed_by == slack_id:
        return Standing.FILER
    roles = roles_of(member)
    is_kept_from = grievance.lane == GrievanceLane.HEAD and grievance.officer_id == member.id
    if roles & {Role.SUPERVISOR, Role.AUDIT} and not is_kept_from:
        return Standing.OVERSEER
    return Standing.HEAD if Role.HEAD in roles and _is_overdue_below(unit, member, grievance) else None


def _is_overdue_below(unit: Unit, member: Staff, grievance: Grievance) -> bool:
    holder = staff_by_slack_id(unit.session, grievance.recipient or "")
    is_late = grievance.state != GrievanceState.CLOSED and unit.today > grievance.due_on
    return is_late and holder is not None and holder.unit == member.unit
