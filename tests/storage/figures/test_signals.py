"""Signals and improvements: stored once, decided once, done once."""

from datetime import timedelta

from bot.services.desk import Desk
from storage.figures.signals import (
    SignalState,
    add_improvement,
    add_signal,
    count_improvements,
    count_signals,
    decide_signal,
    done_improvements,
    find_signal,
    finish_improvement,
    improvement_on,
    new_signals,
    open_improvements,
)
from storage.figures.tables import Improvement, Signal
from tests.steps.builders import MONDAY, NOVEMBER, OH, seoul
from tests.steps.desks import in_session

NOW = seoul(MONDAY, 10)


def add(desk: Desk) -> int | None:
    """Store the signal of a week."""
    signal = Signal(
        week=MONDAY - timedelta(days=7),
        department="교통과",
        category="delay",
        count=9,
        mean=2,
        limit=6.2,
        weeks=10,
        state=SignalState.NEW.value,
    )
    return in_session(desk, add_signal, signal)


def improve(desk: Desk) -> None:
    """Ask somebody to do something about signal 1."""
    wanted = Improvement(
        signal_id=1, owner_id=1, due_on=MONDAY + timedelta(days=3), made_by=OH, made_at=NOW, sealed_words=b"words"
    )
    in_session(desk, add_improvement, wanted)


def test_a_week_has_one_signal_of_a_thing(morning: Desk) -> None:
    assert [add(morning), add(morning)] == [1, None]
    assert in_session(morning, count_signals) == 1


def test_a_signal_is_decided_once(morning: Desk) -> None:
    add(morning)

    decided = [
        in_session(morning, decide_signal, 1, state, OH, NOW)
        for state in (SignalState.DISMISSED, SignalState.IMPROVING)
    ]

    assert decided == [True, False]
    signal = in_session(morning, find_signal, 1)
    assert signal is not None
    assert (signal.state, signal.decided_by) == (SignalState.DISMISSED, OH)
    assert not in_session(morning, new_signals, most=10)


def test_an_improvement_is_open_until_it_is_done_once(morning: Desk) -> None:
    add(morning)
    improve(morning)
    due = [len(in_session(morning, open_improvements, MONDAY + timedelta(days=n))) for n in (2, 3)]

    done = [in_session(morning, finish_improvement, 1, NOW + timedelta(minutes=n)) for n in (1, 2)]

    assert (due, done) == ([0, 1], [True, False])
    assert not in_session(morning, open_improvements)
    assert in_session(morning, count_improvements, NOVEMBER) == (0, 1)
    [row] = in_session(morning, done_improvements, NOW, NOW + timedelta(days=1))
    found = in_session(morning, improvement_on, 1)
    assert found is not None
    assert row.id == found.id
