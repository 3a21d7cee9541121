"""Who is under 19 on the day, however birth and age are written (민법 §4)."""

from datetime import date
from typing import Any

from bot.domain.lists.ages import age_on, says_minor_by_years, without_birth
from bot.domain.lists.exclusions import RowWords, exclusion_of
from bot.domain.lists.rows import ExclusionReason
from tests.steps.builders import HEADER
from tests.steps.lists import ROW, read_list
from tests.steps.vectors import every

TODAY = date(2026, 11, 24)


@every(
    "cell",
    [
        "080315", "2008-03-15", "2008.3.15.", "08.03.15", "2008년 3월 15일", "20080315", "080315-3******",
        "2008-03-15 00:00:00", "2008년생", "08년생", "2008", "80315", "39522", "071125", "2007-11-25",
        "０８０３１５", "2010/12/31", "071125-3******", "20071125", "071125 (1)", "22.3.1", "26.1.1", "8.3.15",
        "2008 3 150",
    ],
)  # fmt: skip
def test_a_birth_of_less_than_19_years_ago_is_a_minors(cell: str) -> None:
    assert exclusion_of(RowWords(births=(cell,)), TODAY) == "minor"


@every(
    "cell",
    [
        "071124",
        "2007-11-24",
        "900101",
        "1990-01-01",
        "90.1.1",
        "55년생",
        "1955",
        "900101-1******",
        "",
        "-",
        "미상",
        "x",
        "1990년 1월 1일",
        "2007.9.30",
        "2007.10.5",
        "2007-10-05 00:00:00",
        "071124-3******",
        "20071124",
        "71124",
        "40.1.1",
    ],
)
def test_an_earlier_birth_or_none_is_no_minors(cell: str) -> None:
    assert exclusion_of(RowWords(births=(cell,)), TODAY) is None


@every(
    "cell", ["17", "만 17세", "만17", "17세", "17살", "18", "고2", "중학교 2학년", "초등 3", "10대", "미성년", "17.0"]
)
def test_an_age_under_19_is_a_minors(cell: str) -> None:
    assert exclusion_of(RowWords(ages=(cell,)), TODAY) == "minor"


@every("cell", ["19", "만 19세", "45세", "70", "40대", "20대", "", "-", "대학생", "성인"])
def test_an_age_of_19_or_more_is_no_minors(cell: str) -> None:
    assert exclusion_of(RowWords(ages=(cell,)), TODAY) is None


@every(
    "cell",
    [
        "남/16", "16(여)", "16/여", "남 16", "여·17", "여ㆍ17", "16세/여", "여자 16", "M/16", "16F", "16 (여)",
        "남(16세)", "17(고2)", "2010(16)", "16(2010)", "16(만 15)", "19(만 18)", "만 18세 11개월", "18(생일지남)",
        "16 학생", "나이 16", "열일곱", "10~19", "19세 미만", "18세 이하", "17.5", "남-16", "여성,8", "10.3.15(16)",
        "16\n여", "0",
    ],
)  # fmt: skip
def test_an_age_stands_beside_other_words(cell: str) -> None:
    assert exclusion_of(RowWords(ages=(cell,)), TODAY) == "minor"


@every(
    "cell",
    [
        "남/45", "45(여)", "여·19", "M/20", "45 회사원", "만 19세 2개월", "45세(2명)", "대2", "대학교 2학년", "20~29",
        "50대(남)", "1990(36)", "36(1990)", "90.1.1(36)", "65세 이상", "14세 이상", "여/미상", "남", "30세대",
        "열아홉", "20(만 19)", "1명", "45/여/2명", "1981.11.2.(45)", "19", "19/남",
    ],
)  # fmt: skip
def test_an_adults_age_stands_beside_other_words(cell: str) -> None:
    assert exclusion_of(RowWords(ages=(cell,)), TODAY) is None


@every(
    "cell",
    [
        "15-Mar-10", "Mar 15 2010", "March 15, 2010", "15 Mar. 2010", "2010-Mar-15", "25-Nov-07", "3/15/2010",
        "15/3/2010", "15.03.2010", "3/15/10", "5/3/12", "10", "10년", "'10", "10년 3월", "2010년 3월", "2010.3",
        "10(여)", "남/10년", "8", "남/100315", "100315/여", "1003153", "1003153123456", "100315 - 3", "100315*******",
        "100315-●●●●●●●", "803153123456", "15-Mar-10 00:00", "2010-03-15(음)", "10-03-15(여)",
        "강하늘 010-0000-1201 100315", "100315 / 01000001201",
    ],
)  # fmt: skip
def test_a_birth_is_read_in_other_forms(cell: str) -> None:
    assert exclusion_of(RowWords(births=(cell,)), TODAY) == "minor"


@every(
    "cell",
    [
        "15-Mar-85", "Mar 15 1985", "24-Nov-07", "1985-Mar-15", "3/15/1985", "3/15/85", "5/3/98", "12/25/85", "85",
        "85년", "'85", "85년 3월", "1985.3", "85(여)", "남/85년", "남/850315", "8503151", "8503151234567",
        "850315*******", "10월 3일", "10월", "Mar 15", "10.3", "010-0000-1201", "850315 / 01000001201", "1/2", "0-0",
        "13/13/2010", "00", "0315",
    ],
)  # fmt: skip
def test_an_adults_birth_or_a_birthday_alone_is_no_minors(cell: str) -> None:
    assert exclusion_of(RowWords(births=(cell,)), TODAY) is None


@every(
    ("cell", "name"),
    [
        ("강하늘/900101", "강하늘"),
        ("강하늘 90.1.1.", "강하늘"),
        ("강하늘/1990년 1월 1일생", "강하늘"),
        ("강하늘 만 16세", "강하늘"),
        ("강하늘 남 16", "강하늘"),
        ("남/16/강하늘", "강하늘"),
        ("900101 강하늘", "강하늘"),
        ("강하늘\n(900101)", "강하늘"),
        ("JOHN SMITH/900101", "JOHN SMITH"),
        ("강하늘 외 3명/900101", "강하늘 외 3명"),
        ("강하늘 외 13명", "강하늘 외 13명"),
        ("강하늘", "강하늘"),
        ("900101", ""),
    ],
)
def test_a_name_is_told_from_the_birth_beside_it(cell: str, name: str) -> None:
    assert without_birth(cell) == name


def test_whoever_is_born_on_29_february_is_of_age_on_1_march() -> None:
    born = date(2008, 2, 29)

    assert age_on(born, date(2027, 2, 28)) == 18
    assert age_on(born, date(2027, 3, 1)) == 19


@every(
    ("words", "is_minor"),
    [
        ("2007년 11월 25일생", True),
        ("2007년 11월 24일생", False),
        ("2026년 11월 24일생", True),
        ("2026년 11월 25일생", False),
        ("22년생", True),
        ("만 18세", True),
        ("만 19세", False),
    ],
)
def test_words_that_give_a_birth_are_compared_with_the_day(words: str, *, is_minor: bool) -> None:
    assert says_minor_by_years(words, TODAY) is is_minor


@every(
    ("head", "cell"),
    [
        ("성별/나이", "남/16"), ("성별/나이", "16(여)"), ("성별(연령)", "남(16)"), ("나이(성별)", "16(남)"),
        ("나이/성별", "16/남"), ("주민번호", "100315-3******"), ("주민번호", "100315-3123456"),
        ("주민번호 앞자리", "100315"), ("주민등록번호(앞 6자리)", 100315), ("외국인등록번호", "100315-7******"),
        ("생년월일", "15-Mar-10"), ("출생연도", "10"), ("출생연도", "10년"), ("주민번호", 1003153123456),
        ("생년월일/성별", "100315/남"),
    ],
)  # fmt: skip
def test_whoever_is_under_age_is_not_called_whatever_column_tells(head: str, cell: Any) -> None:
    found = read_list([*ROW, cell], header=[*HEADER, head])

    assert [excluded.reason for excluded in found.excluded] == [ExclusionReason.MINOR]
    assert "10031" not in repr(found)


@every(
    ("head", "cell"),
    [
        ("성별/나이", "남/45"), ("나이(성별)", "45(남)"), ("주민번호", "850315-1******"),
        ("주민번호", "850315-1234567"), ("주민번호 앞자리", "850315"), ("여권번호", "100315"),
        ("면허번호", "11-05-123456-78"), ("차량등록번호", "100315"), ("피고소인 주민번호", "100315-3******"),
        ("출생연도", "85"), ("생년월일", "3/15/1985"), ("주민번호", ""),
    ],
)  # fmt: skip
def test_adults_are_called_and_nothing_of_their_birth_is_kept(head: str, cell: str) -> None:
    found = read_list([*ROW, cell], header=[*HEADER, head])

    assert len(found.visits) == 1
    assert "0315" not in repr(found)


@every(
    ("head", "cell", "is_minor"),
    [
        ("성명(생년월일)", "강하늘(100101)", True),
        ("성명(생년월일)", "강하늘(900101)", False),
        ("성명(생년월일)", "강하늘(10.1.1.)", True),
        ("성명/생년월일", "강하늘/100101", True),
        ("성명/생년월일", "강하늘/900101", False),
        ("성명/생년월일", "강하늘 1990-01-01", False),
        ("성명(나이)", "강하늘(16)", True),
        ("성명(나이)", "강하늘(45)", False),
        ("성명/성별/나이", "강하늘/남/16", True),
        ("성명/성별/나이", "강하늘/남/45", False),
        ("성명(나이)", "이중학(45)", False),
        ("성명(학년)", "강하늘(고2)", True),
        ("성명(주민번호)", "강하늘(100101-3******)", True),
        ("성명(주민번호)", "강하늘(900101-1******)", False),
        ("성명", "강하늘(100101)", True),
        ("성명", "강하늘(900101)", False),
        ("성명", "강하늘(100101-3)", True),
        ("성명", "강하늘(3)", False),
    ],
)
def test_a_birth_or_an_age_beside_a_name_tells_who_is_under_age(head: str, cell: str, *, is_minor: bool) -> None:
    found = read_list([cell, "010-0000-1201", "2026.11.20"], header=[head, "연락처", "방문일"])

    reasons = [excluded.reason for excluded in found.excluded]
    [visit] = [*found.visits, *(excluded.visit for excluded in found.excluded)]
    assert reasons == [ExclusionReason.MINOR] * is_minor
    assert (len(visit.petitioner_name), visit.note, visit.phone) == (3, "", "01000001201")


@every(
    ("head", "cell", "is_minor"),
    [
        ("성명/생년월일/연락처", "강하늘/100101/010-0000-1201", True),
        ("성명/생년월일/연락처", "강하늘/900101/010-0000-1201", False),
        ("성명/나이/연락처", "강하늘/45/010-0000-1201", False),
        ("성명/나이/연락처", "강하늘/16세/01000001201", True),
        ("성명(생년월일), 연락처", "강하늘(90.1.1.) 010-0000-1201", False),
    ],
)
def test_name_birth_and_number_stand_in_one_cell(head: str, cell: str, *, is_minor: bool) -> None:
    found = read_list([cell, "2026.11.20", "x"], header=[head, "방문일", "용무"])

    [visit] = [*found.visits, *(excluded.visit for excluded in found.excluded)]
    assert [excluded.reason for excluded in found.excluded] == [ExclusionReason.MINOR] * is_minor
    assert (visit.petitioner_name, visit.phone, visit.note) == ("강하늘", "01000001201", "")


def test_a_number_beside_a_birth_is_read_and_the_birth_is_not_kept() -> None:
    header = ["성명", "연락처/생년월일", "방문일"]

    [visit] = read_list(["강하늘", "010-0000-1201 / 900101 (문자만)", "2026.11.20"], header=header).visits

    assert (visit.phone, visit.alternates, visit.note) == ("01000001201", (), "문자만")
