"""Phones and names as people write them."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.keeping.names import clean_name, mask_name
from bot.domain.keeping.phones import PhoneResult, format_phone, read_phones

VECTORS = Path(__file__).parents[2] / "vectors"
PHONES = list(csv.DictReader((VECTORS / "phones.csv").open(encoding="utf-8")))
NAMES = list(csv.DictReader((VECTORS / "names.csv").open(encoding="utf-8")))
HANGUL = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1, max_size=8)


@pytest.mark.parametrize("vector", PHONES, ids=[vector["cell"] for vector in PHONES])
def test_phones_are_read_as_the_vectors_say(vector: dict[str, str]) -> None:
    reading = read_phones(vector["cell"])

    assert (reading.phone or "", reading.result) == (vector["phone"], vector["result"])


@pytest.mark.parametrize(
    ("cell", "phone"),
    [
        ("(010) 0000-1234", "01000001234"),
        ("+82 (0)10-0000-1234", "01000001234"),
        ("00700-82-10-0000-1234", "01000001234"),
        ("010‐0000–1234", "01000001234"),
        ("010ー0000ー1234", "01000001234"),
        ("0507-0000-1234", "050700001234"),
        ("휴대폰: 010-0000-1234", "01000001234"),
    ],
)
def test_other_ways_to_write_a_number_are_understood(cell: str, phone: str) -> None:
    assert read_phones(cell).phone == phone


@pytest.mark.parametrize("cell", ["010-0000-123", "010-0000-12345", "1577-0000", "110", "거부", "미상", "-", "", "0"])
def test_what_is_no_petitioners_number_is_no_phone(cell: str) -> None:
    assert read_phones(cell).result is PhoneResult.NO_PHONE


def test_the_first_mobile_is_taken_and_the_other_kept_as_alternate() -> None:
    reading = read_phones("02-000-1234, 010-0000-1234")

    assert (reading.phone, reading.alternate) == ("01000001234", "020001234")


def test_an_old_prefix_is_kept_but_flagged() -> None:
    reading = read_phones("011-000-1234")

    assert reading.phone == "0110001234"
    assert reading.old_prefix


@given(st.integers(1, 9999).map(lambda n: f"010-0000-{n:04}"))
def test_a_number_written_for_reading_is_read_as_itself(number: str) -> None:
    digits = read_phones(number).phone

    assert digits is not None
    assert format_phone(digits) == number
    assert read_phones(digits).phone == digits


@given(st.text(max_size=300))
def test_no_cell_breaks_the_reader(cell: str) -> None:
    reading = read_phones(cell)

    assert (reading.phone is None) == (reading.result in {PhoneResult.NO_PHONE, PhoneResult.THIRD_PARTY_PHONE})


@pytest.mark.parametrize("vector", NAMES, ids=[vector["name"] for vector in NAMES])
def test_names_are_masked_as_the_vectors_say(vector: dict[str, str]) -> None:
    assert mask_name(vector["name"]) == vector["masked"]


@given(HANGUL)
def test_a_mask_shows_at_most_the_first_and_the_last_letter(name: str) -> None:
    masked = mask_name(name)

    assert len(masked) == len(name)
    assert set(masked[1:-1]) <= {"*"}
    assert "*" in masked


@given(st.text(max_size=120))
def test_masking_twice_is_masking_once_and_breaks_on_nothing(name: str) -> None:
    once = mask_name(name)

    assert mask_name(once) == once
    assert len(once) <= len(clean_name(name))
