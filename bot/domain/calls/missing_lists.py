"""Whether the list for a day's board has come (rule book §3, morning queue)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class ListArrival:
    """A list that was imported. `joined_board`: of its calls some joined the board that stood already that day.

    `is_of_board`: it brought a visit, called or not, of the days that the new board covers.
    """

    day: date
    joined_board: bool
    is_of_board: bool


def has_list_come(arrivals: Iterable[ListArrival], board_day: date) -> bool:
    """Check whether one of the lists that came since the board before is for this board: an empty one is too.

    One that came on an earlier day and brought only what that day's board still lacked was late for that one.
    """
    return any(each.day == board_day or each.is_of_board or not each.joined_board for each in arrivals)
