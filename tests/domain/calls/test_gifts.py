"""Gifts in the words of praise: a thing, and that the petitioner gave it."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calls.gifts import gift_in
from tests.steps.vectors import every, rows_of


@every(("words", "held"), [*rows_of("praise.csv"), *rows_of("gifts.csv")])
def test_praise_is_held_back_when_a_thing_was_given(words: str, held: str) -> None:
    assert bool(gift_in(words)) is bool(held)


def test_the_passage_is_shown_as_it_was_typed() -> None:
    assert gift_in("친절했어요. 고마워서 박카스  한 박스를 놓고 왔습니다.") == "박카스  한 박스를 놓고 왔"


@given(st.text(max_size=100))
def test_any_text_can_be_read(words: str) -> None:
    assert gift_in(words) in words


def test_a_thing_and_its_giving_stand_in_one_sentence() -> None:
    assert not gift_in("박카스 한 박스. 놓고 왔습니다")
    assert gift_in("고맙다.박카스 한 박스를 놓고 왔습니다") == "박카스 한 박스를 놓고 왔"
    assert gift_in("고맙습니다! 박카스 한 박스를 놓고 왔습니다\n친절") == "박카스 한 박스를 놓고 왔"


def test_papers_that_were_brought_are_no_gift() -> None:
    assert not gift_in("서류를 가져다 드렸습니다")
    assert not gift_in("사진을 갖다 드렸어요")
    assert gift_in("떡을 가져다 드렸어요") == "떡을 가져다 드렸"
