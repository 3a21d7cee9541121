"""Names of visits, counted and read."""

from bot.services.desk import Desk
from storage.keeping.purging import purge_petitioner
from storage.lists.names import newest_visits, sealed_words, visits_by_name
from storage.people.queries import find_petitioner
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


def test_words_of_lists_are_read_sealed_and_not_of_people_who_were_purged(
    morning: Desk,
) -> None:
    bring_list(morning, [visitor(4, 민원종류="환부")])
    purged = in_session(morning, find_petitioner, 1)
    in_session(morning, purge_petitioner, 1, morning.now())

    words = in_session(morning, sealed_words, FRIDAY)

    assert len(words) == 3
    assert purged.phone_hash not in {each.person for each in words}
    assert "환부" in morning.secrets.open_if(words[-1].sealed_listed)
    assert not in_session(morning, sealed_words, MONDAY)
