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


def test_a_surname_stands_beside_the_name() -> None:
    assert placed("방문일,성,이름,연락처").surname == 1
    assert placed("방문일,성명,연락처").surname is None
