"""The station: who calls, and the numbers of rule book §3 and §4 that a station may set."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from bot.domain.calendar import SEOUL
from bot.domain.station_tables import (
    DEPARTMENTS,
    NEVER_CALL,
    NO_SMS,
    PETITION_TYPES,
    SURVEY,
    ColumnWords,
    Department,
    NeverCall,
    PetitionType,
    Sms,
    SurveyItem,
)


class Reveal(StrEnum):
    """How contact data reach whoever is to phone: in the private message itself, or by a page that opens once."""

    INLINE = "inline"
    LINK = "link"


class HeadReports(StrEnum):
    """How often heads are sent figures of their own department."""

    NONE = "none"
    MONTHLY = "monthly"
    WEEKLY = "weekly"  # beside the month


class DayPart(StrEnum):
    """Half of a day, split at noon: attempts must be spread over both (rule book §4)."""

    MORNING = "morning"
    AFTERNOON = "afternoon"


NOON = time(12, 0)


def day_part(at: datetime) -> DayPart:
    """Return which half of the Seoul day a moment belongs to."""
    return DayPart.MORNING if at.astimezone(SEOUL).time() < NOON else DayPart.AFTERNOON


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """One police station's call centre. Times are Seoul wall times; defaults are those of the rule book."""

    name: str
    main_number: str  # in the phone book and on the web page: people look it up, nobody dictates it
    office: str = "청문감사인권관실"
    immigration_line: str = "1345"  # where somebody interprets
    family_line: str = "1577-1366"
    volunteer_line: str = "1588-5644"
    relay_line: str = "107"  # 손말이음센터
    centre_line: str = ""  # the centre's extension
    approvals: tuple[str, ...] = ("담당", "과장", "서장")  # who signs a report, from left to right
    morning_at: time = time(8, 30)
    morning_until: time = time(11, 0)
    list_missing_at: time = time(10, 0)
    day_ends_at: time = time(18, 0)
    calling_hours: tuple[tuple[time, time], ...] = ((time(9, 30), time(11, 50)), (time(13, 10), time(17, 30)))
    promised_until: time = time(20, 0)
    most_attempts: int = 3
    attempt_gap: timedelta = timedelta(hours=2)
    busy_gap: timedelta = timedelta(minutes=45)
    window_working_days: int = 10
    recently_called: timedelta = timedelta(days=30)
    idle_nudge: timedelta = timedelta(minutes=45)
    idle_release: timedelta = timedelta(minutes=60)
    break_after_abuse: timedelta = timedelta(minutes=30)
    duty_hours: tuple[tuple[time, time], ...] = ()  # on weekends and holidays; none: nobody is there
    code_valid: timedelta = timedelta(days=14)
    conflict_memory: timedelta = timedelta(days=365)
    reopen_within: timedelta = timedelta(days=7)
    inbound_within: timedelta = timedelta(days=30)
    undo_within: timedelta = timedelta(minutes=10)
    undo_hold: timedelta = timedelta(minutes=2)
    recheck_share: float = 0.1
    recheck_within: timedelta = timedelta(days=14)
    head_reports: HeadReports = HeadReports.MONTHLY
    reveal: Reveal = Reveal.INLINE
    reveal_url: str = ""  # where people's browsers reach the bot's own port, if they do
    keep_contact: timedelta = timedelta(days=30)
    keep_filed: timedelta = timedelta(days=90)
    keep_access_log: timedelta = timedelta(days=2 * 366)
    keep_trail: timedelta = timedelta(days=3 * 366)  # changes of roles stand in it
    petition_types: tuple[PetitionType, ...] = PETITION_TYPES
    departments: tuple[Department, ...] = DEPARTMENTS
    never_call: NeverCall = NEVER_CALL
    list_columns: tuple[ColumnWords, ...] = ()
    sms: Sms = NO_SMS
    survey: tuple[SurveyItem, ...] = SURVEY

    def may_call_at(self, at: datetime, *, is_working_day: bool = True) -> bool:
        """Check whether a moment lies inside the calling hours, on a day off inside the hours of duty."""
        local = at.astimezone(SEOUL).time()
        hours = self.calling_hours if is_working_day else self.duty_hours
        return any(start <= local <= end for start, end in hours)
