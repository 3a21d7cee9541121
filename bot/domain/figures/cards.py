"""What supervisors are shown: figures, factors, work, ready to be drawn as a message, a chart, a sheet or a page.

Small cells are hidden already (`Value.is_hidden`, `FactorLine.count` None), for the viewer the card was made for.
`said` is the closed period in which people said what is shown; None: none is closed yet. For audit it is the period.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.figures.figures import AnyFigure, Figure, Value, Values, is_said, overall_in
from bot.domain.figures.periods import Period
from bot.domain.grievances.cards import Due
from bot.domain.grievances.kinds import Category, RootCause


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Whose figures: of one department or petition type, or (both None) of the whole station."""

    department: str | None = None
    petition_type: str | None = None

    @property
    def name(self) -> str:
        """The word that people know it by; empty for the whole station."""
        return self.department or self.petition_type or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """How things stand at this moment, whatever period was asked for."""

    overdue: int
    oldest_filed_on: date | None  # the oldest ordinary grievance that is not closed
    waiting: int  # notices in the outbox
    waiting_since: datetime | None
    improvements_open: int
    improvements_done: int  # in the period
    signals: int  # that nobody has decided about


@dataclass(frozen=True, slots=True, kw_only=True)
class Dashboard:
    """What a supervisor's Home shows of this moment."""

    on_the_phone: tuple[tuple[str, int, datetime], ...]  # Slack id, calls claimed, since when the first of them
    overdue: int
    oldest_filed_on: date | None
    waiting: int  # notices in the outbox
    waiting_since: datetime | None
    signals: int
    improvements: int  # open


@dataclass(frozen=True, slots=True, kw_only=True)
class StatsCard:
    """`/stats`: the figures of a period beside those of the period before."""

    period: Period
    before: Period
    scope: Scope
    values: Values
    values_before: Values
    said: Period | None
    said_before: Period | None
    now: Now
    past_table: bool  # the holiday table says nothing about some of these days: working hours are a guess

    versions: tuple[tuple[int, date], ...] = ()  # of the survey, with their first days, where it changed meanwhile

    @property
    def is_empty(self) -> bool:
        """Check whether nothing happened in the period: nobody came, was phoned or, as far as is shown, said anything.

        What people said in another period, which answers for this one, is not looked at.
        """
        own = [value for figure, value in self.values.items() if self.said == self.period or not is_said(figure)]
        return not any(value.value or value.is_hidden for value in own)


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentCard:
    """What a head sees of their own department. Without `least` people who answered there are no values."""

    department: str
    period: Period
    before: Period
    answered: int
    least: int
    values: Values
    values_before: Values


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLine:
    """The figures of one department or petition type."""

    name: str
    values: Values


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupsCard:
    """`/stats departments`: the departments and the petition types beside each other, by name: no ranking."""

    period: Period
    said: Period | None
    departments: tuple[GroupLine, ...]
    petition_types: tuple[GroupLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorLine:
    """How often something came up, now and in the period before. None: hidden, fewer than five."""

    member: RootCause | Category
    count: int | None
    before: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorCell:
    """How often a department was complained of for one thing. None: hidden, fewer than five."""

    department: str
    category: Category
    count: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorsCard:
    """`/stats factors`: why people were dissatisfied, and where. Ordinary track only."""

    period: Period
    said: Period | None
    before: Period  # the period before `said`
    scope: Scope
    causes: tuple[FactorLine, ...]  # root causes as found when the petitioner was told, most first
    categories: tuple[FactorLine, ...]  # what it was about as filed, most first
    cells: tuple[FactorCell, ...]  # those that are not zero, by department


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendPoint:
    """One month of a trend."""

    first: date
    values: Values


def trend_figures(points: Sequence[TrendPoint]) -> tuple[AnyFigure, AnyFigure, AnyFigure]:
    """Return what a trend shows: visits, contact, and how content people were overall, by its newest sentence alone."""
    return Figure.VISITS, Figure.CONTACT, overall_in(points[-1].values)[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkLine:
    """What one operator did: workload, not ranking. Minutes are the median from claiming to recording."""

    operator: str  # Slack id
    name: str
    attempts: int
    contacts: int
    closed: int
    minutes: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkCard:
    """`/stats operators`: how the work was shared, in the directory's order."""

    period: Period
    lines: tuple[WorkLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OverdueLine(Due):
    """A grievance past its due date: nothing of the petitioner, nothing of the words."""

    id: int
    category: Category
    department: str
    days_late: int  # 0: since a moment of today
    recipient: str | None  # Slack id


@dataclass(frozen=True, slots=True, kw_only=True)
class OverdueCard:
    """`/stats overdue`: what is late now, the oldest first."""

    lines: tuple[OverdueLine, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PraiseLine:
    """How often a department's people were praised. None: hidden, fewer than five."""

    department: str
    count: int | None
    before: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PraiseFigures:
    """`/stats praise`: by department, in the order of names."""

    period: Period
    said: Period | None
    total: int | None
    grievances: int | None
    lines: tuple[PraiseLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityCard:
    """`/stats quality`: calls drawn and phoned again in a period, those that wait now, and how often two agreed."""

    period: Period
    said: Period | None
    drawn: int
    done: int
    waiting: int
    agreement: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCard:
    """Everything a report, a sheet or a set of charts shows of one period."""

    station: str
    office: str
    approvals: tuple[str, ...]  # who signs its pages, from left to right
    made_at: datetime
    stats: StatsCard
    groups: GroupsCard
    factors: FactorsCard
    work: WorkCard
    trend: tuple[TrendPoint, ...]  # oldest first; the last one is of the month in which the period ends


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
    """How often something came to audit from one department."""

    department: str
    category: Category
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditCard:
    """The sheet that only one reader of audit gets: what they may read themselves, and nothing of who or what."""

    station: str
    made_at: datetime
    period: Period
    filed: int
    open: int
    closed: int
    money_yes: int
    answered: int  # calls: of so many it is
    lines: tuple[AuditLine, ...]


FUNNEL = (Figure.VISITS, Figure.COVERAGE, Figure.VISITS_REACHED, Figure.VISITS_ANSWERED)
"""From visit to answer: each step is a part of the one before, all of the same visits."""
