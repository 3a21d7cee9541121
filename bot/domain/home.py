"""App Home: what one person has to do, in one card."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.calls.cards import BoardCounts, QueueLine, TaskLine
from bot.domain.calls.rechecks import RecheckLine
from bot.domain.figures.cards import Dashboard
from bot.domain.grievances.cards import GrievanceLine
from bot.domain.people.cards import Absence, DutyTable
from bot.domain.roles import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """App Home of one person: their calls, their tasks, the day's figures."""

    roles: frozenset[Role]
    station: str
    mine: tuple[QueueLine, ...]
    callbacks: tuple[QueueLine, ...]  # scheduled calls this person talked to last
    tasks: tuple[TaskLine, ...]
    waiting: tuple[GrievanceLine, ...]  # grievances that wait for this person's acknowledgement or answer
    to_reply: tuple[GrievanceLine, ...]  # grievances that wait for this person's reply to the petitioner
    absences: tuple[Absence, ...] | None  # what this person noted of their days; None outside the directory
    tally: BoardCounts
    rechecks: tuple[RecheckLine, ...]  # calls that this operator may phone again
    own_rechecks: tuple[RecheckLine, ...]  # those that they have claimed
    dashboard: Dashboard | None  # for supervisors
    duty: DutyTable | None = None  # who is on today, for supervisors
    break_until: datetime | None = None  # no call is offered to this person before
