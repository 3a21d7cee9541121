"""What somebody is to a grievance, and so what they may see of it (rule book §7)."""

from bot.domain.grievances.cards import GrievanceViewer
from bot.domain.grievances.kinds import Track
from bot.domain.grievances.reminders import is_past_due
from bot.domain.grievances.states import GrievanceState
from bot.domain.roles import Role
from bot.services.audit_access import is_kept_from, may_read_audit
from bot.services.careers import department_now
from bot.services.grievances.routing import heads_above
from bot.services.permitting import roles_of
from bot.services.unit import Unit
from storage.grievances.tables import Grievance
from storage.people.queries import staff_by_slack_id
from storage.people.tables import Staff


def viewer_of(unit: Unit, member: Staff, grievance: Grievance) -> GrievanceViewer | None:
    """Return what somebody is to a grievance. None: it is kept from them, or none of their business."""
    slack_id = member.slack_id or ""
    if grievance.track == Track.AUDIT:
        return GrievanceViewer.RECIPIENT if may_read_audit(unit, slack_id, grievance) else None
    if grievance.recipient == slack_id:
        return GrievanceViewer.RECIPIENT
    if slack_id in {grievance.filed_by, grievance.handed_to}:
        return GrievanceViewer.FILER
    if is_kept_from(unit, member, grievance):
        return None
    roles = roles_of(member)
    if roles & {Role.SUPERVISOR, Role.AUDIT}:
        return GrievanceViewer.OVERSEER
    is_past = is_past_due(grievance.due_on, grievance.due_at, unit.now)
    is_late = grievance.state != GrievanceState.CLOSED and is_past
    return GrievanceViewer.HEAD if is_late and _is_above(unit, member, grievance) else None


def _is_above(unit: Unit, member: Staff, grievance: Grievance) -> bool:
    """The holder's head, away or not, or whoever answers for the department instead."""
    holder = staff_by_slack_id(unit.session, grievance.recipient or "")
    same = holder is not None and department_now(unit, holder) == department_now(unit, member)
    if same and Role.HEAD in roles_of(member):
        return True
    return member.key in {each.key for each in heads_above(unit, grievance)}
