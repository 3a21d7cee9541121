"""Words of a file that may be shown to whoever brought it."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.keeping.personal_numbers import holds_number
from bot.domain.lists.shown_words import LONGEST_NAME, shown_name, shown_word
from tests.steps.vectors import every

HEADS = (
    "접수번호", "성명", "민원인성명", "휴대폰", "휴대폰번호", "방문일시", "처리담당부서", "담당경찰관성명", "비고",
    "민원종류", "주민등록번호", "운전면허번호", "해피콜동의", "개인정보동의", "연락처2", "일", "과", "VISITORNAME",
    "PHONENUMBER", "REMARKS",
)  # fmt: skip


@every("head", HEADS)
def test_a_head_of_the_words_of_offices_is_shown(head: str) -> None:
    assert shown_word(head) == head


@every(
    "cell",
    [
        "홍길동",
        "홍길동연락처",
        "부순자",
        "명세일",
        "교통과",
        "사고문의",
        "가정폭력신고",
        "연락처01000001234",
        "연락처1234567",
        "",
    ],
)
def test_a_cell_that_was_taken_for_a_head_is_not(cell: str) -> None:
    assert shown_word(cell) == ""


@every(
    ("name", "shown"),
    [
        ("방문자명단_20261123.xlsx", "방문자명단_20261123.xlsx"),
        ("명단 2026-11-23~2026-11-27.csv", "명단 2026-11-23~2026-11-27.csv"),
        ("출력_20261123083015.xls", "출력_20261123083015.xls"),
        ("11월 23일(월)", "11월 23일(월)"),
        ("민원 010-0000-1234.xlsx", "민원 ***-****-****.xlsx"),
        ("민원_010_0000_1234.xlsx", "민원_***_****_****.xlsx"),
        ("０１０–００００–１２３４", "***-****-****"),
        ("2026.11.23 010 0000 1234", "2026.11.23 *** **** ****"),
        ("900101-1234567", "******-*******"),
        ("둘째\n줄\u202e", "둘째 줄"),
    ],
)
def test_of_a_name_the_numbers_are_hidden_and_the_days_are_not(name: str, shown: str) -> None:
    assert shown_name(name) == shown


@given(st.text(max_size=200), st.from_regex(r"01[016789][-. ]?\d{3,4}[-. ]?\d{4}", fullmatch=True))
def test_no_name_shows_a_number_or_is_long(words: str, number: str) -> None:
    for name in (f"{number} {words}", f"{words[:20]} {number}", f"{words[:20]}_{number}"):
        assert len(shown_name(name)) <= LONGEST_NAME
        assert not holds_number(shown_name(name))


def test_a_long_name_is_shortened_and_a_long_head_is_not_shown() -> None:
    assert shown_name("가" * 60) == "가" * 60
    assert shown_name("가" * 61) == "가" * 59 + "…"
    assert shown_word("연락처" * 10) == "연락처" * 10
    assert shown_word("연락처" * 9 + "방문일시") == ""
