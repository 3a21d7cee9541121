"""Phones as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.keeping.phones import PhoneResult, combine, format_phone, has_mobile, mask_phone, read_phones
from tests.steps.vectors import every, vectors_of

PHONES = vectors_of("phones.csv")
WITHOUT_NUMBER = {PhoneResult.NO_PHONE, PhoneResult.THIRD_PARTY_PHONE, PhoneResult.FOREIGN_PHONE}


@every("vector", PHONES)
def test_phones_are_read_as_the_vectors_say(vector: dict[str, str]) -> None:
    reading = read_phones(vector["cell"])

    assert (reading.phone or "", reading.result) == (vector["phone"], vector["result"])


@every(
    ("cell", "phone"),
    [
        ("(010) 0000-1234", "01000001234"),
        ("+82 (0)10-0000-1234", "01000001234"),
        ("00700-82-10-0000-1234", "01000001234"),
        ("010‐0000–1234", "01000001234"),
        ("010ー0000ー1234", "01000001234"),
        ("0507-0000-1234", "050700001234"),
        ("휴대폰: 010-0000-1234", "01000001234"),
        ("82-010-0000-1234", "01000001234"),
        ("00182-10-0000-1234", "01000001234"),
        ("031)000-1234", "0310001234"),
        ("010-00-001234", "01000001234"),
        ("010=0000=1234", "01000001234"),
        ("O10-0000-1234", "01000001234"),
        ("0l0-0000-1234", "01000001234"),
        ("1000001234.0", "01000001234"),
        ("1.000001234E+09", "01000001234"),
        ("2026-11-24 010-0000-1234", "01000001234"),
        ("1,000,001,234", "01000001234"),
        ("1588-1234 / 010-0000-1234", "01000001234"),
        ("02. 010-0000-1234", "01000001234"),
        ("02-123-4567~8", "021234567"),
        ("112, 010-0000-1234", "01000001234"),
    ],
)
def test_other_ways_to_write_a_number_are_understood(cell: str, phone: str) -> None:
    assert read_phones(cell).phone == phone


@every(
    "cell",
    ["010-0000-123", "010-0000-12345", "1577-0000", "110", "거부", "미상", "-", "", "0", "02-1234-567*", "021234567*",
     "20261124", "010-OOOO-1234", "010-12**-5678", "080-123-4567", "02-000-0000", "1.01E+10", "***-1234-5678"],
)  # fmt: skip
def test_what_is_no_petitioners_number_is_no_phone(cell: str) -> None:
    assert read_phones(cell).result is PhoneResult.NO_PHONE


def test_the_first_mobile_is_taken_and_the_other_kept_as_alternate() -> None:
    reading = read_phones("02-000-1234, 010-0000-1234")

    assert (reading.phone, reading.alternates) == ("01000001234", ("020001234",))


@every(
    ("cell", "number"),
    [
        ("본인 010-0000-1111 배우자 010-0000-2222", "01000001111"),
        ("본인: 010-0000-1111, 모: 010-0000-2222", "01000001111"),
        ("본인(010-0000-1111) 배우자(010-0000-2222)", "01000001111"),
        ("010-0000-1111 (모친 010-0000-2222)", "01000001111"),
        ("(모) 010-0000-2222 (본인) 010-0000-1111", "01000001111"),
        ("010-0000-1111\n본인\n010-0000-2222\n배우자", "01000001111"),
        ("010-0000-1111 배우자 010-0000-2222", None),
        ("010-0000-2222 / 배우자", None),
        ("모010-0000-2222", None),
        ("010-0000-2222 (본인 아님)", None),
        ("010-0000-2222 妻", None),
        ("wife 010-0000-2222", None),
        ("010-0000-2222 [법정대리인]", None),
    ],
)
def test_a_third_partys_number_is_never_dialled(cell: str, number: str | None) -> None:
    reading = read_phones(cell)

    assert (reading.phone, reading.alternates) == (number, ())
    assert number is not None or reading.result is PhoneResult.THIRD_PARTY_PHONE
    assert "01000002222" in reading.third_parties


@every(
    ("cell", "remark"),
    [
        ("010-0000-1111(본인)", "본인"),
        ("010-0000-1111 장애인, 문자만", "장애인, 문자만"),
        ("010-0000-1111 김지인", "김지인"),
        ("010-0000-1111 모두 가능", "모두 가능"),
        ("010-0000-1111 부재중 많음", "부재중 많음"),
        ("010-0000-1111 담당형사", "담당형사"),
        ("010-0000-1111 배우자 동행", "배우자 동행"),
        ("010-0000-1111 (남편에게 비밀)", "남편에게 비밀"),
        ("H:010-0000-1111", "H"),
        ("010-0000-1111(18시 이후)", "18시 이후"),
        ("010-0000-1111 14:00~18:00", "14:00~18:00"),
        ("☎010-0000-1111", ""),
        ("연락처제공동의 010-0000-1111", "연락처제공동의"),
    ],
)
def test_other_words_beside_a_number_are_kept_as_a_remark(cell: str, remark: str) -> None:
    reading = read_phones(cell)

    assert (reading.phone, reading.remark) == ("01000001111", remark)


@every(
    "cell",
    ["+84 91 234 56 78", "+86 10 1234 5678", "+86-010-1234-5678", "86 10 1234 5678", "0084 91 234 5678",
     "+1 (213) 555-1234",
     "001-1-213-555-1234", "84-91-234-5678", "62-812-3456-789", "베트남 0912345678"],
)  # fmt: skip
def test_a_foreign_number_is_never_taken_for_a_korean_one(cell: str) -> None:
    reading = read_phones(cell)

    assert (reading.phone, reading.result) == (None, PhoneResult.FOREIGN_PHONE)


def test_a_korean_number_beside_a_foreign_one_is_called() -> None:
    assert read_phones("+84 912345678 / 010-0000-1111").phone == "01000001111"
    assert read_phones("+84 912345678 010-0000-1111").phone == "01000001111"


def test_the_phone_cells_of_a_row_are_read_together() -> None:
    reading = combine(["02-000-1202", "010-0000-1202 (문자만)", "010-0000-1203", "010-0000-1204(모)", ""])

    assert reading.numbers == ("01000001202", "01000001203", "020001202")
    assert reading.third_parties == ("01000001204",)
    assert (reading.result, reading.remark) == (PhoneResult.OK_WITH_ALTERNATE, "문자만, 모")


def test_what_one_cell_calls_a_third_partys_number_is_not_dialled_from_another() -> None:
    reading = combine(["010-0000-1204", "010-0000-1204(모)"])

    assert (reading.phone, reading.result) == (None, PhoneResult.THIRD_PARTY_PHONE)


@pytest.mark.parametrize(
    ("cells", "result"),
    [
        (["없음", "1000001203"], PhoneResult.REPAIRED),
        (["없음", "+84 91 234 56 78"], PhoneResult.FOREIGN_PHONE),
        (["010-0000-1204(모)", "+84 91 234 56 78"], PhoneResult.THIRD_PARTY_PHONE),
        ([], PhoneResult.NO_PHONE),
    ],
)
def test_cells_without_a_number_say_why(cells: list[str], result: PhoneResult) -> None:
    assert combine(cells).result is result


def test_an_old_prefix_is_kept_but_flagged() -> None:
    reading = read_phones("011-000-1234")

    assert reading.phone == "0110001234"
    assert reading.old_prefix is True
    assert read_phones("010-0000-1234").old_prefix is False
    assert read_phones("미상").old_prefix is False


@pytest.mark.parametrize(
    ("digits", "masked"),
    [("01000001234", "010-****-1234"), ("0110001234", "011-***-1234"), ("020001234", "02-***-1234")],
)
def test_of_a_masked_number_the_middle_is_hidden(digits: str, masked: str) -> None:
    assert mask_phone(digits) == masked


@given(st.integers(1, 9999).map(lambda n: f"010-0000-{n:04}"))
def test_a_number_written_for_reading_is_read_as_itself(number: str) -> None:
    digits = read_phones(number).phone

    assert digits is not None
    assert format_phone(digits) == number
    assert read_phones(digits).phone == digits


@given(
    st.integers(1, 99_999_999).map(lambda n: f"010{n:08}"),
    st.sampled_from(
        ["{0}-{1}-{2}", "{0}.{1}.{2}", "{0} {1} {2}", "({0}) {1}-{2}", "{0}){1}-{2}", "{0}/{1}/{2}", "{0}{1}{2}"]
    ),
    st.sampled_from(["", "☎", "HP ", "본인 ", "연락처: ", "1) "]),
    st.sampled_from(["", " (문자만)", "(본인)", " 처리요망", "\n(오후 통화)", " 18시 이후", " 내선12"]),
)
def test_a_number_is_read_through_what_stands_around_it(digits: str, form: str, before: str, after: str) -> None:
    written = form.format(digits[:3], digits[3:7], digits[7:])

    assert read_phones(f"{before}{written}{after}").numbers == (digits,)


@given(st.text(max_size=300))
def test_no_cell_breaks_the_reader(cell: str) -> None:
    reading = read_phones(cell)

    assert (reading.phone is None) == (reading.result in WITHOUT_NUMBER)
    assert not set(reading.third_parties) & set(combine([cell]).numbers)


@pytest.mark.parametrize(
    ("digits", "can"),
    [("01000001234", True), ("0110001234", True), ("0200000112", False), ("07000001234", False), ("", False)],
)
def test_mobiles_alone_get_texts(digits: str, can: bool) -> None:
    assert has_mobile(digits) is can


@every(
    ("cell", "repaired"),
    [
        ("1000001001", True),
        ("010-0000-1001, 1000001002", False),
        ("1000001002, 010-0000-1001", True),
        ("1000001001 / 031-000-1234", True),
        ("31-000-1234 / 010-0000-1001", False),
        ("010-0000-1001 배우자 1000001002", False),
    ],
)
def test_only_the_number_that_is_dialled_first_can_be_a_repaired_one(cell: str, *, repaired: bool) -> None:
    assert read_phones(cell).repaired is repaired


def test_what_stands_far_behind_in_a_cell_is_not_read() -> None:
    assert read_phones("가" * 288 + " 01000001234").phone == "01000001234"
    assert read_phones("가" * 289 + " 01000001234").phone is None


def test_numbers_are_written_in_three_parts() -> None:
    assert [format_phone(each) for each in ("01000001234", "0200000112", "020001234", "050700001234")] == [
        "010-0000-1234",
        "02-0000-0112",
        "02-000-1234",
        "0507-0000-1234",
    ]


@every(
    ("cell", "numbers"),
    [
        ("010-0000-1201 → 010-0000-1202", ("01000001202",)),
        ("010-0000-1201 -> 02-000-1202", ("020001202",)),
        ("010-0000-1201(구번호) 010-0000-1202(신번호)", ("01000001202",)),
        ("010-0000-1201(결번) / 010-0000-1202", ("01000001202",)),
        ("구:010-0000-1201 신:010-0000-1202", ("01000001202",)),
        ("010-0000-1201(없는 번호)", ()),
        ("010-0000-1201(번호 변경)", ("01000001201",)),
    ],
)
def test_a_number_out_of_use_is_not_dialled(cell: str, numbers: tuple[str, ...]) -> None:
    reading = read_phones(cell)

    assert reading.numbers == numbers
    assert reading.result is (PhoneResult.OK if numbers else PhoneResult.NO_PHONE)


def test_numbers_may_be_known_for_third_parties_from_beside_their_cell() -> None:
    reading = read_phones("1000001201 / 010-0000-1202")

    assert reading.without(set()) is reading
    assert reading.without({"01000001201"}).numbers == ("01000001202",)
    assert not reading.without({"01000001201"}).repaired
    assert reading.without(set(reading.numbers)).result is PhoneResult.THIRD_PARTY_PHONE
