"""What a seed's day is: a list of steps, each with dice of its own, so that leaving one out changes no other."""

from dataclasses import dataclass
from random import Random

from tests.simulation.deeds import DEEDS
from tests.simulation.troubles import TROUBLES
from tests.simulation.universe import STRANGER
from tests.steps.builders import CHOI, HAN, JUNG, KIM, LEE, OH, PARK, SWITCH, YOON

STEPS_AN_HOUR = 8
HOURS = 4.0
OPERATORS = (KIM, LEE, PARK)
EVERYBODY = (*OPERATORS * 3, JUNG, JUNG, CHOI, CHOI, YOON, HAN, OH, OH, SWITCH, STRANGER)
PAUSES = (0.0, 0.0, 0.005, 0.02, 0.1, 0.5, 2.0)
"""Seconds: what follows within one another meets on the way."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what is done by whom, how many seconds after the last one began, and whether that is waited for."""

    nth: int
    what: str
    by: str
    pause: float
    waits: bool
    dice: int

    def __str__(self) -> str:
        """Write it as a line of a story."""
        return f"{self.nth:3} {'   ' if self.waits else '|| '}{self.by:11}{self.what} (+{self.pause:g} s)"


def story_of(seed: int, hours: float = HOURS) -> tuple[Step, ...]:
    """Draw the story of a seed."""
    dice = Random(f"story {seed}")  # noqa: S311 — draws deeds, guards nothing
    names = list({**DEEDS, **TROUBLES})
    weights = [each.weight for each in (*DEEDS.values(), *TROUBLES.values())]
    steps = [Step(0, "a_list_comes", dice.choice(OPERATORS), 0.0, True, dice.getrandbits(32))]
    steps += [Step(1, "the_morning_comes", OH, 0.5, True, dice.getrandbits(32))]
    for nth in range(2, 2 + max(1, round(hours * STEPS_AN_HOUR))):
        (what,) = dice.choices(names, weights)
        who = OPERATORS if what in DEEDS and DEEDS[what].of_operators else EVERYBODY
        steps.append(Step(nth, what, dice.choice(who), dice.choice(PAUSES), dice.random() < 0.6, dice.getrandbits(32)))
    return tuple(steps)


PLANTED = tuple(
    Step(nth, what, KIM, 0.0, waits=True, dice=nth)
    for nth, what in enumerate(("claims", "posts_land_late", "a_list_comes", "the_morning_comes"))
)
"""A day in which a message stands twice where a lease is shorter than requests last."""


def mode_of(seed: int) -> str:
    """Return how Slack reaches the bot: every fourth seed by HTTP."""
    return "http" if seed % 4 == 3 else "socket"
