"""Bytes that nobody sensible would send."""

import random
import time
from collections.abc import Callable

import pytest

MINUTE = 60


LENGTHS = [3, pytest.param(5 * MINUTE, marks=pytest.mark.slow)]
"""Seconds: a taste in the ordinary suite, ten minutes in all in the slow one."""


def mutated(source: bytes, chance: random.Random) -> bytes:
    """Flip, cut, double and put in bytes."""
    data = bytearray(source)
    for _ in range(chance.randint(0, 8)):
        at = chance.randint(0, len(data))
        match chance.randint(0, 3):
            case 0:
                data[at:at] = chance.randbytes(chance.randint(1, 30))
            case 1:
                del data[at : at + chance.randint(1, 40)]
            case 2:
                data[at:at] = data[: chance.randint(0, 200)]
            case _ if data:
                data[at % len(data)] = chance.randrange(256)
    return bytes(data)


def rounds(seconds: float) -> Callable[[], bool]:
    """Return a check whether there is time for one more."""
    until = time.monotonic() + seconds
    return lambda: time.monotonic() < until
