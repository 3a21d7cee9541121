"""Which columns are read for what, where a header alone does not say it."""

from bot.domain.lists.columns import Column, meaning_of
from bot.domain.lists.places import Header, placed_header


def placed(words: str) -> Header:
    heads = words.split(",")
    header = placed_header([meaning_of(word) for word in heads], heads, 1)
    assert header is not None
    return header


def test_year_month_and_day_may_have_columns_of_their_own() -> None:
    assert placed("년,월,일,성명,연락처").day_parts == (0, 1, 2)
    assert placed("연번,월,일,성명,연락처").day_parts == (1, 2)
    assert placed("년,월,일,성명,연락처,일자").day_parts == (0, 1, 2)
    assert placed("일,월,성명,연락처").day_parts == ()


def test_a_number_may_go_on_in_the_next_two_columns() -> None:
    assert placed("성명,휴대폰,,,방문일").pieces == {1: (1, 2, 3)}
    assert placed("성명,휴대폰,휴대폰,휴대폰,방문일").pieces[1] == (1, 2, 3)
    assert placed("성명,휴대폰,,방문일").pieces == {}


def test_without_a_phone_column_the_one_without_a_head_beside_the_name_may_be_it() -> None:
    assert placed("성명,,방문일,용무").nameless == (1,)
    assert placed("성명,,연락처,방문일,용무").nameless == ()


def test_running_numbers_are_known_and_identify_nobody() -> None:
    header = placed("연번,성명,연락처,방문일")

    assert header.running == (0,)
    assert Column.RECEIPT_NO not in header.places


def test_a_list_of_staff_names_neither_when_nor_why_somebody_came() -> None:
    assert placed("성명,연락처,방문일").is_of_visits
    assert not placed("연번,성명,부서,연락처").is_of_visits


def test_a_column_of_names_is_told_as_such_whatever_stands_with_it() -> None:
    assert placed("방문일,성명(생년월일),연락처").seen[1].kind == Column.NAME
    assert placed("방문일,민원인(연락처),용무").seen[1].kind == Column.NAME


def test_a_surname_stands_beside_the_name() -> None:
    assert placed("방문일,성,이름,연락처").surname == 1
    assert placed("방문일,성명,연락처").surname is None


def test_where_a_whole_day_stands_in_one_column_that_is_read() -> None:
    assert placed("월,일,성명,연락처,접수일자").day_parts == ()
    assert placed("월,일,성명,연락처,접수일자").places[Column.VISITED_ON] == (4, 1)
    assert placed("월,일,성명,연락처,처리완료일").day_parts == (0, 1)


def test_a_day_of_completion_is_the_last_resort() -> None:
    assert placed("성명,연락처,처리완료일").places[Column.VISITED_ON] == (2,)
    assert placed("처리완료일,성명,연락처,접수일,방문일").places[Column.VISITED_ON] == (4, 3)


def test_a_number_in_pieces_goes_on_side_by_side_alone() -> None:
    assert placed("성명,방문일,휴대폰,,").pieces == {2: (2, 3, 4)}
    assert placed("성명,방문일,휴대폰,").pieces == {}
    assert placed("성명,휴대폰,,용무,,방문일").pieces == {}


def test_a_year_stands_beside_the_month_or_is_not_read() -> None:
    assert placed("년,성명,월,일,연락처").day_parts == (2, 3)
    assert placed("월,성명,일,연락처").day_parts == ()


def test_names_of_one_person_stand_side_by_side() -> None:
    assert placed("성명,성명,연락처,방문일").places[Column.NAME] == (0, 1)
    assert placed("성명,방문일,성명,연락처").places[Column.NAME] == (0,)
    assert placed("연번,성명,성명,방문일,성명,연락처").places[Column.NAME] == (1, 2)


def test_who_stands_beside_a_rank_or_a_unit_is_the_officer() -> None:
    before, after, unit = map(
        placed, ("성명,연락처,방문일,계급,성명", "성명,연락처,방문일,성명,계급", "성명,연락처,방문일,부서,성명")
    )

    assert (before.places[Column.OFFICER], after.places[Column.OFFICER], unit.places[Column.OFFICER]) == (
        (4,),
        (3,),
        (4,),
    )
    assert before.places[Column.NAME] == after.places[Column.NAME] == unit.places[Column.NAME] == (0,)
    assert Column.OFFICER not in placed("부서,성명,연락처,방문일").places


def test_a_number_is_theirs_whose_name_rank_or_unit_it_follows() -> None:
    assert placed("성명,방문일,연락처").places[Column.PHONE] == (2,)
    assert Column.PHONE not in placed("성명,방문일,담당부서,연락처").places
    assert placed("성명,담당부서,방문일,연락처").places[Column.PHONE] == (3,)
    assert Column.PHONE not in placed("성명,방문일,담당자,용무,연락처").places
    assert placed("성명,연락처,담당자,연락처,방문일").places[Column.PHONE] == (1,)
    assert placed("연락처,방문일,성명,용무").places[Column.PHONE] == (0,)
    assert placed("연락처,성명,휴대폰,방문일").places[Column.PHONE] == (2,)


def test_two_things_besides_the_name_make_a_header() -> None:
    def is_header(words: str) -> bool:
        heads = words.split(",")
        return placed_header([meaning_of(word) for word in heads], heads, 1) is not None

    assert is_header("성명,연락처")
    assert is_header("성명,방문일,용무")
    assert not is_header("성명,방문일")
    assert not is_header("연락처,방문일,용무")


def test_only_the_beginning_of_a_long_head_is_told() -> None:
    header = placed(f"성명,연락처,{'가' * 38}")

    assert [len(column.word) for column in header.seen] == [2, 3, 30]


def test_of_two_bare_names_the_one_beside_a_unit_is_the_officers() -> None:
    first, last, both = map(
        placed, ("부서,성명,방문일,성명,연락처", "성명,방문일,부서,성명,연락처", "부서,성명,방문일,부서,성명,연락처")
    )

    assert (first.places[Column.NAME], first.places[Column.OFFICER]) == ((3,), (1,))
    assert (last.places[Column.NAME], last.places[Column.OFFICER]) == ((0,), (3,))
    assert (both.places[Column.NAME], both.places[Column.OFFICER]) == ((1,), (4,))


def test_beside_a_named_petitioner_a_bare_name_is_read_for_nobody() -> None:
    header = placed("민원인,연락처,방문일,성명")

    assert header.places[Column.NAME] == (0,)
    assert Column.OFFICER not in header.places


def test_a_phone_that_says_whose_it_is_goes_before_one_that_does_not() -> None:
    assert placed("성명,연락처,민원인 휴대폰,방문일").places[Column.PHONE] == (2, 1)
    assert Column.PHONE not in placed("성명,방문일,상대방,연락처,용무").places


def test_columns_that_are_read_are_told_by_their_kind_and_others_by_their_words() -> None:
    header = placed("연번,성명,연락처,방문일,차량번호")

    assert [(each.letter, each.word, each.kind) for each in header.seen] == [
        ("A", "연번", ""),
        ("B", "성명", "petitioner_name"),
        ("C", "연락처", "phone"),
        ("D", "방문일", "visited_on"),
        ("E", "차량번호", ""),
    ]


def test_columns_of_numbers_that_identify_people_are_dropped_and_those_of_consent_known_by_their_words() -> None:
    header = placed("성명,주민번호,연락처,방문일,해피콜 동의")

    assert header.dropped == {1: "주민번호"}
    assert header.consents == {4: "해피콜동의"}


def test_where_the_officer_is_named_a_bare_name_beside_a_rank_is_the_petitioners() -> None:
    header = placed("계급,담당자,연락처,방문일,계급,성명")

    assert (header.places[Column.NAME], header.places[Column.OFFICER]) == ((5,), (1,))


def test_the_answers_that_a_head_names_are_parted() -> None:
    header = placed("성명,연락처,방문일,해피콜 (동의/거부),수신 거부,수신/거부,미성년(Y/N)")

    assert header.consents == {3: "해피콜/동의/거부", 4: "수신거부", 5: "수신/거부", 6: "미성년"}


def test_columns_that_may_hold_remarks_are_told_as_such_where_they_have_a_head() -> None:
    header = placed(",성명,연락처,방문일,통화기록,,차량번호,")

    assert (header.beside, header.last) == ((0, 4, 5), 6)
    assert [each.word for each in header.seen if each.kind == "note"] == ["통화기록"]
