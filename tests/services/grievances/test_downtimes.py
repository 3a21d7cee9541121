"""The clock stopped while a system was down: open matters move alike, once."""

from datetime import date

import pytest

from bot.clock import MovableClock
from bot.domain.calls.results import MoneyAnswer
from bot.domain.grievances.downtimes import Downtime
from bot.domain.refusals import Reason, Refused
from bot.domain.trail import Event
from bot.services.desk import Desk
from bot.services.grievances.cards import card_of
from bot.services.grievances.downtimes import stop_clock
from bot.services.grievances.history import history_of
from tests.steps.builders import HAN, KIM, MONDAY, OH, TUESDAY, seoul, with_
from tests.steps.calls import GRIEVANCE_RESULT
from tests.steps.grievances import bring_grievance

DOWN = Downtime(began_at=seoul(MONDAY, 14), ended_at=seoul(TUESDAY, 11), reason="전산망 장애")
BEFORE = Downtime(began_at=seoul(MONDAY, 9), ended_at=seoul(MONDAY, 9, 30), reason="점검")


@pytest.mark.parametrize("money", [MoneyAnswer.NO, MoneyAnswer.YES], ids=["ordinary", "audit"])
def test_what_was_open_moves_once_an_audit_matter_alike(morning: Desk, clock: MovableClock, money: MoneyAnswer) -> None:
    bring_grievance(morning, with_(GRIEVANCE_RESULT, money=money))
    clock.set(seoul(TUESDAY, 12))

    before = morning.do_now(stop_clock, by=OH, downtime=BEFORE)
    unmoved = morning.do_now(card_of, grievance_id=1).due_on
    days = morning.do_now(stop_clock, by=OH, downtime=DOWN)
    with pytest.raises(Refused) as again:
        morning.do_now(stop_clock, by=OH, downtime=DOWN)

    assert (before, days) == (0, 1)
    assert unmoved == date(2026, 12, 1)
    assert morning.do_now(card_of, grievance_id=1).due_on == date(2026, 12, 2)
    assert again.value.reason is Reason.DOWNTIME_KNOWN
    assert [step.event for step in morning.do_now(history_of, 1)].count(Event.GRIEVANCE_STOPPED) == 1


def test_a_supervisor_alone_with_a_reason(morning: Desk, clock: MovableClock) -> None:
    clock.set(seoul(TUESDAY, 12))

    for by in (KIM, HAN):
        with pytest.raises(Refused) as other:
            morning.do_now(stop_clock, by=by, downtime=DOWN)
        assert other.value.reason is Reason.NOT_ALLOWED
    wordless = Downtime(began_at=DOWN.began_at, ended_at=DOWN.ended_at, reason=" ")
    with pytest.raises(Refused) as why:
        morning.do_now(stop_clock, by=OH, downtime=wordless)
    assert why.value.reason is Reason.REASON_MISSING
