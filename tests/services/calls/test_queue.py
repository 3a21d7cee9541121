"""`/queue`: what is mine, what comes next, how the day stands."""

import pytest

from bot.domain.calls.cards import BoardCounts
from bot.domain.calls.states import CallState
from bot.domain.refusals import Reason, Refused
from bot.services.calls import claiming
from bot.services.calls.queue import see_line, see_queue
from bot.services.desk import Desk
from tests.steps.builders import JUNG, KIM, LEE, OH
from tests.steps.desks import hire, operator


def test_people_see_their_own_calls_and_what_comes_next(morning: Desk) -> None:
    morning.do_now(claiming.claim_call, by=KIM, number=2)

    of_kim, of_lee = (morning.do_now(see_queue, by=who) for who in (KIM, LEE))

    assert [line.number for line in of_kim.mine] == [2]
    assert not of_lee.mine
    assert [line.number for line in of_lee.next] == [1, 3]
    assert (of_lee.tally.total, of_lee.tally.queued, of_lee.tally.claimed) == (3, 2, 1)


def test_before_the_first_board_there_is_nothing_to_call(desk: Desk) -> None:
    hire(desk, operator(KIM))

    queue = desk.do_now(see_queue, by=KIM)

    assert (queue.mine, queue.next) == ((), ())
    assert queue.tally == BoardCounts(total=0, queued=0, claimed=0, scheduled=0, closed=0)


def test_a_supervisor_may_look_and_an_officer_may_not(morning: Desk) -> None:
    assert morning.do_now(see_queue, by=OH).tally.total == 3
    with pytest.raises(Refused) as refused:
        morning.do_now(see_queue, by=JUNG)

    assert refused.value.reason is Reason.NOT_ALLOWED


def test_a_call_is_seen_by_its_number_as_it_stands_now(morning: Desk) -> None:
    morning.do_now(claiming.claim_call, by=KIM, number=2)

    line = morning.do_now(see_line, number=2)

    assert line is not None
    assert (line.state, line.claimed_by) == (CallState.CLAIMED, KIM)
    assert morning.do_now(see_line, number=99) is None
