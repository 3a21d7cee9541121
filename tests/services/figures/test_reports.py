"""Reports: asked for, or due once a week and once a month."""

from datetime import date, timedelta

import pytest

from bot.clock import MovableClock
from bot.domain.calls.results import MoneyAnswer
from bot.domain.figures.figures import Figure
from bot.domain.figures.periods import PeriodKind, period_with
from bot.domain.notices import NoticeKind
from bot.domain.refusals import Reason, Refused
from bot.services.desk import Desk
from bot.services.figures import reports
from bot.services.figures.figures import trend_to
from tests.steps.builders import HAN, KIM, MONDAY, NOVEMBER, OH, seoul, with_
from tests.steps.calls import GRIEVANCE_RESULT
from tests.steps.desks import phone
from tests.steps.grievances import bring_grievance
from tests.steps.rows import told

FIRST = date(2026, 12, 1)


def test_a_sheet_is_brought_to_whoever_asked_for_it(morning: Desk) -> None:
    morning.do_now(reports.request_files, by=OH, kind=NoticeKind.STATS_SHEET, period=NOVEMBER, word="수사과")

    assert told(morning, NoticeKind.STATS_SHEET) == [OH]
    with pytest.raises(Refused) as operator:
        morning.do_now(reports.request_files, by=KIM, kind=NoticeKind.STATS_SHEET, period=NOVEMBER, word="")
    with pytest.raises(Refused) as nowhere:
        morning.do_now(reports.request_files, by=OH, kind=NoticeKind.STATS_SHEET, period=NOVEMBER, word="없는과")
    assert (operator.value.reason, nowhere.value.reason) == (Reason.NOT_ALLOWED, Reason.UNKNOWN_SCOPE)


def test_pictures_are_sent_for_a_month_where_slack_refused_to_draw_charts(morning: Desk, clock: MovableClock) -> None:
    drawn = [morning.do_now(reports.draws_charts)]
    for _ in range(2):
        morning.do_now(reports.note_charts_refused)
    for days in (0, 30, 31):
        clock.set(seoul(MONDAY + timedelta(days=days), 9))
        drawn.append(morning.do_now(reports.draws_charts))

    assert drawn == [True, False, False, True]


def test_the_digest_of_a_week_comes_once_on_the_next_monday(morning: Desk, clock: MovableClock) -> None:
    early = morning.do_now(reports.digest_week_when_due)
    clock.set(seoul(MONDAY + timedelta(days=7), 8, 31))

    sent = [morning.do_now(reports.digest_week_when_due) for _ in range(2)]

    assert (early, sent) == (False, [True, False])
    assert told(morning, NoticeKind.WEEKLY_DIGEST) == [OH]


def test_the_report_of_a_month_comes_once_on_its_first_morning_after(morning: Desk, clock: MovableClock) -> None:
    clock.set(seoul(FIRST, 8, 29))
    early = morning.do_now(reports.report_month_when_due)
    clock.set(seoul(FIRST, 8, 31))

    sent = [morning.do_now(reports.report_month_when_due) for _ in range(2)]

    assert (early, sent) == (False, [True, False])
    assert sorted(told(morning, NoticeKind.MONTHLY_REPORT)) == [HAN, OH]
    assert told(morning, NoticeKind.AUDIT_SHEET) == [HAN]


def test_a_report_shows_the_whole_station_and_the_audit_sheet_what_came_to_audit(morning: Desk) -> None:
    phone(morning, 2)
    bring_grievance(morning, with_(GRIEVANCE_RESULT, money=MoneyAnswer.YES))

    month = morning.do_now(reports.see_monthly, month=NOVEMBER.first)
    sheet = morning.do_now(reports.see_audit_sheet, month=NOVEMBER.first, reader=HAN)
    of_supervisor = morning.do_now(reports.see_audit_sheet, month=NOVEMBER.first, reader=OH)

    assert month.stats.values[Figure.CLOSED].value == 2
    assert (sheet.filed, sheet.open, sheet.money_yes) == (1, 1, 1)
    assert of_supervisor.filed == 0


def test_a_trend_begins_with_the_month_in_which_the_centre_did(morning: Desk, clock: MovableClock) -> None:
    clock.set(seoul(FIRST, 9))

    trend = morning.do_now(trend_to, period=period_with(PeriodKind.MONTH, FIRST))

    assert [point.first for point in trend] == [NOVEMBER.first, FIRST]
