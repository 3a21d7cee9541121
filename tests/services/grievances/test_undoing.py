"""Taking a result back with what was filed by it; what is with audit stays there."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.clock import MovableClock
from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.results import MoneyAnswer, Result
from bot.domain.calls.states import CallState, Outcome
from bot.domain.grievances.filing import Filing
from bot.domain.grievances.kinds import Category, Kind, Severity
from bot.domain.notices import NoticeKind
from bot.domain.refusals import Reason, Refused
from bot.services.desk import Desk
from bot.services.grievances import filing, history, replying
from bot.services.grievances.undoing import say_mistaken, undo_result
from bot.services.home import see_home
from bot.services.unit import Unit
from storage.grievances.queries import find_grievance
from tests.steps.builders import HAN, JUNG, KIM, LEE
from tests.steps.calls import GRIEVANCE_RESULT
from tests.steps.deliveries import take_notice
from tests.steps.grievances import QUESTION, bring_grievance
from tests.steps.rows import attempts, call_row, purposes

ACCUSING = Result(
    disposition=Disposition.ANSWERED,
    outcome=Outcome.GRIEVANCE_FILED,
    money=MoneyAnswer.YES,
    words="담당 형사가 돈을 요구했습니다.",
)
ACCUSATION = Filing(kind=Kind.ALLEGATION, category=Category.BRIBERY_FAVOUR, severity=Severity.S1)


@pytest.fixture
def holding(morning: Desk) -> Desk:
    """The same morning at a station that holds notices for two minutes."""
    morning.station = replace(morning.station, undo_hold=timedelta(minutes=2))
    return morning


def is_kept(unit: Unit, number: int) -> bool:
    """Check whether there is a grievance of a number."""
    return find_grievance(unit.session, number) is not None


def test_a_grievance_that_nobody_was_told_of_goes_with_its_result(holding: Desk, clock: MovableClock) -> None:
    bring_grievance(holding)
    clock.advance(timedelta(seconds=110))

    assert take_notice(holding, NoticeKind.GRIEVANCE, NoticeKind.GRIEVANCE_TASK) is None
    assert not holding.do_now(see_home, by=JUNG).waiting

    card = holding.do_now(undo_result, by=KIM, number=1)
    clock.advance(timedelta(minutes=2))

    assert (card.line.state, card.attempts, attempts(holding)) == (CallState.CLAIMED, (), 0)
    assert not holding.do_now(is_kept, 1)
    assert take_notice(holding, NoticeKind.GRIEVANCE, NoticeKind.GRIEVANCE_TASK) is None
    assert Counter(purposes(holding)) == {"call.claimed": 2}
    again = holding.do_now(filing.begin_filing, by=KIM, number=1, result=GRIEVANCE_RESULT, filing=QUESTION)
    assert again.filed_as == 2  # no number is given twice


def test_a_grievance_is_no_longer_taken_back_when_its_recipient_has_been_told(
    holding: Desk, clock: MovableClock
) -> None:
    bring_grievance(holding)
    clock.advance(timedelta(minutes=2))

    assert take_notice(holding, NoticeKind.GRIEVANCE) is not None
    with pytest.raises(Refused) as refused:
        holding.do_now(undo_result, by=KIM, number=1)

    assert refused.value.reason is Reason.UNDO_TOLD
    assert holding.do_now(see_home, by=JUNG).waiting
    assert call_row(holding).outcome == Outcome.GRIEVANCE_FILED


def test_what_audit_was_told_stays_with_audit_whatever_is_taken_back(holding: Desk, clock: MovableClock) -> None:
    bring_grievance(holding, ACCUSING, ACCUSATION)
    assert take_notice(holding, NoticeKind.GRIEVANCE) is not None  # audit does not wait

    clock.advance(timedelta(minutes=9))
    card = holding.do_now(undo_result, by=KIM, number=1)

    assert card.line.state is CallState.CLAIMED
    matter = holding.do_now(lambda unit: find_grievance(unit.session, 1))
    assert matter is not None
    assert (matter.track, matter.said_yes) == ("audit", True)
    file = holding.do_now(history.look_up_grievance, by=HAN, grievance_id=1)
    assert "taken_back" in repr(file)
    again = holding.do_now(filing.begin_filing, by=KIM, number=1, result=GRIEVANCE_RESULT, filing=QUESTION)
    assert again.filed_as == 2
    closed = holding.do_now(replying.close_mistaken, by=HAN, grievance_id=1)
    assert closed.result == "mistaken"


def test_a_slip_that_is_too_old_is_said_to_audit_alone(holding: Desk, clock: MovableClock) -> None:
    bring_grievance(holding, ACCUSING, ACCUSATION)
    clock.advance(timedelta(hours=2))

    with pytest.raises(Refused):
        holding.do_now(replying.close_mistaken, by=HAN, grievance_id=1)
    holding.do_now(say_mistaken, by=KIM, number=1)
    with pytest.raises(Refused):
        holding.do_now(say_mistaken, by=LEE, number=1)

    file = holding.do_now(history.look_up_grievance, by=HAN, grievance_id=1)
    assert file.card is not None
    assert file.card.is_mistaken
    assert holding.do_now(replying.close_mistaken, by=HAN, grievance_id=1).result == "mistaken"


def test_a_second_click_shows_the_card_once_more(holding: Desk) -> None:
    bring_grievance(holding)

    first, second = (holding.do_now(undo_result, by=KIM, number=1) for _ in range(2))

    assert first.code == second.code
    assert first.contact == second.contact
