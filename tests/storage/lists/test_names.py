"""Names of visits, counted and read."""

from bot.services.desk import Desk
from storage.lists.names import newest_visits, visits_by_name
from tests.steps.builders import FRIDAY, MONDAY, visitor
from tests.steps.desks import bring_list, in_session


def test_visits_are_counted_by_the_names_they_are_shown_under(morning: Desk) -> None:
    bring_list(morning, [visitor(4, 담당부서="행복과", 민원종류="무엇인가")])

    assert in_session(morning, visits_by_name, FRIDAY) == {
        ("교통과", "교통사고"): 1,
        ("수사과", "교통사고"): 2,
        ("기타", "기타"): 1,
    }
    assert not in_session(morning, visits_by_name, MONDAY)


def test_the_newest_visits_come_first(morning: Desk) -> None:
    bring_list(morning, [visitor(4, 방문일시=f"{MONDAY}")])

    newest = in_session(morning, newest_visits, FRIDAY, most=2)

    assert [each.visited_on for each in newest] == [MONDAY, FRIDAY]
    assert len(in_session(morning, newest_visits, MONDAY, most=9)) == 1
