"""Who is under 19 on the day, however birth and age are written (민법 §4)."""

from datetime import date

from bot.domain.lists.ages import age_on, says_minor_by_years
from bot.domain.lists.exclusions import RowWords, exclusion_of
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
