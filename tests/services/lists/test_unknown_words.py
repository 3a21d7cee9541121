"""Words of lists that no table knows: of many petitioners, never a name, and the reading is logged."""

from collections.abc import Sequence
from dataclasses import replace

from bot.clock import MovableClock
from bot.domain.keeping.diagnosis import NAMES_OF_DAYS
from bot.domain.lists.unknown_words import LEAST_PETITIONERS, UnknownWords, WordSeen
from bot.domain.roles import ADMIN, Role
from bot.domain.station_tables import DEPARTMENTS, PETITION_TYPES, Department, PetitionType
from bot.services.desk import Desk
from bot.services.lists.unknown_words import see_unknown_words
from tests.steps.builders import MONDAY, seoul, visitor
from tests.steps.desks import bring_list, hire, operator
from tests.steps.rows import purposes


def bring(desk: Desk, first: int, *, count: int = LEAST_PETITIONERS, **facts: str) -> None:
    """So many visitors whose rows say the same."""
    bring_list(desk, [visitor(number, **facts) for number in range(first, first + count)])


def seen(desk: Desk) -> UnknownWords:
    """What the administrator is shown."""
    return desk.do_now(see_unknown_words, by=ADMIN)


def words(found: Sequence[WordSeen]) -> list[tuple[str, int]]:
    """Words with their counts."""
    return [(each.word, each.people) for each in found]


def test_words_that_fell_to_no_table_are_shown_with_the_petitioners_they_stand_beside(desk: Desk) -> None:
    bring(desk, 1, 민원종류="압수물 환부 신청", 담당부서="민생침해팀")
    bring(desk, 11, count=6, 민원종류="유기견 신고", 담당부서="교통조사팀")
    bring(desk, 21, count=4, 민원종류="헌혈", 담당부서="홍보팀")

    found = seen(desk)

    assert (found.visits, words(found.departments.shown)) == (15, [("민생침해팀", 5)])
    assert words(found.types.shown) == [("신고", 6), ("유기견", 6), ("압수물", 5), ("환부", 5)]
    assert purposes(desk) == ["lists.words"]


def test_what_a_table_knows_by_now_is_not_shown(desk: Desk) -> None:
    bring(desk, 1, 민원종류="압수물 환부", 담당부서="민생침해팀")

    desk.station = replace(
        desk.station,
        petition_types=(PetitionType("압수물", ("압수물",)), *PETITION_TYPES),
        departments=(Department("민생침해팀"), *DEPARTMENTS),
    )

    assert (seen(desk).types.shown, seen(desk).departments.shown) == ((), ())


def test_names_numbers_and_what_victims_suffer_are_never_shown(desk: Desk) -> None:
    hire(desk, operator("U0A", name="조회", department="희망과", roles=[Role.OFFICER.value]))
    bring(desk, 1, 민원종류="홍길순 김철수 환부 조회 010-0000-1234", 담당부서="김철수팀 홍길순과", 성명="홍길순")
    bring(desk, 11, 민원종류="스토킹 상담 및 유실", 담당부서="교통과")

    found = seen(desk)

    assert words(found.types.shown) == [("환부", 5)]
    assert (found.types.hidden, found.departments.shown, found.departments.hidden) == (5, (), 2)


def test_departments_of_the_directory_are_shown_and_make_the_same_word_of_lists_known(desk: Desk) -> None:
    hire(
        desk,
        *(operator(f"U0{n}", name=f"직원{n}", department="행복나눔팀", roles=[Role.OFFICER.value]) for n in range(2)),
        operator("U0GONE", department="옛날팀", roles=[Role.OFFICER.value], active=False),
    )
    bring(desk, 1, 담당부서="행복나눔팀")

    found = seen(desk)

    assert words(found.units.shown) == [("행복나눔팀", 2)]
    assert words(found.departments.shown) == [("행복나눔팀", 5)]


def test_visits_of_longer_ago_are_not_read(desk: Desk, clock: MovableClock) -> None:
    bring(desk, 1, 민원종류="환부")
    clock.set(seoul(MONDAY + NAMES_OF_DAYS, 9))

    assert (seen(desk).visits, seen(desk).types.shown) == (0, ())
