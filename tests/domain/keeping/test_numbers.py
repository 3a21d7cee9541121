"""Numbers among other digits of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.keeping.numbers import find_numbers, is_personal, prefix_length
from tests.steps.vectors import every


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


MINE, YOURS, FOREIGN = "01000001001", "01000001002", ""


@every(
    ("text", "digits"),
    [
        ("86 010-0000-1001", [FOREIGN]),
        ("86) 010-0000-1001", [FOREIGN]),
        ("86 10-0000-1001", [FOREIGN]),
        ("82 010-0000-1001", [MINE]),
        ("1. 010-0000-1001", [MINE]),
        ("7 010-0000-1001", [MINE]),
        ("12-010-0000-1001", []),
        ("123-010-0000-1001", []),
        ("12) 010-0000-1001", [MINE]),
        ("(12) 010-0000-1001", [MINE]),
        ("(420) 010-0000-1001", []),
        ("9) 010-0000-1001\n10) 010-0000-1002", [MINE, YOURS]),
        ("11) 010-0000-1001", [MINE]),
        ("12 010-0000-1001", [MINE]),
        ("10-1234-0012", ["01012340012"]),
        ("10-0012-1234", ["01000121234"]),
        ("1 010-0000-1001", [MINE]),
        ("1", []),
        ("7", []),
        ("20 123 45678", [FOREIGN]),
        ("010-00-001001/010-00-001002", [MINE, YOURS]),
        ("010-00-001001, 010-00-001002", [MINE, YOURS]),
        ("12 / 010-00-001001", [MINE]),
        ("010-00-001001 / 12", [MINE]),
        ("0 1 0 0 0 0 0 1 0 0 1", [MINE]),
        ("8-210-0000-1001", [MINE]),
        ("0212-34567", ["021234567"]),
        ("2-123-4567", ["021234567"]),
        ("0100000100112345678901", []),
        ("010-0000-0000", []),
        ("02-000-0000", []),
    ],
)
def test_a_code_before_a_number_and_gaps_in_it_are_understood(text: str, digits: list[str]) -> None:
    assert [number.digits for number in find_numbers(text)] == digits


@every(
    ("text", "digits"),
    [
        ("02-123-4567*", ["021234567"]),
        ("02-1234567*", []),
        ("021234567*", []),
        ("02-123-456*", []),
        ("1000001001*", [MINE]),
        ("*1000001001", []),
        ("*-1000001001", []),
        ("***1000001001", []),
        ("* / 1000001001", [MINE]),
        ("* 010-0000-1001", [MINE]),
        ("010-0000-1001*", [MINE]),
        ("31-000-1234 5", []),
        ("31-000-1234/5", ["0310001234"]),
        ("1000001001 1", [MINE]),
        ("010-0000-1001 2", [MINE]),
        ("02-123-4567/010-0000-1001", ["021234567", MINE]),
    ],
)
def test_what_is_hidden_or_goes_on_is_no_number(text: str, digits: list[str]) -> None:
    assert [number.digits for number in find_numbers(text)] == digits


@every(
    ("text", "digits"),
    [
        ("+1234567", [FOREIGN]),
        ("+123456", []),
        ("+123456789012345", [FOREIGN]),
        ("+1234567890123456", []),
        ("84 91234567", [FOREIGN]),
        ("84 9123456", []),
        ("84 912345678901", [FOREIGN]),
        ("84 9123456789012", []),
        ("84912345678", []),
        ("1 213 555 1234", [FOREIGN]),
        ("1 2135551234", [FOREIGN]),
        ("0084912345678", [FOREIGN]),
        ("000849123456", []),
        ("+82 10 0000 1001", [MINE]),
        ("00700 82 10 0000 1001", [MINE]),
        ("+84 912345678 010-0000-1001", [FOREIGN, MINE]),
        ("+84 912345 010-0000-1001", [FOREIGN]),
        ("010-0000-1001 / +84 912345678", [MINE, FOREIGN]),
        ("000 91234567", []),
        ("0 91234567", []),
        ("+84 9123456 010-0000-1001", [FOREIGN, MINE]),
        ("+84 91 / 010-0000-1001", [MINE]),
        ("+86 / 10-0000-1001", [MINE]),
        ("+84 912 345 / 678", [FOREIGN]),
        ("00 10-0000-1001", [FOREIGN]),
        ("+84 912345678 +86 1012345678", [FOREIGN, FOREIGN]),
    ],
)
def test_a_foreign_number_has_so_many_digits_and_ends_where_another_begins(text: str, digits: list[str]) -> None:
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
