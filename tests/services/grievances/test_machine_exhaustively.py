"""Every state that a grievance can be in, whoever is there or not: reached by the real rules, and none is a trap."""

import random
import shutil
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from bot.clock import MovableClock
from bot.domain.calendar import SEOUL, WorkingCalendar
from bot.domain.grievances.kinds import GrievanceLane, Track
from bot.domain.grievances.reminders import GrievanceTimes, Reminder, standing_reminders
from bot.domain.grievances.states import GrievanceMove, GrievanceState
from bot.services.desk import Desk
from bot.services.unit import Unit
from tests.steps.builders import MONDAY, seoul
from tests.steps.desks import make_desk
from tests.steps.exploring import Explored, explore
from tests.steps.grievance_machine import (
    GONE,
    SUBJECT,
    Bounds,
    Directory,
    Machine,
    Matter,
    Step,
    hire_five,
)
from tests.steps.grievance_replay import Replay

CALL = 2
"""Of which the list names nobody who is in the directory."""
MOVED = {GrievanceMove.DELAY, GrievanceMove.HAND_ON, "again"}
"""What moves a due date. The last two begin a period of their own."""
WAYS, LONGEST_WAY = 5, 8
LATER = timedelta(days=400)
SMALL = (
    Bounds(rounds=2, extensions=1, pauses=1, missing=0, ends=False),
    Bounds(rounds=1, declines=0, extensions=0, pauses=0, missing=1, ends=False),
)
WIDE = (
    Bounds(missing=0),  # everything that can be done, while everybody is there
    Bounds(missing=1, rounds=2, extensions=1, pauses=1, ends=False),
    Bounds(missing=2, rounds=2, extensions=0, pauses=0),
    Bounds(missing=2, rounds=3, declines=0, extensions=0, pauses=0),
)


@pytest.fixture
def desk(morning_file: Path, tmp_path: Path, clock: MovableClock) -> Iterator[Desk]:
    """A Monday morning with five people on whom it depends, on SQLite: rules are the same on both."""
    desk = make_desk(f"sqlite:///{shutil.copy(morning_file, tmp_path / 'cleancall.db')}", clock)
    clock.set(seoul(MONDAY, 9, 40))
    hire_five(desk)
    yield desk
    desk.close()


class Checked:
    """A machine whose every step is checked."""

    def __init__(self, directory: Directory, calendar: WorkingCalendar, bounds: Bounds) -> None:
        self.machine = Machine(directory, calendar, bounds)
        self._calendar = calendar

    def explored(self) -> Explored[Matter]:
        """Go everywhere."""
        return explore(self.machine.beginnings(), self.machine.steps, self.check)

    def check(self, before: Matter, step: Step) -> None:
        """Check what holds of every state, and of every step."""
        after = step.after
        self._check_readers(after)
        self._check_day(before, step)
        if after.track is Track.AUDIT:
            assert after.recipient is None
        elif after.state in {GrievanceState.ROUTED, GrievanceState.ACKNOWLEDGED}:
            self._check_recipient(after, step)
        if after.state is GrievanceState.CLOSED and before.state is GrievanceState.CLOSED:
            assert step.move in {"here", "away", "gone"}, "nothing more happens to it"

    def _check_readers(self, matter: Matter) -> None:
        if matter.track is Track.AUDIT:
            readers = self.machine.holders(matter)
            assert SUBJECT.get(matter.concern) not in readers, "whom it accuses never reads it"
            assert matter.answered_before not in readers or len(readers) == 1, "rather than nobody"

    def _check_recipient(self, matter: Matter, step: Step) -> None:
        assert matter.recipient is not None, "it is with somebody"
        assert matter.recipient not in matter.refused, "nobody gets back what they said is not theirs"
        if matter.lane is GrievanceLane.HEAD:
            assert matter.recipient != SUBJECT.get(matter.concern), "no subject has a complaint about manner"
        if step.move in {GrievanceMove.DECLINE, GrievanceMove.REROUTE, GrievanceMove.HAND_ON}:
            assert matter.people[matter.recipient] is not GONE, "who gets it can be written to"

    def _check_day(self, before: Matter, step: Step) -> None:
        after = step.after
        if step.move not in MOVED:
            assert after.due == before.due, "no due date moves but by its rule"
        elif step.move == GrievanceMove.DELAY:
            longest = self._calendar.add_working_days(before.due, before.length)
            assert before.day <= before.due <= after.due <= longest + timedelta(days=14)
            assert (after.extensions + after.pauses) - (before.extensions + before.pauses) == 1
        else:
            assert (after.extensions, after.pauses, after.day) == (0, 0, after.day)
            assert after.due == self._calendar.due_in_days(after.day, after.length)


def obligations(matter: Matter, at: datetime, calendar: WorkingCalendar) -> list[Reminder]:
    """Return of what people are reminded at a moment."""
    filed = datetime.combine(matter.day - timedelta(days=30), time(9), SEOUL)
    times = GrievanceTimes(state=matter.state, filed_at=filed, routed_at=filed, due_on=matter.due)
    return standing_reminders(times, at, calendar)


def is_closed(matter: Matter) -> bool:
    """Check whether it is at its end."""
    return matter.state is GrievanceState.CLOSED


def check_all(unit: Unit, within: Iterable[Bounds]) -> list[Explored[Matter]]:
    """Go everywhere within each of some bounds."""
    directory = Directory(unit, CALL)
    return [checked(Checked(directory, unit.calendar, bounds), unit.calendar, bounds) for bounds in within]


def checked(machine: Checked, calendar: WorkingCalendar, bounds: Bounds) -> Explored[Matter]:
    """Go everywhere, and check that every state comes to an end."""
    found = machine.explored()

    for matter in found.states:
        later = datetime.combine(matter.due, time(), SEOUL) + LATER
        reminded = obligations(matter, later, calendar)
        assert (not reminded) if matter.state is GrievanceState.CLOSED else Reminder.OVERDUE in reminded
    trapped = found.without_end(is_closed, leaving_out={"here"})
    assert not [each for each in trapped if each.track is Track.ORDINARY or machine.machine.holders(each)]
    assert not found.without_end(is_closed), "when somebody comes back, it goes on"
    if not bounds.missing:
        assert not trapped, "while everybody is there, nothing stands still"
    return found


def every_move(explored: Iterable[Explored[Matter]]) -> set[str]:
    """Return all that happened; what is declined is routed in the same breath."""
    return {move for each in explored for move, _, _ in each.arrows} | {GrievanceMove.ROUTE}


def test_every_state_comes_to_an_end_and_nothing_breaks_a_rule_on_the_way(desk: Desk) -> None:
    explored = desk.do_now(check_all, within=SMALL)

    assert every_move(explored) >= {*GrievanceMove}


@pytest.mark.parametrize("seed", [22, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(20))])
def test_the_use_cases_go_where_the_machine_goes_and_refuse_whom_it_refuses(
    desk: Desk, morning_file: Path, tmp_path: Path, seed: int
) -> None:
    def go(unit: Unit) -> None:
        for number, (machine, way) in enumerate(some_ways(unit, WAYS, seed)):
            fresh = shutil.copy(morning_file, tmp_path / f"{number}.db")
            with Replay(f"sqlite:///{fresh}", CALL) as replay:
                replay.go(way, machine)

    desk.do_now(go)


def some_ways(unit: Unit, count: int, seed: int) -> Iterator[tuple[Machine, list[Step]]]:
    """Wander through the machine: each way begins with how it was filed."""
    machine = Machine(Directory(unit, CALL), unit.calendar, Bounds())
    beginnings, chance = list(machine.beginnings()), random.Random(seed)  # noqa: S311 — examples, no secrets
    for _ in range(count):
        way = [Step("file", None, chance.choice(beginnings))]
        while len(way) < LONGEST_WAY:
            moves: dict[str, list[Step]] = {}
            for step in machine.steps(way[-1].after):
                moves.setdefault(step.move, []).append(step)
            way.append(chance.choice(moves[chance.choice(sorted(moves))]))
        yield machine, way


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_a_hundred_thousand_states_come_to_an_end_and_break_no_rule(desk: Desk) -> None:
    explored = desk.do_now(check_all, within=WIDE)
    states = set[Matter]().union(*(each.states for each in explored))

    counts = len(states), sum(each.transitions for each in explored)
    sys.stdout.write("{:,} states, {:,} transitions\n".format(*counts))  # what README names: pytest -s
    assert every_move(explored) >= {*GrievanceMove}
    assert len(states) >= 100_000
