"""The moves of the rule book's tables are those of the code, each with its states: none missing, none more."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

import bot.domain
from bot.domain.calls.states import TRANSITIONS as MOVES_OF_CALLS
from bot.domain.calls.states import CallState, Move
from bot.domain.grievances.states import TRANSITIONS as MOVES_OF_GRIEVANCES
from bot.domain.grievances.states import GrievanceMove, GrievanceState

BOOK = (Path(bot.domain.__path__[0]) / "README.md").read_text(encoding="utf-8")
BEGINS = "–"
STAYS = "↻"

CALLS: Mapping[str, Move | None] = {
    "import": None,  # how a call begins
    "`/claim`, `/claim n`, button": Move.CLAIM,
    "`/release`": Move.RELEASE,
    "the bot: untouched": Move.RELEASE,
    "a result that asks for another attempt": Move.SCHEDULE,
    "a result": Move.CLOSE,
    "due time": Move.COME_DUE,
    "end of the day on which the window ends": Move.GIVE_UP,
    "supervisor's `exclude`": Move.GIVE_UP,
    "a newer list that excludes": Move.WITHDRAW,
    "a newer list that says otherwise": Move.READMIT,
    "the petitioner comes to us": Move.CLAIM,
    "the same, within": Move.TAKE_IN,
    "`/lookup` hit": Move.CALL_IN,
    "supervisor's `reopen`": Move.REOPEN,
    "whoever entered the result: undo": Move.UNDO,
}
"""By whom a row says that it is done, as it begins → the move. The longest beginning that fits is meant."""

GRIEVANCES: Mapping[str, tuple[GrievanceMove, ...]] = {
    "operator, in the close form": (),  # how a grievance begins
    "recipient: not mine": (GrievanceMove.DECLINE, GrievanceMove.ROUTE),
    "the bot: the recipient can no longer be reached": (GrievanceMove.REROUTE,),
    'audit: "감사 사안 아님"': (GrievanceMove.HAND_ON,),
    "recipient, or a supervisor": (GrievanceMove.DELAY,),
    "operator who filed it, by recording the reply": (GrievanceMove.CLOSE,),
    "the same, with the petitioner's words": (GrievanceMove.WITHDRAW,),
    "the same: the petitioner is not satisfied": (),  # the next round begins
}
RECIPIENTS = {"acknowledged": GrievanceMove.ACKNOWLEDGE, "answered": GrievanceMove.ANSWER}
"""What the recipient does, where the row says no more, by where it leads."""


def rows_of(section: str) -> list[tuple[str, str]]:
    """The rows of a section's table of moves: from → to, and by whom."""
    words = BOOK.partition(f"\n## §{section} ")[2].partition("\n| from → to | by |")[2].partition("\n\n")[0]
    cells = [line.strip("|").split("|") for line in words.splitlines()[2:]]
    return [(row[0].strip(), row[1].strip()) for row in cells]


def steps(written: str) -> list[str]:
    """Return the places of "a, b (c) → d (`e`)", without what stands in brackets."""
    return [re.sub(r"\s*\(.*?\)", "", each).strip() for each in written.split("→")]


def test_every_row_of_the_calls_is_a_move_with_its_states_and_every_move_a_row() -> None:
    sources: dict[Move, set[str]] = {}
    targets: dict[Move, set[str]] = {}
    for written, by in rows_of("4"):
        start, end = steps(written)
        move = CALLS[max((each for each in CALLS if by.startswith(each)), key=len)]
        if move is None:
            assert (start, end) == (BEGINS, CallState.QUEUED)
            continue
        sources.setdefault(move, set()).update(start.split(", "))
        targets.setdefault(move, set()).add(end)

    assert sources == {move: set(each.sources) for move, each in MOVES_OF_CALLS.items()}
    assert targets == {move: {each.target} for move, each in MOVES_OF_CALLS.items()}


def grievance_moves(written: str, by: str) -> list[tuple[GrievanceMove, set[str], str]]:
    """Return the moves of a row, each with its sources and its target."""
    if STAYS in written:
        state = written.partition(STAYS)[0].strip()
        return [(GrievanceMove.DELAY, {state}, state)]
    places = steps(written)
    moves = (RECIPIENTS[places[-1]],) if by == "recipient" else GRIEVANCES[_meant(by)]
    return [(move, sources(places[nth]), places[nth + 1]) for nth, move in enumerate(moves)]


def sources(place: str) -> set[str]:
    """Return the states that "a, b" or "any but a" names."""
    _, is_any, but = place.rpartition("any but ")
    return {state.value for state in GrievanceState} - {but} if is_any else {*place.split(", ")}


def _meant(by: str) -> str:
    return next(each for each in GRIEVANCES if by.startswith(each))


def test_every_row_of_the_grievances_is_a_move_with_its_states_and_every_move_a_row() -> None:
    found = [each for row in rows_of("5") for each in grievance_moves(*row)]

    assert {move: (sources, target) for move, sources, target in found} == {
        move: (set(each.sources), each.target) for move, each in MOVES_OF_GRIEVANCES.items()
    }
    assert len(found) == len(MOVES_OF_GRIEVANCES)


@pytest.mark.parametrize("beginnings", [CALLS, GRIEVANCES])
def test_every_beginning_stands_in_a_row(beginnings: Mapping[str, object]) -> None:
    written = [by for section in ("4", "5") for _, by in rows_of(section)]

    assert not [each for each in beginnings if not any(by.startswith(each) for by in written)]
