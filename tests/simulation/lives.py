"""Living the day of a seed: step by step, with the invariants; the same seed gives the same run."""

import asyncio
import gc
import hashlib
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from tests.simulation.deeds import DEEDS
from tests.simulation.evidence import Evidence
from tests.simulation.invariants import INVARIANTS, nobody_unanswered
from tests.simulation.scene import Scene
from tests.simulation.stories import Step, mode_of
from tests.simulation.troubles import TROUBLES, all_is_mended
from tests.simulation.universe import EIGHT, LEASE, Universe, be_silent, complete_the_simulator, universe

WORKS = {**DEEDS, **TROUBLES}
PATIENT = 0.85
"""How often somebody waits with what they want to do until the bot can be reached."""
COMES_OF_ITSELF = {"everything is delivered", "a list that was noted is answered"}
"""Invariants that need some time, once all is well."""
LONGEST_STEP, LONGEST_REST = 240.0, 240.0
"""Seconds of the universe."""


class Broken(Exception):
    """An invariant does not hold."""

    def __init__(self, name: str, words: str, nth: int | None) -> None:
        super().__init__(f"{name}: {words}")
        self.name, self.words, self.nth = name, words, nth


@dataclass
class Life:
    """What came of a seed's day. `trace` is the same whenever the seed is the same."""

    seed: int
    steps: int
    broken: Broken | None = None
    error: BaseException | None = None
    counts: Counter[str] = field(default_factory=Counter)
    events: Counter[str] = field(default_factory=Counter)
    draws: int = 0
    seconds: float = 0.0  # of this process
    trace: str = ""
    acts: list[str] = field(default_factory=list)


def live(
    seed: int, story: Sequence[Step], folder: Path, *, lease: float | None = None, with_trace: bool = False
) -> Life:
    """Live a day in a universe of its own. A lease shorter than requests last is a planted fault."""
    import simloom  # noqa: PLC0415 — where there is no simulator nothing here is run

    life, started = Life(seed, len(story)), time.process_time()

    async def day(world: Any) -> bool:
        async with universe(world, folder, LEASE if lease is None else lease, mode_of(seed)) as made:
            await _live(made, story, life)
        return True

    options = {"virtual_time": True, "seed_randomness": True, "raise_on_error": False, "on_unhandled": "record"}
    run = simloom.run(day, seed=seed, wall_epoch=EIGHT.timestamp(), gc_interval=0, **options)
    life.seconds, life.draws = time.process_time() - started, len(run.tape)
    if run.value is None and life.broken is None:  # else the end of killed tasks alone was untidy
        life.error = run.error
    if with_trace:
        life.trace = hashlib.sha256(f"{run.digest} {life.acts} {sorted(life.counts.items())}".encode()).hexdigest()
    return life


async def _live(made: Universe, story: Sequence[Step], life: Life) -> None:
    scene = Scene(made)
    evidence = Evidence(scene)
    try:
        made.start()
        await made.is_ready()
        await _play(scene, evidence, story)
        await _come_to_rest(scene, evidence)
        _check(evidence, None)
    except Broken as broken:
        life.broken = broken
    finally:
        life.events = evidence.walk.events
        life.acts = [str(each) for each in scene.acts]
        life.counts = scene.counts + Counter(acts=len(scene.acts), deaths=made.deaths, starts=made.born)
        life.counts["ended by itself"] = len(made.ended_by_itself)
        life.acts += made.ended_by_itself
        evidence.close()


async def _play(scene: Scene, evidence: Evidence, story: Sequence[Step]) -> None:
    under_way: list[asyncio.Task[None]] = []
    for step in story:
        scene.nth, dice = step.nth, Random(step.dice)  # noqa: S311 — draws deeds, guards nothing
        await asyncio.sleep(step.pause)
        if dice.random() < PATIENT:
            await scene.universe.is_reachable()
        task: asyncio.Task[None] = asyncio.create_task(WORKS[step.what].does(scene, step.by, dice))
        under_way.append(task)
        if step.waits:
            await asyncio.wait({task}, timeout=LONGEST_STEP)
        _check(evidence, step.nth)
        scene.told = evidence.walk.last
    done, late = await asyncio.wait(under_way, timeout=LONGEST_STEP)
    for each in late:
        each.cancel()
    for each in done:
        each.result()


def _check(evidence: Evidence, nth: int | None) -> None:
    evidence.read()
    for invariant in INVARIANTS:
        if invariant.each_step or nth is None:
            for words in invariant.check(evidence):
                raise Broken(invariant.name, words, nth)


async def _come_to_rest(scene: Scene, evidence: Evidence) -> None:
    """Mend everything, and wait until nothing that is due is under way."""
    await all_is_mended(scene)
    until = asyncio.get_running_loop().time() + LONGEST_REST
    await asyncio.sleep(3)
    await _let_come(evidence, until)
    await asyncio.sleep(1)
    scene.settle_answers()  # before the answers to what is asked now
    while asyncio.get_running_loop().time() < until and next(nobody_unanswered(evidence), None):
        await asyncio.sleep(2)  # an answer is tried again for 2.5 minutes
        scene.settle_answers()
    await scene.universe.is_reachable()
    for user in sorted({act.by for act in scene.acts}):
        await scene.asks_again(user)
        scene.look(user)
    await _let_come(evidence, until)  # what fell due meanwhile


async def _let_come(evidence: Evidence, until: float) -> None:
    waits = [each.check for each in INVARIANTS if each.name in COMES_OF_ITSELF]
    loop = asyncio.get_running_loop()
    while loop.time() < until and any(next(each(evidence), None) for each in waits):  # noqa: ASYNC110 — rows set no events
        await asyncio.sleep(2)


def prepare() -> None:
    """Make this process ready for many universes: no log, no garbage looked for among what is loaded."""
    be_silent()
    complete_the_simulator()
    gc.collect()
    gc.freeze()
