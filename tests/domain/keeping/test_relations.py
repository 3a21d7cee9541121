"""Whose a number is, by the words beside it."""

import pytest

from bot.domain.keeping.relations import is_disused, names_third_party
from tests.steps.vectors import every


@every(
    "words",
    [
        "배우자",
        "(모)",
        "아들 번호",
        "대리인",
        "wife",
        "친구 폰",
        "본인 아님",
        "妻",
        "|(임대인)",
        "담임선생님:",
        "타인명의",
    ],
)
def test_a_relative_or_a_proxy_is_somebody_else(words: str) -> None:
    assert names_third_party(words)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "본인",
        "장애인",
        "모두 통화 가능",
        "학부모",
        "보호자 동반",
        "남편에게 비밀",
        "임대인 연락 두절",
        "동행자 있음",
    ],
)
def test_what_only_sounds_like_a_relative_is_nobody_else(words: str) -> None:
    assert not names_third_party(words)


@every(
    "words",
    ["결번", "|(없는 번호)", "잘못된 번호", "|(구번호)", "|(변경 전)", "|(오기)", "휴대폰 해지", "일시정지 중", "구:"],
)
def test_a_number_out_of_use_is_known(words: str) -> None:
    assert is_disused(words)


@every("words", ["", "면허 정지", "계약해지 문의", "강남구", "번호 변경", "신규번호", "분실"])
def test_what_only_sounds_out_of_use_is_not(words: str) -> None:
    assert not is_disused(words)
