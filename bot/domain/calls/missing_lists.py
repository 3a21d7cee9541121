"""Whether the list for a day's board has come (rule book §3, morning queue)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class ListArrival:
    """A list that was imported. `joined_board`: of its calls some joined the board that stood already that day.

    `is_of_board`: it brought a visit, called or not, of the days that the new board covers. `is_waiting`: nobody has
    said yet that it is meant as it was read.
    """

    day: date
    joined_board: bool
    is_of_board: bool
    is_waiting: bool = False


class ListState(StrEnum):
    """How it stands with the list of a board."""

    COME = "come"
    WAITS = "waits"
    MISSING = "missing"


def state_of_list(arrivals: Iterable[ListArrival], board_day: date) -> ListState:
    """Tell by the lists that came since the board before whether one is for this board: an empty one is too.

    One that came on an earlier day and brought only what that day's board still lacked was late for that one.
    """
    meant = [each for each in arrivals if each.day == board_day or each.is_of_board or not each.joined_board]
    if any(not each.is_waiting for each in meant):
        return ListState.COME
    return ListState.WAITS if meant else ListState.MISSING
