"""A station's own lines among those that ship."""

from bot.domain.station_tables import (
    DEPARTMENTS,
    PETITION_TYPES,
    Department,
    EarlierName,
    PetitionType,
    fold_word,
    with_own_departments,
    with_own_types,
)


def test_spellings_are_compared_without_blanks_marks_and_cases() -> None:
    assert fold_word(" 여성·청소년 과(lost) ") == fold_word("여성청소년과LOST")


def test_no_two_that_ship_share_a_word() -> None:
    words = [fold_word(word) for each in DEPARTMENTS for word in {each.name, *each.spellings}]

    assert len(words) == len(set(words))


def test_an_own_type_goes_first_takes_the_place_of_its_namesake_or_takes_it_out() -> None:
    own = [PetitionType("드론 신고", ("드론",)), PetitionType("운전면허", ("면허증",)), PetitionType("집회 신고", ())]

    types = {each.name: each.words for each in with_own_types(own, PETITION_TYPES)}

    assert next(iter(types)) == "드론 신고"
    assert types["운전면허"] == ("면허증",)
    assert "집회 신고" not in types
    assert len(types) == len(PETITION_TYPES)


def test_a_department_that_another_claims_brings_it_its_teams() -> None:
    own = [Department("큰수사과", ("수사과",), (EarlierName("옛수사과"),))]

    departments = {each.name: each for each in with_own_departments(own, DEPARTMENTS)}

    assert "수사과" not in departments
    teams = {word for each in DEPARTMENTS if each.name == "수사과" for word in each.spellings}
    assert teams <= set(departments["큰수사과"].spellings)


def test_without_lines_of_its_own_a_station_has_what_ships() -> None:
    assert with_own_types([], PETITION_TYPES) == PETITION_TYPES
    assert with_own_departments([], DEPARTMENTS) == DEPARTMENTS
