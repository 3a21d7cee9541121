"""Permissions: every use case asks here first (decision 7)."""

from collections.abc import Mapping

from bot.domain.keeping.personal_numbers import holds_number
from bot.domain.notices import NoticeKind
from bot.domain.refusals import Reason, Refused
from bot.domain.roles import Action, Role, may
from bot.services.unit import Unit
from storage.people.tables import Staff

_OPERATORS, _SUPERVISORS = frozenset({Role.OPERATOR}), frozenset({Role.SUPERVISOR})
_AUDIT, _OVERSEERS = frozenset({Role.AUDIT}), frozenset({Role.AUDIT, Role.SUPERVISOR})
NEEDS_ROLE: Mapping[NoticeKind, frozenset[Role]] = {
    **dict.fromkeys((NoticeKind.CLAIM_IDLE, NoticeKind.CLAIM_RELEASED, NoticeKind.CALL_DUE), _OPERATORS),
    **dict.fromkeys((NoticeKind.CALLED_IN, NoticeKind.CAME_IN), _OPERATORS),
    **dict.fromkeys((NoticeKind.CALL_CORRECTED, NoticeKind.CONFLICT_LIFTED), _OPERATORS),
    **dict.fromkeys((NoticeKind.LIST_MISSING, NoticeKind.HANDED_OVER), _OPERATORS),
    NoticeKind.NOBODY_HERE: _SUPERVISORS,
    NoticeKind.DEPARTMENT_REPORT: frozenset({Role.HEAD}),
    **dict.fromkeys((NoticeKind.PRAISE_LIST, NoticeKind.ABUSE, NoticeKind.SIGNAL), _SUPERVISORS),
    **dict.fromkeys((NoticeKind.LIST_STILL_MISSING, NoticeKind.FILES_LEFT, NoticeKind.LIST_WAITS), _SUPERVISORS),
    **dict.fromkeys((NoticeKind.WEEKLY_DIGEST, NoticeKind.IMPROVEMENT_EFFECT), _SUPERVISORS),
    **dict.fromkeys((NoticeKind.PRAISE_HELD, NoticeKind.UNDELIVERED, NoticeKind.MONTHLY_REPORT), _OVERSEERS),
    **dict.fromkeys((NoticeKind.OWN_OVERRIDE, NoticeKind.CHANNEL_REFUSED), _OVERSEERS),
    **dict.fromkeys((NoticeKind.DELETION, NoticeKind.REASON_ACCUSES), _OVERSEERS),
    **dict.fromkeys((NoticeKind.ACCESS_REVIEW, NoticeKind.AUDIT_SHEET), _AUDIT),
}
"""Notices that go to whoever holds a role: asked again when they are drawn."""


def roles_of(member: Staff) -> frozenset[Role]:
    """Return a member's roles."""
    return frozenset(Role(role) for role in member.roles)


def roles_held(unit: Unit, *, by: str) -> frozenset[Role]:
    """Return which roles somebody holds; outside the directory none."""
    member = unit.directory.accounts.get(by)
    return frozenset() if member is None else roles_of(member)


def is_of_station(unit: Unit, *, by: str) -> bool:
    """Check whether somebody is an active member of the directory."""
    return unit.directory.accounts.get(by) is not None


def member_who_may(unit: Unit, slack_id: str, action: Action) -> Staff:
    """Find the acting member and check that they may do this.

    Raises:
        Refused: not in the directory, or none of their roles allows it.
    """
    member = unit.directory.accounts.get(slack_id)
    if member is None:
        raise Refused(Reason.NOT_STAFF)
    if not may(roles_of(member), action):
        raise Refused(Reason.NOT_ALLOWED)
    return member


def may_still_be_shown(unit: Unit, *, kind: NoticeKind, reader: str) -> bool:
    """Check whether a notice that goes by a role is still for this person: a late one may find them without it."""
    needed = NEEDS_ROLE.get(kind)
    return needed is None or not needed.isdisjoint(roles_held(unit, by=reader))


def require_reason(reason: str) -> None:
    """Require a reason for what needs one.

    Raises:
        Refused: it is missing, or holds a number of somebody.
    """
    if not reason.strip():
        raise Refused(Reason.REASON_MISSING)
    if holds_number(reason):
        raise Refused(Reason.PERSONAL_NUMBER)
