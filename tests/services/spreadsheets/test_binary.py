"""Old and binary workbooks."""

from bot.domain.lists.rows import ListProblem
from bot.domain.lists.sheets import Untold
from tests.steps.list_files import FILES, problem_with, read_file


def test_a_format_that_cannot_tell_says_so() -> None:
    found = read_file((FILES / "merged-from-C5.xls").read_bytes(), "a.xls")

    assert set(found.sheets[0].untold) == set(Untold)


def test_a_length_of_time_that_no_calendar_holds_is_no_fault_of_ours() -> None:
    assert problem_with((FILES / "duration-cell.xls").read_bytes(), "a.xls") is ListProblem.BROKEN
