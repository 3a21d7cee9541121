"""What a channel may show of a purpose: a name of the station's table."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.lists.exclusions import RowWords, exclusion_of
from bot.domain.lists.petition_types import petition_type_of
from bot.domain.station_tables import OTHER, PETITION_TYPES, PetitionType
from tests.steps.vectors import every, rows_of

VECTORS = rows_of("types.csv")
TODAY = date(2026, 11, 24)
NAMES = {each.name for each in PETITION_TYPES} | {OTHER}


@every("vector", VECTORS)
def test_types_are_shown_and_excluded_as_the_vectors_say(vector: list[str]) -> None:
    purpose = vector[0][: vector[0].rindex(" (")]

    assert petition_type_of(purpose, PETITION_TYPES) == vector[1]
    assert (exclusion_of(RowWords(purposes=(purpose,)), TODAY) or "") == vector[2]


@every(
    ("purpose", "name"),
    [
        ("교통사고조사", "교통사고"),
        ("차량 접촉 사고 관련", "교통사고"),
        ("뺑소니 신고", "교통사고"),
        ("고소장 접수", "고소·고발"),
        ("고 소", "고소·고발"),
        ("운전면허증 재발급", "운전면허"),
        ("면허 적성검사", "운전면허"),
        ("과태료 이의", "과태료·범칙금"),
        ("어린이보호구역 과속 과태료", "과태료·범칙금"),
        ("핸드폰 분실", "분실물"),
        ("유실물 수령", "분실물"),
        ("습득물 신고", "분실물"),
        ("집회신고서 제출", "집회 신고"),
        ("총포소지허가 갱신", "총포·화약"),
        ("교통사고사실확인원 발급", "교통사고"),
        ("범죄경력회보서", "민원 서류 발급"),
        ("정보공개 청구", "민원 서류 발급"),
        ("참고인 진술", "수사 상담"),
        ("아동학대 전력조회서 발급", OTHER),
        ("스토킹 고소장", OTHER),
        ("", OTHER),
        ("이영희 010-0000-7777", OTHER),
    ],
)
def test_a_purpose_is_known_by_the_words_in_it(purpose: str, name: str) -> None:
    assert petition_type_of(purpose, PETITION_TYPES) == name


def test_the_first_type_of_the_table_wins() -> None:
    table = (PetitionType("둘", ("나나",)), PetitionType("하나", ("가나나",)))

    assert petition_type_of("가나나", table) == "둘"


@given(st.text(max_size=100))
def test_only_names_of_the_table_come_out(purpose: str) -> None:
    assert petition_type_of(purpose, PETITION_TYPES) in NAMES
