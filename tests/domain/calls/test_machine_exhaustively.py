"""Every state that a call can be in: reached by the real rules, and none is a trap."""

import sys
from dataclasses import replace
from datetime import time

import pytest

from bot.domain.calendar import SEOUL
from bot.domain.calls.dispositions import RULES, Disposition, Next
from bot.domain.calls.retries import promise_problem
from bot.domain.calls.states import CallState, Move
from bot.domain.station import Station
from bot.settings import load_calendar
from tests.steps.call_machine import Call, CallBounds, CallMachine, Happened, in_order
from tests.steps.exploring import Explored, explore

STATION = Station(name="한빛경찰서", main_number="02-0000-0112")
ANYTHING = tuple(each for each in Disposition if RULES[each].next not in {Next.SURVEY, Next.PROMISED_TIME})
TWO = (Disposition.NO_ANSWER, Disposition.BUSY)


def explored(bounds: CallBounds, *, window: int) -> Explored[Call]:
    """Go everywhere within so many working days, and check every step."""
    station = replace(STATION, window_working_days=window)
    machine = CallMachine(station, load_calendar(), bounds)

    def check(before: Call, step: Happened) -> None:
        after = step.after
        assert (after.outcome is not None) == (after.state is CallState.CLOSED), "closed calls have one outcome"
        assert after.due is not None or after.state is not CallState.SCHEDULED, "what is scheduled has a time"
        assert after.due is None or after.state is not CallState.CLOSED, "what is closed has none"
        if after.is_excluded and after.state is CallState.QUEUED:
            assert after.is_promised, "who is excluded is phoned at a time that they asked for, and else never"
        assert in_order(after.attempts)
        if step.move == Move.SCHEDULE and after.is_promised:
            assert promise_problem(after.due, after.now, station, machine.calendar) is None
            assert after.due is not None
            assert time(9, 30) <= after.due.astimezone(SEOUL).time() <= time(20)
        elif step.move == Move.SCHEDULE:
            assert machine.keeps_its_distance(after), "the next attempt keeps every rule"
        if before.state is CallState.CLOSED:
            assert after.opened > before.opened or step.move == Move.UNDO, "what is closed comes back by a rule alone"

    return explore([machine.beginning()], machine.steps, check)


def is_closed(call: Call) -> bool:
    """Check whether it is at its end."""
    return call.state is CallState.CLOSED


def check_ends(found: Explored[Call], *, everything: bool = False) -> None:
    """Check that every state comes to an end, even if no list excludes anybody, and whether everything happens."""
    assert not found.without_end(is_closed, leaving_out={Move.WITHDRAW})
    assert not everything or {move for move, _, _ in found.arrows} >= {*Move}


def test_every_state_of_a_call_comes_to_an_end_and_nothing_breaks_a_rule_on_the_way() -> None:
    check_ends(explored(CallBounds(results=1), window=2), everything=True)
    check_ends(explored(CallBounds(dispositions=TWO, results=3, promises=0, opened=0), window=2))


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_a_hundred_thousand_states_of_a_call_come_to_an_end_and_break_no_rule() -> None:
    back = explored(CallBounds(dispositions=ANYTHING, results=2), window=2)
    tried = explored(CallBounds(promises=0, opened=0), window=3)

    check_ends(back, everything=True)
    check_ends(tried)
    counts = len({*back.states, *tried.states}), back.transitions + tried.transitions
    sys.stdout.write("{:,} states, {:,} transitions\n".format(*counts))  # what README names: pytest -s
    assert counts[0] >= 100_000
