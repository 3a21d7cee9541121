"""Names as people write them: cleaned, compared, and masked so that the person is known and not named."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.keeping.names import NameMark, clean_name, is_same_person, marks_in, mask_name
from tests.steps.vectors import every, vectors_of

NAMES = vectors_of("names.csv")


HANGUL = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1, max_size=8)


@every("vector", NAMES)
def test_names_are_masked_as_the_vectors_say(vector: dict[str, str]) -> None:
    assert mask_name(vector["name"]) == vector["masked"]


@given(HANGUL)
def test_a_mask_shows_at_most_the_first_and_the_last_letter(name: str) -> None:
    masked = mask_name(name)

    assert len(masked) == len(clean_name(name))  # without a 님
    assert set(masked[1:-1]) <= {"*"}
    assert "*" in masked


@given(st.text(max_size=120))
def test_masking_twice_is_masking_once_and_breaks_on_nothing(name: str) -> None:
    once = mask_name(name)

    assert mask_name(once) == once
    assert len(once) <= len(clean_name(name))


@every(
    ("cell", "name"),
    [
        ("홍길동 외 3명", "홍길동"),
        ("홍길동외3인", "홍길동"),
        ("홍길동 外 2명", "홍길동"),
        ("홍길동外2명", "홍길동"),
        ("홍길동 等 5人", "홍길동"),
        ("王小外", "王小外"),
        ("홍길동 님", "홍길동"),
        ("홍길동씨", "홍길동"),
        ("대리인 홍길동", "홍길동"),
        ("홍길동(위임)", "홍길동"),
        ("홍\u200b길동", "홍길동"),
        ("이등명", "이등명"),
        ("김외수", "김외수"),
        ("김님", "김님"),
        ("NGUYEN THI-HOA", "NGUYEN THI-HOA"),
    ],
)
def test_a_name_is_kept_without_what_stands_beside_it(cell: str, name: str) -> None:
    assert clean_name(cell) == name


@every(
    ("cell", "marks"),
    [
        ("홍길동 외 3명", (NameMark.GROUP,)),
        ("홍길동(외 2인)", (NameMark.GROUP,)),
        ("홍길동 外 2명", (NameMark.GROUP,)),
        ("홍길동(外 2人)", (NameMark.GROUP,)),
        ("홍길동 등 5명", (NameMark.GROUP,)),
        ("홍길동, 김철수", (NameMark.GROUP,)),
        ("홍길동(대리인)", (NameMark.PROXY,)),
        ("홍길동 위임", (NameMark.PROXY,)),
        ("홍길동 외 1명(대리인 김철수)", (NameMark.GROUP, NameMark.PROXY)),
        ("홍길동", ()),
        ("이등명", ()),
        ("SMITH, JOHN", ()),
    ],
)
def test_groups_and_proxies_are_marked(cell: str, marks: tuple[NameMark, ...]) -> None:
    assert marks_in(cell) == marks


@pytest.mark.parametrize(
    "other", ["홍 길동", "홍길동님", "홍길동(본인)", "홍길동 외 2명", unicodedata.normalize("NFD", "홍길동")]
)
def test_one_person_is_known_in_every_spelling(other: str) -> None:
    assert is_same_person("홍길동", other)


@pytest.mark.parametrize(
    ("name", "other"), [("홍길동", "홍길순"), ("", ""), ("(대리인)", ""), ("JOHN SMITH", "JOHN SMYTH")]
)
def test_other_names_are_other_people(name: str, other: str) -> None:
    assert not is_same_person(name, other)
