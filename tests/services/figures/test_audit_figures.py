"""Audit counts what nobody else does, but never what is about themselves."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.results import MoneyAnswer, PraiseGiven, Result
from bot.domain.calls.states import Outcome
from bot.domain.calls.surveys import FIRST
from bot.domain.figures.figures import Figure
from bot.domain.figures.periods import PeriodKind, period_with
from bot.domain.grievances.filing import Filing
from bot.domain.grievances.kinds import Category, Kind, Severity
from bot.domain.roles import Role
from bot.services.calls import boards, claiming, recording
from bot.services.desk import Desk
from bot.services.figures import figures, reports
from bot.services.grievances import filing, handling, replying
from storage.secrets import Secrets
from tests.steps.builders import HAN, KIM, LEE, MONDAY, StillClock, seoul, visitor
from tests.steps.busy_station import KEY, people_of_the_station
from tests.steps.desks import bring_list, hire, make_desk, operator
from tests.steps.grievances import BY_AUDIT

SEO = "U0GAMSA"
CALLS = 24
SCORES = dict.fromkeys(FIRST.names, 4)
GOOD = Result(disposition=Disposition.ANSWERED, outcome=Outcome.SATISFIED, scores=SCORES, money=MoneyAnswer.NO)
WENT_WRONG = Result(
    disposition=Disposition.ANSWERED,
    outcome=Outcome.GRIEVANCE_FILED,
    scores=SCORES,
    words="설명이 없었다",
    money=MoneyAnswer.NO,
)
COMPLAINT = Filing(kind=Kind.COMPLAINT_HANDLING, category=Category.DELAY, severity=Severity.S3)
ACCUSATION = Filing(kind=Kind.ALLEGATION, category=Category.BRIBERY_FAVOUR, severity=Severity.S1)
GIFT = PraiseGiven(words="고마워서 봉투를 드렸어요", was_gift=True)
DISSATISFIED = replace(BY_AUDIT, complaint="여전히 설명이 없다")
SECRET = {5: (ACCUSATION, MoneyAnswer.YES), 11: (ACCUSATION, MoneyAnswer.NO), 17: (COMPLAINT, MoneyAnswer.YES)}
"""Calls that come to audit at one station, and were satisfied at the other."""


def a_week(desk: Desk, clock: StillClock) -> None:
    """A Monday of calls, and two days later audit at work."""
    desk.secrets = Secrets([KEY])
    second = operator(SEO, name="서감사", department="여성청소년과", roles=[Role.AUDIT.value])
    hire(desk, *people_of_the_station(), second)  # a next round is kept from who answered the first
    clock.set(seoul(MONDAY, 8, 20))
    places = [("교통과", "정교통"), ("수사과", "최형사")]
    bring_list(desk, [visitor(n, 담당부서=places[n % 2][0], 담당자=places[n % 2][1]) for n in range(1, CALLS + 1)])
    clock.set(seoul(MONDAY, 8, 31))
    desk.do_now(boards.post_morning_when_due)
    clock.set(seoul(MONDAY, 9, 35))
    for number in range(1, CALLS):
        clock.advance(timedelta(minutes=5))
        a_call(desk, number)
    clock.set(seoul(MONDAY + timedelta(days=1), 10))
    audit_works(desk)


def a_call(desk: Desk, number: int) -> None:
    """One call: the first three are complained of, one mentions a gift, some come to audit."""
    by = (KIM, LEE)[number % 2]
    desk.do_now(claiming.claim_call, by=by, number=number)
    result, chosen = (WENT_WRONG, COMPLAINT) if number < 4 else (GOOD, None)
    if number in SECRET:
        chosen, money = SECRET[number]
        result = Result(**{**_facts(WENT_WRONG), "money": money})
    if number == 7:
        result = Result(**{**_facts(GOOD), "praise": GIFT})
    if chosen is None:
        desk.do_now(recording.record_result, by=by, number=number, result=result)
        return
    desk.do_now(filing.begin_filing, by=by, number=number, result=result, filing=chosen)
    desk.do_now(filing.file_grievance, by=by, number=number, filing=chosen)


def _facts(result: Result) -> dict[str, Any]:
    return {name: getattr(result, name) for name in Result.__slots__}


def audit_works(desk: Desk) -> None:
    """Audit acknowledges, answers, replies; one petitioner is still not satisfied."""
    desk.do_now(handling.acknowledge, by=HAN, grievance_id=4)
    desk.do_now(handling.answer, by=HAN, grievance_id=5, words="조사했습니다")
    desk.do_now(replying.record_reply, by=HAN, grievance_id=5, reply=DISSATISFIED)


def test_audit_sees_the_difference(sqlite_url: str) -> None:
    clock = StillClock(seoul(MONDAY, 8))
    desk = make_desk(sqlite_url, clock)
    a_week(desk, clock)

    values = desk.do_now(figures.see_stats, by=HAN, period=period_with(PeriodKind.MONTH, MONDAY)).values
    sheet = desk.do_now(reports.see_audit_sheet, month=MONDAY.replace(day=1), reader=HAN)
    desk.close()

    assert (values[Figure.AUDIT_GRIEVANCES].value, values[Figure.GRIEVANCES].value) == (
        3,
        3,
    )  # the next round is kept from who answered
    assert values[Figure.MONEY_YES].value == pytest.approx(2 / (CALLS - 1))
    assert (sheet.filed, sheet.money_yes, sheet.closed) == (3, 2, 1)
    assert sheet.answered == values[Figure.MONEY_YES].n == CALLS - 1


def test_an_audit_officer_does_not_count_what_is_about_themselves(database_url: str) -> None:
    clock = StillClock(seoul(MONDAY, 9, 40))
    desk = make_desk(database_url, clock)
    hire(
        desk,
        operator(KIM, department="경무과"),
        operator(HAN, name="한감사", roles=[Role.AUDIT.value]),
        operator(SEO, name="서감사", department="여성청소년과", roles=[Role.AUDIT.value]),
        operator("U0MIN", name="민감사", roles=[Role.AUDIT.value]),
    )
    bring_list(desk, [visitor(1, 담당부서="청문감사인권관실", 담당자="경감 한감사")])
    desk.do_now(claiming.claim_call, by=KIM, number=1)
    result = Result(**{**_facts(WENT_WRONG), "money": MoneyAnswer.YES})
    desk.do_now(filing.begin_filing, by=KIM, number=1, result=result, filing=ACCUSATION)
    desk.do_now(filing.file_grievance, by=KIM, number=1, filing=ACCUSATION)

    month = period_with(PeriodKind.MONTH, MONDAY)
    counted = {}
    for who in (HAN, "U0MIN", SEO):
        values = desk.do_now(figures.see_stats, by=who, period=month).values
        sheet = desk.do_now(reports.see_audit_sheet, month=month.first, reader=who)
        counted[who] = (values[Figure.AUDIT_GRIEVANCES].value, values[Figure.MONEY_YES].value, sheet.filed)
    desk.close()

    assert counted == {HAN: (0, 0.0, 0), "U0MIN": (0, 0.0, 0), SEO: (1, 1.0, 1)}
