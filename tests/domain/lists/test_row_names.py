"""What the cells of names say beside the name: remarks, ages, who came along."""

import pytest

from bot.domain.keeping.names import NameMark
from bot.domain.lists.rows import ExclusionReason
from tests.steps.lists import read_list, row_with
from tests.steps.vectors import every

YOUNG = ("(17)", "(여·17)", "(17, 남)", "(F/17)", "(2010.1.1.)", "(10.01.01)", "(20100101)", " 17세", " 만 17세")


def test_what_stands_between_a_name_and_its_number_is_read() -> None:
    header = ["성명/연락처", "방문일시", "용무"]
    group, pupil = (
        read_list([f"{name} 010-0000-1001", "2026.11.20", "교통사고"], header=header)
        for name in ("홍길순 외 2명", "홍길순(17)")
    )

    assert [(visit.petitioner_name, visit.marks) for visit in group.visits] == [("홍길순", (NameMark.GROUP,))]
    assert [excluded.reason for excluded in pupil.excluded] == [ExclusionReason.MINOR]


def test_a_column_of_the_petitioners_number_leaves_the_name_to_that_of_names() -> None:
    header = ["방문자(성명)", "방문자(연락처)", "방문일", "담당자(성명)"]
    refused, called = (
        read_list([name, "010-0000-1001", "2026.11.20", "정교통"], header=header)
        for name in ("홍길순(연락거부)", "홍길순(청각장애)")
    )

    assert [excluded.reason for excluded in refused.excluded] == [ExclusionReason.REFUSED_CONTACT]
    assert [(visit.petitioner_name, visit.phone, visit.note) for visit in called.visits] == [
        ("홍길순", "01000001001", "청각장애")
    ]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("홍길순(연락거부)", ExclusionReason.REFUSED_CONTACT),
        ("홍길순(스토킹 피해자)", ExclusionReason.VICTIM_PROTECTION),
        ("홍길순[17세]", ExclusionReason.MINOR),
        ("홍길순(08년생)", ExclusionReason.MINOR),
        *((f"홍길순{age}", ExclusionReason.MINOR) for age in YOUNG),
        ("가명", ExclusionReason.VICTIM_PROTECTION),
        ("익명", ExclusionReason.INFORMANT),
        ("홍길순(제보자)", ExclusionReason.INFORMANT),
    ],
)
def test_what_stands_beside_a_name_excludes_too(name: str, reason: ExclusionReason) -> None:
    found = read_list(row_with(name=name))

    assert [excluded.reason for excluded in found.excluded] == [reason]


@every("age", ["(45)", "(여·45)", "(90.1.1.)", "(19900101)", "(1)", "(12번)", "(101동)", "(11.24)", " 45세"])
def test_an_age_beside_a_name_is_no_part_of_it_and_a_grown_up_is_called(age: str) -> None:
    [visit] = read_list(row_with(name=f"홍길순{age}")).visits

    assert visit.petitioner_name == "홍길순"


def test_what_stands_beside_a_name_is_a_remark() -> None:
    [visit] = read_list(row_with(name="홍길순(청각장애)", note="문자만")).visits

    assert (visit.petitioner_name, visit.note) == ("홍길순", "문자만 / 청각장애")


@pytest.mark.parametrize(("surname", "given", "name"), [("홍", "길순", "홍길순"), ("SMITH", "JOHN", "SMITH JOHN")])
def test_a_name_in_two_columns_is_one(surname: str, given: str, name: str) -> None:
    [visit] = read_list(
        [surname, given, "010-0000-1001", "2026.11.20"], header=["성", "이름", "연락처", "방문일"]
    ).visits

    assert visit.petitioner_name == name


def test_a_remark_beside_the_first_of_two_names_is_kept() -> None:
    header = ["성명(한글)", "성명(영문)", "연락처", "방문일시"]

    [visit] = read_list(["홍길순(문자만)", "HONG", "010-0000-1001", "2026.11.20"], header=header).visits

    assert (visit.petitioner_name, visit.note) == ("홍길순", "문자만")
