"""Moving a due date: an extension for one of four reasons, or a site visit that stops the clock (rule book §5)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.calendar import SEOUL, WorkingCalendar
from bot.domain.grievances.reminders import is_past_due
from bot.domain.keeping.personal_numbers import holds_number
from bot.domain.refusals import Reason


class DelayKind(StrEnum):
    """How a due date is moved."""

    EXTENSION = "extension"
    SITE_VISIT = "site_visit"


class DelayReason(StrEnum):
    """What an extension may be granted for (민원처리법 시행령 §21①, as of 2026-05-06)."""

    OTHER_AGENCY = "other_agency"  # another agency or department has to be asked
    FACT_CHECK = "fact_check"  # facts have to be checked, or the place visited
    FORCE_MAJEURE = "force_majeure"
    EQUAL_WEIGHT = "equal_weight"  # another of equal weight, in words


NO_REASON = re.compile(
    r"업무\s*(량|과다|과중|폭주|가?\s*많|가?\s*밀)|일이\s*(많|밀)|인력[이]?\s*(부족|난)|일손|바빠|바쁘|바쁜|(부재|휴가|연가|병가|출장|교육)\s*중"
    r"|(담당|처리)\s*(자|경찰관|직원|수사관)?[가이의은는]?\s*(부재|없|미지정|미배정|공석|변경|교체|휴가|연가)|미지정|미배정|공석"
    r"|workload|busy|short-?\s*staffed|understaffed|on leave|absen(t|ce)|nobody (was )?assigned",
    re.IGNORECASE,
)
"""Workload, absence and nobody assigned weigh as much as no reason (시행령 §21②)."""


class DelayField(StrEnum):
    """The fields of the form."""

    KIND = "delay_kind"
    REASON = "delay_reason"
    WORDS = "delay_words"
    UNTIL = "delay_until"
    CONSENT = "delay_consent"


MOST_EXTENSIONS = 2
PAUSE_DAYS = (14, 7)
"""Calendar days that the first and the second site visit may stop the clock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delay:
    """What was asked for. `until` is the new due date, or the last day of the site visit."""

    kind: DelayKind
    reason: DelayReason | None
    until: date | None
    consent: bool
    words: str = ""  # why, as the petitioner is told


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDate:
    """A grievance's period so far: `length` is that of the first one, in working days."""

    due_on: date
    length: int
    extensions: int
    pauses: int
    due_at: datetime | None = None  # of a question that is answered at once

    def is_past(self, now: datetime) -> bool:
        """Check whether it is over: nothing that is overdue is put off."""
        return is_past_due(self.due_on, self.due_at, now)


def latest_until(kind: DelayKind, period: DueDate, today: date, calendar: WorkingCalendar) -> date | None:
    """Return the latest day that may be asked for; None when nothing is left to ask for.

    An extension is at most as long as the first period (시행령 §21).
    """
    if kind is DelayKind.EXTENSION:
        return calendar.add_working_days(period.due_on, period.length) if period.extensions < MOST_EXTENSIONS else None
    if period.pauses >= len(PAUSE_DAYS):
        return None
    return today + timedelta(days=PAUSE_DAYS[period.pauses] - 1)


def problems_with_delay(
    delay: Delay, period: DueDate, now: datetime, calendar: WorkingCalendar
) -> Mapping[str, Reason]:
    """List what keeps a due date from being moved: field → reason."""
    today = now.astimezone(SEOUL).date()
    latest = latest_until(delay.kind, period, today, calendar)
    if latest is None:
        return {DelayField.KIND: Reason.DELAYED_ENOUGH}
    if period.is_past(now):
        return {DelayField.KIND: Reason.DELAY_TOO_LATE}
    problems = dict(_problem_with_words(delay))
    if delay.kind is DelayKind.EXTENSION and delay.reason is None:
        problems[DelayField.REASON] = Reason.DELAY_REASON_MISSING
    if delay.kind is DelayKind.EXTENSION and period.extensions and not delay.consent:
        problems[DelayField.CONSENT] = Reason.DELAY_NEEDS_CONSENT
    earliest = period.due_on + timedelta(days=1) if delay.kind is DelayKind.EXTENSION else today
    if delay.until is None or not earliest <= delay.until <= latest:
        problems[DelayField.UNTIL] = Reason.DELAY_OUT_OF_REACH
    elif delay.kind is DelayKind.EXTENSION and not calendar.is_working_day(delay.until):
        problems[DelayField.UNTIL] = Reason.TIME_NOT_WORKING_DAY
    return problems


def _problem_with_words(delay: Delay) -> Mapping[str, Reason]:
    """Say what is wrong with the words: of another reason they say which, and that it is not mere workload."""
    if holds_number(delay.words):
        return {DelayField.WORDS: Reason.PERSONAL_NUMBER}
    if delay.kind is not DelayKind.EXTENSION or delay.reason is not DelayReason.EQUAL_WEIGHT:
        return {}
    if not delay.words.strip():
        return {DelayField.WORDS: Reason.DELAY_WORDS_MISSING}
    return {DelayField.WORDS: Reason.DELAY_FOR_WORKLOAD} if NO_REASON.search(delay.words) else {}


def due_after(delay: Delay, period: DueDate, today: date, calendar: WorkingCalendar) -> date:
    """Return the due date that follows: the day asked for, or the old one moved by the working days of the visit."""
    until = delay.until or period.due_on
    if delay.kind is DelayKind.EXTENSION:
        return until
    return calendar.add_working_days(period.due_on, calendar.working_days_between(today, until))
