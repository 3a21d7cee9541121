"""Numbers among other digits of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.keeping.numbers import find_numbers, is_personal, prefix_length


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("010-0000-1001", ["01000001001"]),
        ("집 031-000-1234, 휴대폰 010 0000 1001", ["0310001234", "01000001001"]),
        ("+82-10-0000-1001", ["01000001001"]),
        ("접수번호 2026-00012", []),
        ("1588-1234", []),
        ("010-****-1001", []),
        ("+84 91 234 56 78", [""]),
    ],
)
def test_numbers_are_found_in_their_order_and_foreign_ones_without_digits(text: str, digits: list[str]) -> None:
    assert [number.digits for number in find_numbers(text)] == digits


def test_a_number_knows_where_it_stands_and_whether_its_zero_was_put_back() -> None:
    [whole] = find_numbers("전화 010-0000-1001 까지")
    [repaired] = find_numbers("1000001001")

    assert "전화 010-0000-1001 까지"[whole.start : whole.end] == "010-0000-1001"
    assert (whole.is_mobile, whole.repaired) == (True, False)
    assert (repaired.digits, repaired.repaired) == ("01000001001", True)


@pytest.mark.parametrize(
    ("digits", "expected"), [("01000001001", True), ("021234567", True), ("112", False), ("0801234567", False)]
)
def test_a_person_is_reached_at_some_numbers_and_an_office_at_others(digits: str, *, expected: bool) -> None:
    assert is_personal(digits) == expected


@given(st.text(max_size=80))
def test_whatever_is_found_can_be_dialled_or_is_foreign(text: str) -> None:
    assert all(is_personal(number.digits) for number in find_numbers(text) if number.digits)


@pytest.mark.parametrize(
    ("digits", "length"), [("0200000112", 2), ("0310000112", 3), ("01000001234", 3), ("050700001234", 4)]
)
def test_a_code_of_an_area_or_a_network_has_two_three_or_four_digits(digits: str, length: int) -> None:
    assert prefix_length(digits) == length
