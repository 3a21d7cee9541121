"""Words that no table knows: shown where many have them and nobody's name can stand in them."""

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.domain.lists.office_words import ACRONYMS, COMMON, PURPOSES, UNIT_ENDINGS, UNITS
from bot.domain.lists.unknown_words import (
    LEAST_PETITIONERS,
    WordCounts,
    WordSeen,
    WordsSeen,
    folded_names,
    may_be_shown,
    units_seen,
    words_in,
)
from tests.steps.vectors import every

VOCABULARY = PURPOSES | UNITS | COMMON
NOBODY: frozenset[str] = frozenset()
SURNAMES = (
    "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방공현함변염여추도소석선설"
    "마길연위표명기반왕금옥육인맹제모탁국어은편용예봉경사부가복태목형피두감음빈동온호범좌팽승간상시갈단견당"
)
DOUBLE_SURNAMES = ("남궁", "황보", "제갈", "사공", "선우", "서문", "독고", "동방", "망절")
GIVEN = (
    "가강건경계고과관광구국규근기길나남노다단달대덕도동라란래련령로록린림마만명무문미민반배백범별병보복빈"
    "사산상서석선설섭성세소솔송수숙순슬승시식신실아안애양언연열영예오옥온완용우욱운웅원월위유윤율은을음의"
    "이인일임자장재전정제조종주준중지진찬창채천철청초춘충치태택하학한해향현형혜호홍화환효훈휘희"
)


def korean_names() -> st.SearchStrategy[str]:
    """Names as people bear them: a surname and one or two syllables."""
    surnames = st.one_of(st.sampled_from(SURNAMES), st.sampled_from(DOUBLE_SURNAMES))
    return st.builds("".join, st.tuples(surnames, st.text(st.sampled_from(GIVEN), min_size=1, max_size=2)))


NAMES = st.one_of(
    korean_names(), st.sampled_from(("JOHN SMITH", "NGUYEN VAN AN", "응우옌반안", "스미스", "王小明", "李"))
)
WORDS = st.sampled_from(sorted(PURPOSES | UNITS))
WITH_NAME = (
    "{name}", "{name}님", "{name} {word}", "{word}({name})", "{name}{word}", "{word}{name}", "피고소인{name}사건",
    "{name}팀", "{surname} {given} {word}", "{name}010-0000-1234 {word}", "{name}의{word}", "{name}/{word}",
)  # fmt: skip
"""How people write a name into a cell of purposes or departments."""


def shown(counts: WordCounts, names: frozenset[str] = NOBODY) -> list[str]:
    """The words that are shown."""
    return [each.word for each in counts.sorted_out(names).shown]


def often(*cells: str, people: int = LEAST_PETITIONERS) -> WordCounts:
    """Cells that so many petitioners' lists have."""
    counts = WordCounts()
    for person in range(people):
        for cell in cells:
            counts.add(cell, f"person {person}")
    return counts


def test_a_word_is_shown_if_five_petitioners_have_it_however_often_one_came() -> None:
    counts = often("압수물 환부 신청", people=5)
    counts.add("유기견 신고", "somebody")
    for _ in range(9):
        counts.add("드론 비행", "the same person again and again")

    assert counts.sorted_out(NOBODY) == WordsSeen(
        shown=(WordSeen(word="압수물", people=5), WordSeen(word="환부", people=5)), hidden=0
    )


def test_words_come_most_first_and_others_are_counted() -> None:
    counts = often("홍길동 유기견", people=5)
    for person in range(7):
        counts.add("헌혈 3층 담당", f"donor {person}")

    assert counts.sorted_out(NOBODY) == WordsSeen(
        shown=(WordSeen(word="헌혈", people=7), WordSeen(word="유기견", people=5)), hidden=2
    )


@pytest.mark.parametrize(
    "word", ["압수물환부", "민생침해팀", "전동킥보드사고", "정보공개청구", "CCTV", "민생침해전담센터"]
)
def test_words_put_together_of_those_of_offices_are_shown(word: str) -> None:
    assert may_be_shown(word, VOCABULARY, NOBODY)


@every(
    "word",
    [
        "김철수",
        "김철수팀",
        "신고은",
        "고소인김철수",
        "조사랑",
        "차용인",
        "KIM",
        "스미스",
        "압",
        "1팀",
        "민생1팀",
        "홍보실장",
    ],
)
def test_whatever_a_name_or_a_digit_may_stand_in_is_not(word: str) -> None:
    assert not may_be_shown(word, VOCABULARY, NOBODY)


def test_a_known_name_is_never_shown_even_if_it_is_a_word() -> None:
    names = folded_names(["신고", "이 의신", "JOHN SMITH"])

    assert names == {"신고", "이의신", "의신", "JOHN", "SMITH", "JOHNSMITH"}
    assert shown(often("유기견신고 이의신청 환부"), names) == ["환부"]


def test_a_department_of_the_directory_makes_the_same_word_of_lists_known() -> None:
    counts = often("행복나눔팀 방문")

    assert shown(counts) == []
    assert [each.word for each in counts.sorted_out(NOBODY, also=["행복나눔팀"]).shown] == ["행복나눔팀"]


def test_departments_of_the_directory_are_shown_as_they_stand_but_for_digits_and_names() -> None:
    seen = units_seen({"행복나눔팀": 2, "희망 과": 3, "1팀": 1, "김철수팀": 1}, folded_names(["김철수"]))

    assert seen == WordsSeen(
        shown=(WordSeen(word="희망 과", people=3), WordSeen(word="행복나눔팀", people=2)), hidden=2
    )


def test_a_cell_is_cut_at_marks_and_folded() -> None:
    assert words_in("압수물(환부)·반환, ｃｃｔｖ") == {"압수물", "환부", "반환", "CCTV"}


@given(name=NAMES, word=WORDS, ways=st.lists(st.sampled_from(WITH_NAME), min_size=1, max_size=4))
@example(name="남궁민수", word="환부", ways=[*WITH_NAME])
@example(name="김철수", word="사기", ways=[*WITH_NAME])
def test_nobodys_name_comes_out_however_it_is_written_and_however_many_write_it(
    name: str, word: str, ways: list[str]
) -> None:
    """Of somebody unknown to directory and lists: a third party, of whom many complain."""
    assume(name not in VOCABULARY | ACRONYMS)  # 차용증 may be somebody; written down it is a word like any other
    cells = [way.format(name=name, surname=name[0], given=name[1:], word=word) for way in ways]

    for each in shown(often(*cells, people=9)):
        assert name not in each or name in word
        assert not any(letter.isdigit() for letter in each)


@given(st.text(max_size=40), st.text(max_size=12))
def test_whatever_stands_in_a_cell_what_is_shown_is_made_of_words_of_offices(cell: str, name: str) -> None:
    names = folded_names([name])

    for each in shown(often(cell), names):
        assert not any(known in each for known in names)
        assert not any(letter.isdigit() for letter in each)
        assert each in ACRONYMS or any(word in each for word in VOCABULARY)


def test_words_of_up_to_three_letters_are_whole_ones() -> None:
    """Or two and the ending of a unit: no name ends in 과, 계 or 팀."""
    short = [f"{word}{letter}" for word in VOCABULARY if len(word) == 2 for letter in "실대반소장원자인서용수영"]

    assert [each for each in short if may_be_shown(each, VOCABULARY, NOBODY)] == [
        each for each in short if each in VOCABULARY
    ]


def test_the_ending_of_a_unit_alone_is_no_word_of_offices() -> None:
    assert not any(may_be_shown(each, VOCABULARY - {each}, NOBODY) for each in UNIT_ENDINGS)


@every(
    ("word", "is_shown"),
    [("가", False), ("가나", True), ("가나" * 10, True), ("가나" * 10 + "과", False), ("가나과", True), ("과", False)],
)
def test_a_word_of_two_to_twenty_letters_may_be_shown(word: str, is_shown: bool) -> None:
    assert may_be_shown(word, {"가", "가나"}, NOBODY) is is_shown


def test_a_name_of_one_letter_hides_no_word() -> None:
    assert folded_names(["가", "가 나다"]) == {"가나다", "나다"}
