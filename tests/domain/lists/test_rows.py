"""Why no list can be made of a file."""

from bot.domain.lists.rows import ListProblem, UnreadableList
from tests.steps.vectors import every


@every("problem", ListProblem)
def test_an_unreadable_list_says_its_problem_and_nothing_of_the_file(problem: ListProblem) -> None:
    assert str(UnreadableList(problem)) == problem.value
