"""Gifts in the words of praise."""

import pytest

from bot.domain.calls.gifts import mentions_gift


@pytest.mark.parametrize(
    "words", ["너무 고마워 봉투를 드리고 싶다", "커피값이라도", "상품권 보냈어요", "사례로 밥을", "10만원 드렸"]
)
def test_praise_with_gift_words_is_held_back(words: str) -> None:
    assert mentions_gift(words)


@pytest.mark.parametrize("words", ["사위 삼고 싶을 만큼 친절하셨어요", "끝까지 설명해 주셨습니다", "정말 고맙습니다"])
def test_plain_praise_is_not_held_back(words: str) -> None:
    assert not mentions_gift(words)
