"""Which visit a row means that came before."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.lists.matching import VisitMark, find_known, is_misspelt

DAY = date(2026, 11, 20)
HONG = VisitMark(
    known_as="a", name_and_day="홍", day=DAY, name="홍길순", receipt="1", phone="1001", petition_type="교통사고"
)
BARE = replace(HONG, known_as="b", receipt="")
MARKS = st.builds(
    VisitMark,
    known_as=st.text("abcdef", min_size=1, max_size=2),
    name_and_day=st.sampled_from(["홍", "남"]),
    day=st.just(DAY),
    name=st.sampled_from(["홍길순", "홍길손", "남궁민수"]),
    receipt=st.sampled_from(["", "1", "2"]),
    phone=st.sampled_from(["", "1001", "1002"]),
    petition_type=st.sampled_from([None, "교통사고", "기타"]),
)


def test_what_says_just_the_same_is_the_same() -> None:
    assert find_known([HONG], [BARE, HONG]) == [(1,)]


@pytest.mark.parametrize(
    ("row", "known"),
    [
        (replace(BARE, petition_type="기타"), replace(BARE, known_as="k")),
        (replace(BARE, phone="1002"), replace(BARE, known_as="k")),
        (replace(BARE, phone="1002", petition_type=None), replace(BARE, known_as="k")),
        (replace(BARE, phone="1002", petition_type="기타"), replace(BARE, known_as="k", petition_type=None, phone="")),
        (BARE, replace(HONG, known_as="k")),
        (HONG, replace(BARE, known_as="k")),
    ],
    ids=["type", "phone", "no-type-in-the-list", "excluded-without-phone", "receipt-came-before", "receipt-came-later"],
)
def test_without_a_receipt_number_the_name_and_day_count_then_the_phone_else_the_type(
    row: VisitMark, known: VisitMark
) -> None:
    assert find_known([row], [known]) == [(0,)]


@pytest.mark.parametrize(
    "row",
    [
        replace(HONG, known_as="k", receipt="2"),
        replace(BARE, known_as="k", phone="1002", petition_type="기타"),
        replace(BARE, known_as="k", name_and_day="남"),
    ],
    ids=["another-receipt-number", "another-phone-and-type", "another-name-or-day"],
)
def test_another_visit_is_not_taken_for_it(row: VisitMark) -> None:
    assert find_known([row], [HONG]) == [()]


def test_where_several_fit_all_are_named() -> None:
    two = [replace(HONG, known_as="k1"), replace(HONG, known_as="k2", receipt="2", phone="1003")]

    assert find_known([replace(BARE, phone="1009")], two) == [(0, 1)]
    assert find_known([replace(BARE, phone="1003")], two) == [(1,)]


def test_a_visit_is_taken_for_one_row_alone() -> None:
    namesake = replace(BARE, known_as="n", phone="1002")

    assert find_known([namesake, BARE], [BARE]) == [(), (0,)]


@pytest.mark.parametrize(
    ("name", "other", "expected"),
    [
        ("홍길순", "홍길손", True),
        ("홍길순", "홍길", True),
        ("nguyenan", "nguyenvan", True),
        ("홍길순", "홍길순", False),
        ("홍길순", "홍민손", False),
        ("김", "이", False),
        ("홍길순", "순홍길", False),
    ],
)
def test_a_name_may_be_misspelt_by_a_letter(name: str, other: str, expected: bool) -> None:
    assert is_misspelt(name, other) is is_misspelt(other, name) is expected


def test_a_misspelt_name_of_one_receipt_number_day_and_phone_is_the_same_visit() -> None:
    row = replace(HONG, known_as="k", name="홍길손", name_and_day="손")

    assert find_known([row], [HONG]) == [(0,)]
    assert find_known([replace(row, phone="1002")], [HONG]) == [()]
    assert find_known([replace(row, phone="1000")], [HONG]) == [()]
    assert find_known([row, HONG], [HONG]) == [(), (0,)]


@given(st.lists(MARKS, max_size=6), st.lists(MARKS, max_size=6, unique_by=lambda mark: mark.known_as))
def test_no_visit_is_ever_two_rows(rows: list[VisitMark], known: list[VisitMark]) -> None:
    distinct = list({row.known_as: row for row in rows}.values())

    found = [places[0] for places in find_known(distinct, known) if len(places) == 1]

    assert len(found) == len(set(found))
