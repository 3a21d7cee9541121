"""Finding the shortest story in which the same thing breaks: steps are left out as long as it still does."""

import time
from collections.abc import Callable, Sequence

from tests.simulation.stories import Step

Breaks = Callable[[Sequence[Step]], bool]


def shortest(story: Sequence[Step], breaks: Breaks, seconds: float) -> Sequence[Step]:
    """Return a shorter story that still breaks; nothing is tried any more after some seconds."""
    until, size = time.monotonic() + seconds, max(1, len(story) // 2)
    while size:
        at = 0
        while at < len(story) and time.monotonic() < until:
            shorter = [*story[:at], *story[at + size :]]
            if breaks(shorter):
                story = shorter
            else:
                at += size
        size //= 2
    return story
