"""What sums tell of numbers that are not shown."""

from math import inf

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.figures.solving import Line, bounds, solvable

TABLE = [Line("week", ["mon", "rest"]), Line("rest", ["tue", "wed"]), Line("mon", ["a", "b"]), Line("tue", ["c", "d"])]


def test_the_only_unknown_of_a_line_is_solved() -> None:
    assert solvable(TABLE, {"mon"}) == {"mon"}
    assert solvable(TABLE, {"mon", "a"}) == {"mon", "a"}
    assert solvable(TABLE, {"a", "b"}) == set()


def test_lines_together_solve_what_none_of_them_does() -> None:
    crossing = [Line("row 1", ["a", "b"]), Line("row 2", ["c", "d"]), Line("column 1", ["a", "c"]), Line("rest", ["b"])]

    assert solvable(crossing, {"a", "b", "c", "d"}) == {"a", "b", "c", "d"}
    assert solvable(crossing[:3], {"a", "b", "c", "d"}) == set()


def test_bounds_are_what_is_left_for_a_number() -> None:
    lines = [Line("total", ["a", "b"])]

    assert bounds(lines, {"total": 5}, {"a": (1, inf), "b": (1, inf)}) == {"a": (1, 4), "b": (1, 4)}
    assert bounds(lines, {"total": 2}, {"a": (1, inf), "b": (1, inf)}) == {"a": (1, 1), "b": (1, 1)}
    assert bounds(lines, {"b": 3}, {"a": (1, 2), "total": (0, inf)}) == {"a": (1, 2), "total": (4, 5)}


@given(st.lists(st.integers(0, 9), min_size=4, max_size=4), st.sets(st.sampled_from("abcd")))
def test_the_truth_lies_within_the_bounds(numbers: list[int], unknown: set[str]) -> None:
    truth = dict(zip("abcd", numbers, strict=True))
    truth |= {"ab": truth["a"] + truth["b"], "all": sum(numbers)}
    lines = [Line("ab", ["a", "b"]), Line("all", ["ab", "c", "d"])]
    known = {cell: number for cell, number in truth.items() if cell not in unknown}

    found = bounds(lines, known, dict.fromkeys(unknown, (0, inf)))

    assert all(low <= truth[cell] <= high for cell, (low, high) in found.items())
    assert all(found[cell][0] == found[cell][1] for cell in solvable(lines, unknown))


def test_a_total_that_is_a_part_of_another_is_solved_with_it() -> None:
    """What is left of a total and what is added to it tell both: a - b and a + b."""
    lines = [Line("a", ["b", "c"]), Line("d", ["a", "b"])]

    assert solvable(lines, {"a", "b"}) == {"a", "b"}
    assert solvable(lines[:1], {"a", "b"}) == set()
