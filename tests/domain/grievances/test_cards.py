"""Until when something is due, as it is shown."""

from bot.domain.grievances.cards import Due
from tests.steps.builders import MONDAY, seoul


def test_a_moment_is_shown_where_there_is_one_else_the_day() -> None:
    assert Due(due_on=MONDAY).due == MONDAY
    assert Due(due_on=MONDAY, due_at=seoul(MONDAY, 13)).due == seoul(MONDAY, 13)
