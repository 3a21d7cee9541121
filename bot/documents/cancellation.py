"""Giving up a drawing: a thread cannot be ended from outside, so whoever draws asks now and then whether to go on."""

from collections.abc import Callable
from contextvars import ContextVar
from threading import Event
from typing import TypeVar

T = TypeVar("T")
_GIVEN_UP: ContextVar[Event] = ContextVar("given_up")


class Unwanted(Exception):
    """Nobody waits for the drawing any more."""


def draw_while_wanted(given_up: Event, draw: Callable[[], T]) -> T:
    """Draw something until it is given up. To be run in a context of its own, as `bot.background` does.

    Raises:
        Unwanted: it was given up meanwhile.
    """
    _GIVEN_UP.set(given_up)
    still_wanted()
    return draw()


def still_wanted() -> None:
    """Go on drawing, unless that was given up. Asked before whatever takes a tenth of a second.

    Raises:
        Unwanted: it was given up.
    """
    given_up = _GIVEN_UP.get(None)
    if given_up is not None and given_up.is_set():
        raise Unwanted
