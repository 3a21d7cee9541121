"""Permissions: every use case asks here first (decision 7)."""

from bot.domain.keeping.personal_numbers import holds_number
from bot.domain.refusals import Reason, Refused
from bot.domain.roles import Action, Role, may
from bot.services.unit import Unit
from storage.people.queries import staff_by_slack_id
from storage.people.tables import Staff


def roles_of(member: Staff) -> frozenset[Role]:
    """Return a member's roles."""
    return frozenset(Role(role) for role in member.roles)


def roles_held(unit: Unit, *, by: str) -> frozenset[Role]:
    """Return which roles somebody holds; outside the directory none."""
    member = staff_by_slack_id(unit.session, by)
    return frozenset() if member is None else roles_of(member)


def member_who_may(unit: Unit, slack_id: str, action: Action) -> Staff:
    """Find the acting member and check that they may do this.

    Raises:
        Refused: not in the directory, or none of their roles allows it.
    """
    member = staff_by_slack_id(unit.session, slack_id)
    if member is None:
        raise Refused(Reason.NOT_STAFF)
    if not may(roles_of(member), action):
        raise Refused(Reason.NOT_ALLOWED)
    return member


def require_reason(reason: str) -> None:
    """Require a reason for what needs one.

    Raises:
        Refused: it is missing, or holds a number of somebody.
    """
    if not reason.strip():
        raise Refused(Reason.REASON_MISSING)
    if holds_number(reason):
        raise Refused(Reason.PERSONAL_NUMBER)
