"""The directory as a whole: who acts here, who looks at Home, whom lists may name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select
from sqlmodel import Session

from bot.domain.people.postings import Career
from bot.domain.roles import Role
from storage.columns import table_of
from storage.people.postings import career_kept
from storage.people.tables import Staff

EVERYBODY = select(table_of(Staff)).order_by(table_of(Staff).c.id)


class Listed(NamedTuple):
    """A member of the station, present or former, as far as lists may name them."""

    id: int
    name: str
    rank: str
    career: Career


@dataclass(frozen=True, slots=True, eq=False)
class Directory:
    """Everybody who is or was a member of the station. As long as nothing changes it is the same object."""

    people: tuple[Listed, ...]
    by_id: Mapping[int, Listed]
    accounts: Mapping[str, Staff]  # who is there, by Slack id: copies, of which nothing is written back

    @property
    def looking_at_home(self) -> Mapping[str, Sequence[str]]:
        """The roles of those who have ever opened App Home, by Slack id."""
        return {slack_id: person.roles for slack_id, person in self.accounts.items() if person.home_opened}

    def accounts_with(self, role: Role) -> frozenset[str]:
        """Return the Slack ids of those who hold a role."""
        return frozenset(slack_id for slack_id, person in self.accounts.items() if role in person.roles)


def read_directory(session: Session) -> Directory:
    """Read the whole directory, with those who left."""
    rows = session.execute(EVERYBODY).mappings().all()
    people = tuple(
        Listed(row["id"], row["name"], row["rank"], career_kept(row["department"], row["moved_on"], row["postings"]))
        for row in rows
    )
    accounts = {row["slack_id"]: Staff(**row) for row in rows if row["active"] and row["slack_id"] is not None}
    return Directory(people, {each.id: each for each in people}, accounts)
