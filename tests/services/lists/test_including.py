"""Whom supervisors let be called after all."""

from datetime import timedelta

import pytest

from bot.clock import MovableClock
from bot.domain.calls.inbound import HowCame
from bot.domain.calls.states import CallState
from bot.domain.lists.callers import Caller
from bot.domain.refusals import Reason, Refused
from bot.services.calls import claiming, supervising
from bot.services.desk import Desk
from bot.services.lists.callers import add_caller
from bot.services.lists.including import include_petitioner, include_visitor
from tests.steps.builders import KIM, OH, visitor
from tests.steps.desks import bring_list
from tests.steps.rows import call_row

WHY = "보호자가 통화를 원하심"


def exclude(desk: Desk, number: int) -> None:
    desk.do_now(supervising.exclude_petitioner, by=OH, number=number, until=None, reason="본인 요청")


def test_who_was_put_on_the_register_is_called_again_and_stands_in_the_queue(morning: Desk) -> None:
    exclude(morning, 2)

    card = morning.do_now(include_petitioner, by=OH, number=2, reason=WHY)

    assert card.line.state is CallState.QUEUED
    assert morning.do_now(claiming.claim_call, by=KIM, number=2).line.number == 2


def test_a_call_that_a_list_took_away_is_put_back_and_that_list_takes_it_away_no_more(morning: Desk) -> None:
    others = {"담당부서": "수사과", "담당자": "최형사", "비고": "스토킹 피해자"}
    bring_list(morning, [visitor(2, **others)])
    assert call_row(morning, 2).state == CallState.CLOSED

    morning.do_now(include_petitioner, by=OH, number=2, reason=WHY)

    assert bring_list(morning, [visitor(2, **others)]).known == 1
    assert call_row(morning, 2).state == CallState.QUEUED


def test_a_visitor_of_whom_nothing_is_kept_is_called_when_the_list_comes_again(morning: Desk) -> None:
    rows = [visitor(7, 비고="만 17세"), visitor(8, 비고="만 17세")]
    first, second = bring_list(morning, rows).protected
    assert [(note.row_no, note.reason) for note in (first, second)] == [(2, "minor"), (3, "minor")]

    morning.do_now(include_visitor, by=OH, exclusion=first.exclusion, reason=WHY)

    report = bring_list(morning, rows)
    assert (report.added, report.known) == (1, 1)
    assert bring_list(morning, rows).known == 2
    assert call_row(morning, 4).state == CallState.QUEUED


def test_who_came_to_us_and_was_not_to_be_phoned_stands_in_a_queue_where_they_can_be_claimed(morning: Desk) -> None:
    bring_list(morning, [visitor(8, 성명="강하늘", 연락처="010-0000-7001", 비고="만 17세")])
    caller = Caller(name="강하늘", phone="010-0000-7001", how=HowCame.PHONED)
    assert morning.do_now(add_caller, by=KIM, caller=caller).inbound_only
    morning.do_now(claiming.release_call, by=KIM, number=4)

    morning.do_now(include_petitioner, by=OH, number=4, reason=WHY)

    assert not morning.do_now(claiming.claim_call, by=KIM, number=4).inbound_only


def test_nothing_is_lifted_where_nothing_excludes(morning: Desk) -> None:
    with pytest.raises(Refused) as call:
        morning.do_now(include_petitioner, by=OH, number=2, reason=WHY)
    with pytest.raises(Refused) as row:
        morning.do_now(include_visitor, by=OH, exclusion=99, reason=WHY)

    assert (call.value.reason, row.value.reason) == (Reason.NOT_EXCLUDED, Reason.NO_SUCH_EXCLUSION)


@pytest.mark.parametrize(("reason", "why"), [(" ", Reason.REASON_MISSING), ("010-0000-1234", Reason.PERSONAL_NUMBER)])
def test_including_needs_a_reason_without_a_number(morning: Desk, reason: str, why: Reason) -> None:
    exclude(morning, 2)

    for deed, about in ((include_petitioner, {"number": 2}), (include_visitor, {"exclusion": 1})):
        with pytest.raises(Refused) as refused:
            morning.do_now(deed, by=OH, reason=reason, **about)  # type: ignore[arg-type]
        assert refused.value.reason is why


def test_who_is_taken_off_the_register_after_the_call_was_closed_is_called_by_lists_to_come(
    morning: Desk, clock: MovableClock
) -> None:
    exclude(morning, 2)
    clock.advance(timedelta(days=40))
    later = {"성명": "성춘향", "연락처": "010-0000-1002", "방문일시": "2027-01-01"}
    assert bring_list(morning, [visitor(12, **later)]).excluded == {"do_not_call": 1}

    morning.do_now(include_petitioner, by=OH, number=2, reason=WHY)

    assert bring_list(morning, [visitor(13, **later)]).merged == 1
