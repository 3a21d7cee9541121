"""Whether the members of the directory are at Slack, and in the call channel (rule book §1, §7)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.roles import Role


class Standing(StrEnum):
    """What Slack says of an account."""

    MEMBER = "member"
    UNKNOWN = "unknown"
    DEACTIVATED = "deactivated"
    BOT = "bot"
    GUEST = "guest"
    OUTSIDER = "outsider"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A member of the directory as the administrator knows them: by number and role, never by name."""

    staff_no: str
    roles: frozenset[Role]
    slack_id: str

    @property
    def role(self) -> Role:
        """The weightiest role."""
        return next((role for role in BY_WEIGHT if role in self.roles), Role.OFFICER)


BY_WEIGHT = (Role.AUDIT, Role.SUPERVISOR, Role.OPERATOR, Role.SWITCHBOARD, Role.HEAD, Role.DEPUTY, Role.OFFICER)
IN_CHANNEL = frozenset({Role.OPERATOR, Role.SUPERVISOR})
"""Whose work stands in the call channel."""


def standings_of(
    accounts: Sequence[Account], known: Mapping[str, Standing], members: Collection[str] | None
) -> dict[Standing, list[Account]]:
    """Sort accounts by what is wrong with them, the weightiest role first; MEMBER: a good one out of the channel.

    `members` of the channel: None when nobody knows them.
    """
    found: dict[Standing, list[Account]] = {}
    for each in sorted(accounts, key=lambda one: (BY_WEIGHT.index(one.role), one.staff_no)):
        standing = known.get(each.slack_id, Standing.UNKNOWN)
        is_missed = members is not None and each.roles & IN_CHANNEL and each.slack_id not in members
        if standing is not Standing.MEMBER or is_missed:
            found.setdefault(standing, []).append(each)
    return found
