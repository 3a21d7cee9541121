"""Live the days of many seeds under a deterministic simulator, and say what did not hold.

From the project's root, with Python 3.12 or later in an environment of its own (CONTRIBUTING, Simulation):

    .venv-sim/bin/python -m tests.simulation --seeds 200
    .venv-sim/bin/python -m tests.simulation --seed 17

The second lives one day again, tells its story and what was done, and if something breaks the shortest story of it.
"""

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HASH_SEED = "PYTHONHASHSEED"
MEMORY = Path("/dev/shm")  # noqa: S108 — Linux's file system in memory
TOO_SHORT = 0.05
"""Seconds of a lease that is shorter than requests last: a message will stand twice."""
SHRINKS = 120.0
"""Seconds for finding a shorter story."""


@dataclass
class Campaign:
    """Many seeds: what was done in all, and which did not hold."""

    folder: Path
    hours: float
    lease: float | None = None
    counts: Counter[str] = field(default_factory=Counter)
    events: Counter[str] = field(default_factory=Counter)
    bad: list[int] = field(default_factory=list)
    busy: float = 0.0

    def lives_a_day_of(self, seed: int, *, tells: bool, steps: str = "") -> None:
        """Live the day of a seed, or some steps of it."""
        from tests.simulation.stories import story_of  # noqa: PLC0415 — after the hash seed is set

        named = {int(nth) for nth in steps.split(",") if nth}
        story = [step for step in story_of(seed, self.hours) if not named or step.nth in named]
        self.lives(seed, story, tells=tells)

    def checks_itself(self, seed: int) -> bool:
        """Check that a day comes again with its seed, and that what a lease too short does to one is found."""
        from tests.simulation.lives import live  # noqa: PLC0415 — as above
        from tests.simulation.stories import PLANTED, story_of  # noqa: PLC0415 — as above

        one, again = (live(seed, story_of(seed, self.hours), self.folder, with_trace=True) for _ in range(2))
        say(f"seed {seed}: trace {one.trace}", f"again:  trace {again.trace}", one.broken or "all held")
        self.lease = TOO_SHORT
        self.lives(seed, PLANTED, tells=True)
        return one.trace == again.trace and one.broken is None and len(self.bad) == 1

    def lives(self, seed: int, story: Sequence[Any], *, tells: bool) -> None:
        """Live a day; of one that breaks say what, and how to see it again."""
        from tests.simulation.lives import live  # noqa: PLC0415 — as above

        life = live(seed, story, self.folder, lease=self.lease, with_trace=tells)
        self.busy += life.seconds
        self.events += life.events
        self.counts += life.counts + Counter(seeds=1, steps=life.steps)
        if tells:
            say(
                *story, *life.acts, f"{life.seconds:.2f} s, {life.draws} draws, {dict(life.counts)}, trace {life.trace}"
            )
        if life.error is not None:
            self.bad.append(seed)
            say(f"seed {seed}: the simulation itself failed: {life.error!r}")
            if tells:
                raise life.error
        if life.broken is not None:
            self.bad.append(seed)
            say(f"seed {seed}: {life.broken} (after step {life.broken.nth})")
            if tells or len(self.bad) == 1:
                self._shrinks(seed, story, life.broken.name)

    def _shrinks(self, seed: int, story: Sequence[Any], name: str) -> None:
        from tests.simulation.lives import live  # noqa: PLC0415 — as above
        from tests.simulation.shrinking import shortest  # noqa: PLC0415 — as above

        def breaks(shorter: Sequence[Any]) -> bool:
            broken = live(seed, shorter, self.folder, lease=self.lease).broken
            return broken is not None and broken.name == name

        short = shortest(story, breaks, SHRINKS)
        life = live(seed, short, self.folder, lease=self.lease)
        steps = ",".join(str(each.nth) for each in short)
        say("the shortest story:", *short, *life.acts, life.broken, f"again: --seed {seed} --steps {steps}")


def main() -> int:
    """Live the seeds; 1 when something did not hold."""
    if os.environ.get(HASH_SEED) != "0":  # the order of sets is chance that no seed chooses
        again = [sys.executable, "-m", "tests.simulation", *sys.argv[1:]]
        os.execve(sys.executable, again, {**os.environ, HASH_SEED: "0"})  # noqa: S606 — this program again
    asked = _arguments().parse_args()
    from tests.simulation.lives import prepare  # noqa: PLC0415 — as above

    begun, one = time.monotonic(), asked.seed is not None
    with tempfile.TemporaryDirectory(dir=MEMORY if os.access(MEMORY, os.W_OK) else None) as folder:
        prepare()
        campaign = Campaign(Path(folder), asked.hours)
        if asked.check:
            return 0 if campaign.checks_itself(asked.first) else 1
        for seed in [asked.seed] if one else range(asked.first, asked.first + asked.seeds):
            if asked.seconds and time.monotonic() - begun > asked.seconds:
                break
            campaign.lives_a_day_of(seed, tells=one, steps=asked.steps)
    done = ", ".join(f"{name} {count}" for name, count in sorted(campaign.counts.items()))
    say("in the trail: " + ", ".join(f"{event} {count}" for event, count in campaign.events.most_common()))
    say(f"{done}; {campaign.busy:.0f} s of work; bad: {campaign.bad or 'none'}")
    return 1 if campaign.bad else 0


def say(*lines: object) -> None:
    """Print lines, at once."""
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=str(__doc__).partition("\n")[0])
    parser.add_argument("--seeds", type=int, default=20, help="how many days")
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    parser.add_argument("--seed", type=int, help="one day alone, with its story")
    parser.add_argument("--steps", default="", help="of one day: these steps alone, as a shortest story names them")
    parser.add_argument("--hours", type=float, default=4.0, help="how long a day is")
    parser.add_argument("--seconds", type=float, default=0.0, help="begin no more days after so many seconds")
    parser.add_argument("--check", action="store_true", help="a day comes again, and a planted fault is found")
    return parser


if __name__ == "__main__":
    sys.exit(main())
