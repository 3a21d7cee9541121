"""Visits: of one number one call, the oldest first; of the excluded only the reason."""

from bot.services.desk import Desk
from storage.lists.do_not_call import register_do_not_call
from storage.lists.visits import excluded_between, find_call_to_make, find_import, has_import_since, visits_of
from tests.steps.builders import FRIDAY, MONDAY, TUESDAY, seoul, visitor
from tests.steps.desks import bring_list, in_session
from tests.steps.rows import call_row

TWO_VISITS = [
    visitor(1, 방문일시="2026-11-20", 민원종류="교통사고"),
    visitor(1, 방문일시="2026-11-19", 민원종류="운전면허", 접수번호="2026-90001"),
]


def test_a_call_has_its_visits_oldest_first_and_shows_the_latest(desk: Desk) -> None:
    bring_list(desk, TWO_VISITS)

    visits = in_session(desk, visits_of, 1)

    assert [visit.petition_type for visit in visits] == ["운전면허", "교통사고"]
    assert (call_row(desk).visits, call_row(desk).petition_type) == (2, "교통사고")
    assert call_row(desk).visited_on == visits[0].visited_on


def test_a_call_to_make_is_read_with_its_visits_and_whether_a_number_is_registered(desk: Desk) -> None:
    bring_list(desk, [*TWO_VISITS, visitor(2)])
    hashed = desk.secrets.keyed_hash("01000001002")
    in_session(desk, register_do_not_call, hashed, "U0OH", seoul(MONDAY, 9), until=MONDAY)

    found = [in_session(desk, find_call_to_make, *asked) for asked in ((1, MONDAY), (2, MONDAY), (2, TUESDAY))]

    assert [each.is_registered for each in found if each] == [False, True, False]
    assert [[visit.petition_type for visit in each.visits] for each in found[:1] if each] == [["운전면허", "교통사고"]]
    assert in_session(desk, find_call_to_make, 3, MONDAY) is None


def test_who_is_not_called_is_counted_by_reason(desk: Desk) -> None:
    bring_list(desk, [visitor(1, 비고="스토킹"), visitor(2, 비고="연락 거부"), visitor(3)])

    assert in_session(desk, excluded_between, FRIDAY, FRIDAY) == {"refused_contact": 1, "victim_protection": 1}
    assert in_session(desk, excluded_between, MONDAY, MONDAY) == {}


def test_an_import_is_known_by_its_source(desk: Desk) -> None:
    bring_list(desk, [visitor(1)])

    assert in_session(desk, find_import, "nowhere") is None
    assert in_session(desk, has_import_since, seoul(FRIDAY, 0))
    assert not in_session(desk, has_import_since, seoul(MONDAY.replace(year=2030), 0))
