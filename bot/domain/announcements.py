"""Every notice there is, with the fields that tell one from another (decision 4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from bot.domain.calls.advance_texts import TextsStuckNotice
from bot.domain.calls.inbound import CalledInNotice, CameInNotice
from bot.domain.grievances.letters import LetterNotice
from bot.domain.grievances.reminders import Reminder
from bot.domain.keeping.diagnosis import InstallationFault
from bot.domain.notices import (
    LAST,
    AboutCall,
    AboutImprovement,
    AboutPraise,
    Announcement,
    CallHappening,
    FilesAsked,
    FromList,
    NoticeKind,
    OfDay,
    OfMonth,
    Routing,
)
from bot.domain.people.notices import HandedOverNotice, NobodyHereNotice


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPageNotice(Announcement):
    """A page of the board, to the call channel."""

    kind = NoticeKind.BOARD_PAGE
    board: int
    page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardTallyNotice(BoardPageNotice):
    """The first page for the day's tally alone: the same message, after pages that offer what somebody has."""

    urgency = LAST


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySummaryNotice(OfDay):
    """How the day went, to the call channel."""

    kind = NoticeKind.DAY_SUMMARY


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimIdleNotice(CallHappening):
    """A call is claimed and long untouched, to the claimant."""

    kind = NoticeKind.CLAIM_IDLE


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimReleasedNotice(CallHappening):
    """A claimed call went back, to the claimant."""

    kind = NoticeKind.CLAIM_RELEASED


@dataclass(frozen=True, slots=True, kw_only=True)
class CallDueNotice(CallHappening):
    """It is time to phone again, to the operator who talked last."""

    kind = NoticeKind.CALL_DUE


@dataclass(frozen=True, slots=True, kw_only=True)
class CallCorrectedNotice(CallHappening):
    """A list corrected a claimed call, to the claimant."""

    kind = NoticeKind.CALL_CORRECTED


@dataclass(frozen=True, slots=True, kw_only=True)
class CallWithdrawnNotice(CallHappening):
    """A claimed call must not be made any more, to whoever had claimed it."""

    kind = NoticeKind.CALL_WITHDRAWN


@dataclass(frozen=True, slots=True, kw_only=True)
class PraiseNotice(AboutPraise):
    """Praise, to the praised officer."""

    kind = NoticeKind.PRAISE


@dataclass(frozen=True, slots=True, kw_only=True)
class PraiseHeldNotice(AboutPraise):
    """Praise that speaks of a gift, to audit."""

    kind = NoticeKind.PRAISE_HELD


@dataclass(frozen=True, slots=True, kw_only=True)
class AccusationNotice(CallHappening):
    """Words about a call sound like an accusation, to audit."""

    kind = NoticeKind.ACCUSATION


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonAccusesNotice(Announcement):
    """A reason beside an event of the trail sounds like an accusation, to audit."""

    kind = NoticeKind.REASON_ACCUSES
    key: int
    event: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class GrievanceNotice(Routing):
    """A grievance, to its recipient."""

    kind = NoticeKind.GRIEVANCE


@dataclass(frozen=True, slots=True, kw_only=True)
class GrievanceReminderNotice(Announcement):
    """Time has passed, to whom it concerns."""

    kind = NoticeKind.GRIEVANCE_REMINDER
    grievance: int
    reminder: Reminder
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class GrievanceTaskNotice(Announcement):
    """What became of a grievance, to the operator who filed it."""

    kind = NoticeKind.GRIEVANCE_TASK
    grievance: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GrievancePassedNotice(Routing):
    """Somebody else has the grievance, to the operator who filed it."""

    kind = NoticeKind.GRIEVANCE_PASSED


@dataclass(frozen=True, slots=True, kw_only=True)
class GrievanceDelayedNotice(Announcement):
    """The due date was moved, for the so-manieth time, to the operator who filed it."""

    kind = NoticeKind.GRIEVANCE_DELAYED
    grievance: int
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GrievanceCalledInNotice(Announcement):
    """The petitioner called the main number to check, to whoever phoned them about a grievance and is no operator."""

    kind = NoticeKind.GRIEVANCE_CALLED_IN
    grievance: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictLiftedNotice(AboutCall):
    """A conflict was lifted, to the operator who may now claim the call."""

    kind = NoticeKind.CONFLICT_LIFTED


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnOverrideNotice(Announcement):
    """Somebody tried to lift a conflict of their own, to audit."""

    kind = NoticeKind.OWN_OVERRIDE
    call: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DeletionNotice(Announcement):
    """A petitioner asked for deletion, to audit: what is to be decided, and to be told them."""

    kind = NoticeKind.DELETION
    deletion: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessReviewNotice(OfMonth):
    """Who looked at contact data in a month, to audit."""

    kind = NoticeKind.ACCESS_REVIEW


@dataclass(frozen=True, slots=True, kw_only=True)
class PraiseListNotice(OfMonth):
    """The praise of a month, to the supervisors."""

    kind = NoticeKind.PRAISE_LIST


@dataclass(frozen=True, slots=True, kw_only=True)
class AbuseNotice(AboutCall):
    """A call was ended for abuse, to the supervisors."""

    kind = NoticeKind.ABUSE


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReportNotice(FromList):
    """What an import did, to the uploader."""

    kind = NoticeKind.IMPORT_REPORT


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportFailedNotice(FromList):
    """Why a file changed nothing, to the uploader."""

    kind = NoticeKind.IMPORT_FAILED


@dataclass(frozen=True, slots=True, kw_only=True)
class ListWaitsNotice(FromList):
    """A list out of a watched folder waits, to the supervisors; afterwards what came of it."""

    kind = NoticeKind.LIST_WAITS


@dataclass(frozen=True, slots=True, kw_only=True)
class ListMissingNotice(OfDay):
    """No list has come for the board of a day, to the operators."""

    kind = NoticeKind.LIST_MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class ListStillMissingNotice(OfDay):
    """The list of a day has still not come, to the supervisors."""

    kind = NoticeKind.LIST_STILL_MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesStandNotice(Announcement):
    """Files still stand in the call channel, to whoever dropped them."""

    kind = NoticeKind.FILES_STAND
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesLeftNotice(OfDay):
    """Files still stand in the call channel at the end of a day, to the supervisors."""

    kind = NoticeKind.FILES_LEFT


@dataclass(frozen=True, slots=True, kw_only=True)
class UndeliveredNotice(OfDay):
    """What could not be delivered on a day, to supervisors and audit."""

    kind = NoticeKind.UNDELIVERED


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelRefusedNotice(OfDay):
    """Why nothing is posted in the call channel, to supervisors and audit; `error`: Slack's word, if it said one."""

    kind = NoticeKind.CHANNEL_REFUSED
    fault: InstallationFault
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatsChartsNotice(FilesAsked):
    """Charts, to whoever asked."""

    kind = NoticeKind.STATS_CHARTS


@dataclass(frozen=True, slots=True, kw_only=True)
class StatsTrendNotice(FilesAsked):
    """The trend, to whoever asked for charts: drawn by Slack, or as a picture."""

    kind = NoticeKind.STATS_TREND


@dataclass(frozen=True, slots=True, kw_only=True)
class StatsSheetNotice(FilesAsked):
    """A workbook, to whoever asked."""

    kind = NoticeKind.STATS_SHEET


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesDelayedNotice(Announcement):
    """Slack does not take files, to whoever asked for them."""

    kind = NoticeKind.FILES_DELAYED
    separator: ClassVar[str] = "|"
    period: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalNotice(Announcement):
    """A factor is unusual, to the supervisors."""

    kind = NoticeKind.SIGNAL
    signal: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ImprovementNotice(AboutImprovement):
    """An improvement, to its owner."""

    kind = NoticeKind.IMPROVEMENT


@dataclass(frozen=True, slots=True, kw_only=True)
class ImprovementReminderNotice(Announcement):
    """An improvement is due, to its owner; late, to the supervisors too."""

    kind = NoticeKind.IMPROVEMENT_REMINDER
    improvement: int
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ImprovementEffectNotice(AboutImprovement):
    """Whether an improvement helped, to the supervisors."""

    kind = NoticeKind.IMPROVEMENT_EFFECT


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyDigestNotice(OfDay):
    """The week that began on a Monday, to the supervisors."""

    kind = NoticeKind.WEEKLY_DIGEST


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthlyReportNotice(OfMonth):
    """The report of a month, to supervisors and audit."""

    kind = NoticeKind.MONTHLY_REPORT


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditSheetNotice(OfMonth):
    """The audit track of a month, to audit."""

    kind = NoticeKind.AUDIT_SHEET


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentReportNotice(Announcement):
    """A month or week of a head's own department, to the head."""

    kind = NoticeKind.DEPARTMENT_REPORT
    separator: ClassVar[str] = "|"
    period: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeNotice(Announcement):
    """App Home, published to a person."""

    kind = NoticeKind.HOME


def kinds_of(base: type[Announcement]) -> dict[NoticeKind, type[Announcement]]:
    """Collect the notices below a class, by kind."""
    below = {base.kind: base} if "kind" in vars(base) else {}
    for each in base.__subclasses__():
        below |= kinds_of(each)
    return below


BESIDE_THEIR_FACTS = (
    LetterNotice, HandedOverNotice, NobodyHereNotice, TextsStuckNotice, CalledInNotice, CameInNotice
)  # fmt: skip
"""Notices that stand in the room of what they tell; they are loaded here, and found among the others."""
NOTICES: Mapping[NoticeKind, type[Announcement]] = kinds_of(Announcement)


def announcement_of(kind: NoticeKind, ref: str) -> Announcement:
    """Read a notice back from the outbox, or from the record of a message that stands in Slack."""
    return NOTICES[kind].read(ref)
