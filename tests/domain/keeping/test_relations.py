"""Whose a number is, by the words beside it."""

import pytest

from bot.domain.keeping.relations import names_third_party
from tests.steps.vectors import every


@every("words", ["배우자", "(모)", "아들 번호", "대리인", "wife", "친구 폰", "본인 아님", "妻"])
def test_a_relative_or_a_proxy_is_somebody_else(words: str) -> None:
    assert names_third_party(words)


@pytest.mark.parametrize("words", ["", "본인", "장애인", "모두 통화 가능", "학부모", "보호자 동반", "남편에게 비밀"])
def test_what_only_sounds_like_a_relative_is_nobody_else(words: str) -> None:
    assert not names_third_party(words)
