"""Days under a simulator: what holds in them, that they come again with their seed, and that the machine can fail."""

from datetime import UTC, datetime

import pytest

from bot.domain.trail import Event
from storage.tables import Trail
from tests.simulation.evidence import Walk
from tests.simulation.shrinking import shortest
from tests.simulation.stories import Step, story_of
from tests.steps.builders import KIM, LEE
from tests.steps.simulator import simulated

ONE_DAY = 120
SLOW_SEEDS = 10_000
AT = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.mark.timeout(2 * ONE_DAY)
def test_a_day_under_the_simulator_comes_again_with_its_seed_and_a_planted_fault_is_found() -> None:
    """Seed 1: it files, and the matter had another number where SQLAlchemy had drawn its names before."""
    done = simulated("--check", "--first", "1", seconds=ONE_DAY)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "all held" in done.stdout
    assert "seed 1: no message stands twice" in done.stdout
    assert "the shortest story" in done.stdout


@pytest.mark.slow
@pytest.mark.timeout(12 * 3600)
def test_ten_thousand_days_hold() -> None:
    done = simulated("--seeds", str(SLOW_SEEDS), seconds=12 * 3600)

    assert done.returncode == 0, done.stdout[-5000:]


def test_a_story_is_its_seeds_and_a_step_keeps_its_dice_when_others_are_left_out() -> None:
    assert story_of(3) == story_of(3) != story_of(4)
    assert len({step.dice for step in story_of(3)}) == len(story_of(3))


def test_the_shortest_story_has_the_steps_alone_without_which_nothing_breaks() -> None:
    story = [Step(nth, "claims", KIM, 0, waits=True, dice=nth) for nth in range(20)]

    short = shortest(story, lambda some: {3, 11} <= {step.nth for step in some}, seconds=60)

    assert [step.nth for step in short] == [3, 11]


def test_a_second_claim_in_the_trail_breaks_one_owner_at_a_time() -> None:
    walk = Walk()
    for nth, (event, by) in enumerate([(Event.CALL_MADE, ""), (Event.CALL_CLAIMED, KIM), (Event.CALL_CLAIMED, LEE)]):
        walk.read(Trail(id=nth, at=AT, actor=by, event=event.value, subject="call:1", facts="{}", hash=""))

    assert [*walk.wrong] == ["legal states only", "one owner at a time"]
