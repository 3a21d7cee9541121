"""Days under a simulator: what holds in them, that they come again with their seed, and that the machine can fail."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.domain.trail import Event
from bot.sandbox.person import Shown
from bot.texts import load_texts
from bot.views.calls.queue import call_buttons
from storage.tables import Trail
from tests.simulation.evidence import Evidence, Walk
from tests.simulation.invariants import told_when_asking_again
from tests.simulation.scene import Scene
from tests.simulation.shrinking import shortest
from tests.simulation.stories import Step, story_of
from tests.steps.builders import KIM, LEE
from tests.steps.simulator import simulated

ONE_DAY = 120
SLOW_SEEDS = 10_000
AT = datetime(2026, 11, 23, tzinfo=UTC)
TEXTS = load_texts("ko")


@pytest.mark.long
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


@pytest.mark.parametrize(
    ("shown", "wrong"),
    [
        ([call_buttons(1, TEXTS)], []),
        ([call_buttons(2, TEXTS)], [f"{KIM} has call 1 and is not told so"]),
        (None, [f"{KIM} asks what they have and is not told"]),
    ],
    ids=["told", "of another call alone", "nothing at all"],
)
def test_who_asks_again_and_is_not_told_of_a_call_of_theirs_breaks_it(shown: Any, wrong: list[str]) -> None:
    evidence = Evidence(Scene(cast("Any", "no universe is needed")))
    evidence.calls = cast("Any", [SimpleNamespace(key=1, claimed_by=KIM)])
    evidence.scene.asked_again[KIM] = None if shown is None else Shown({"text": "대기열", "blocks": shown})

    assert [*told_when_asking_again(evidence)] == wrong
