"""Reports: charts and sheets on request, the weekly digest, the monthly report; each sent once (rule book §8)."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

from bot.domain.announcements import (
    AuditSheetNotice,
    MonthlyReportNotice,
    StatsChartsNotice,
    StatsSheetNotice,
    StatsTrendNotice,
    WeeklyDigestNotice,
)
from bot.domain.figures.cards import AuditCard, AuditLine, ReportCard, Scope, StatsCard
from bot.domain.figures.figures import Count
from bot.domain.figures.periods import Period, PeriodKind, period_of, period_with, text_of
from bot.domain.grievances.kinds import Category
from bot.domain.grievances.states import GrievanceState
from bot.domain.notices import NoticeKind
from bot.domain.roles import Action, Role
from bot.domain.trail import Event
from bot.services.audit_access import readable_audit, sees_audit
from bot.services.figures.closing import close_periods_when_due
from bot.services.figures.departments import tell_heads
from bot.services.figures.factors import factors_of, work_in
from bot.services.figures.figures import groups_of, scope_named, stats_of, trend_to
from bot.services.figures.naming import naming_of
from bot.services.figures.tallying import tallies_in
from bot.services.once import take_morning
from bot.services.permitting import member_who_may
from bot.services.unit import Unit
from storage.calls.boards import has_board_between
from storage.figures.queries import audit_filed
from storage.once import has_run_since, run_once
from storage.people.queries import slack_ids_with

WEEKLY, MONTHLY = "weekly_digest", "monthly_report"
CHARTS_REFUSED, CHARTS_LATER = "charts_refused", timedelta(days=30)
"""Slack rolls new blocks out in phases: a workspace that lacked charts is tried again a month later."""
ON_REQUEST = {
    NoticeKind.STATS_CHARTS: (StatsChartsNotice, Event.STATS_CHARTS_ASKED),
    NoticeKind.STATS_SHEET: (StatsSheetNotice, Event.STATS_SHEET_ASKED),
}


def request_files(unit: Unit, *, by: str, kind: NoticeKind, period: Period, word: str) -> None:
    """Have charts or a sheet brought to whoever asked, by direct message.

    Raises:
        Refused: not theirs to see, or no such department or petition type.
    """
    member_who_may(unit, by, Action.SEE_STATS)
    scope = scope_named(unit, word=word)
    notice, event = ON_REQUEST[kind]
    asked: dict[str, Any] = {"period": text_of(period), "word": scope.name, "at": unit.now}
    if kind is NoticeKind.STATS_CHARTS:
        unit.announce(StatsTrendNotice(**asked), to=by)
    unit.announce(notice(**asked), to=by)
    unit.record(event, text_of(period), by=by)


def draws_charts(unit: Unit) -> bool:
    """Check whether Slack may draw charts itself: it has not refused one for a while."""
    return not has_run_since(unit.session, CHARTS_REFUSED, unit.today - CHARTS_LATER)


def note_charts_refused(unit: Unit) -> None:
    """Note that this workspace has no charts of Slack's own yet, so that pictures are sent from now on."""
    run_once(unit.session, CHARTS_REFUSED, unit.today, unit.now)


def see_requested(unit: Unit, *, by: str, period: str, word: str) -> ReportCard:
    """Return what a request for charts or a sheet shows. Files are passed on: small cells are hidden, whoever asked.

    Raises:
        Refused: no longer theirs to see.
    """
    sees_audit(unit, by)
    return report_asked_for(unit, period=period_of(period), word=word)


def report_asked_for(unit: Unit, *, period: Period, word: str) -> ReportCard:
    """Make the report of a period, of the whole station or of the department or petition type that a word names.

    Raises:
        Refused: there is no such department or petition type.
    """
    return report_on(unit, period=period, scope=scope_named(unit, word=word))


def report_on(unit: Unit, *, period: Period, scope: Scope) -> ReportCard:
    """Make everything that a report shows of a period: nothing of the audit track, small cells hidden."""
    return ReportCard(
        station=unit.station.name,
        office=unit.station.office,
        approvals=unit.station.approvals,
        made_at=unit.now,
        stats=stats_of(unit, period, scope, None),
        groups=groups_of(unit, period, None),
        factors=factors_of(unit, period, scope, sees_all=False),
        work=work_in(unit, period),
        trend=trend_to(unit, period),
    )


def see_day(unit: Unit, *, day: date) -> StatsCard:
    """Return the work of a day beside that of the last working day, for the summary that the channel gets."""
    return stats_of(unit, period_with(PeriodKind.DAY, day), Scope(), None)


def see_digest(unit: Unit, *, monday: date) -> ReportCard:
    """Return what the weekly digest shows of the week that began on a Monday."""
    return report_on(unit, period=period_with(PeriodKind.WEEK, monday), scope=Scope())


def see_monthly(unit: Unit, *, month: date) -> ReportCard:
    """Return what the monthly report shows: the same to everybody, small cells hidden, nothing of the audit track."""
    return report_on(unit, period=period_with(PeriodKind.MONTH, month), scope=Scope())


def see_audit_sheet(unit: Unit, *, month: date, reader: str) -> AuditCard:
    """Return somebody of audit what came to audit in a month, as far as they may know of it."""
    period = period_with(PeriodKind.MONTH, month)
    filed = audit_filed(unit.session, period, naming_of(unit))
    readable = {each.key for each in readable_audit(unit, reader, [grievance for grievance, _, _ in filed])}
    found = [each for each in filed if each[0].key in readable]
    states = Counter(grievance.state == GrievanceState.CLOSED for grievance, _, _ in found)
    cells = Counter((group.department, Category(grievance.category)) for grievance, group, _ in found)
    return AuditCard(
        station=unit.station.name,
        made_at=unit.now,
        period=period,
        filed=len(found),
        open=states[False],
        closed=states[True],
        money_yes=sum(said_yes for _, _, said_yes in found),
        answered=sum(tally.counts[Count.COMPLETED] for tally in tallies_in(unit, period).values()),
        lines=tuple(
            AuditLine(department=department, category=category, count=count)
            for (department, category), count in sorted(cells.items())
        ),
    )


def digest_week_when_due(unit: Unit) -> bool:
    """Send the supervisors last week's digest, on the first working morning of a week, once."""
    monday = period_with(PeriodKind.WEEK, unit.today).first
    last, sunday = monday - timedelta(days=7), monday - timedelta(days=1)
    if not take_morning(unit, WEEKLY, monday) or not has_board_between(unit.session, last, sunday):
        return False
    for supervisor in slack_ids_with(unit.session, Role.SUPERVISOR):
        unit.announce(WeeklyDigestNotice(day=last), to=supervisor)
    tell_heads(unit, period_with(PeriodKind.WEEK, last))
    return True


def report_month_when_due(unit: Unit) -> bool:
    """Send supervisors and audit last month's report, and audit its sheet, on the first working morning, once."""
    first = unit.today.replace(day=1)
    last_day = first - timedelta(days=1)
    month = last_day.replace(day=1)
    if not take_morning(unit, MONTHLY, first) or not has_board_between(unit.session, month, last_day):
        return False
    close_periods_when_due(unit)
    audit = slack_ids_with(unit.session, Role.AUDIT)
    for person in sorted({*audit, *slack_ids_with(unit.session, Role.SUPERVISOR)}):
        unit.announce(MonthlyReportNotice(month=month), to=person)
    for person in audit:
        unit.announce(AuditSheetNotice(month=month), to=person)
    tell_heads(unit, period_with(PeriodKind.MONTH, month))
    return True
