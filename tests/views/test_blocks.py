"""Clipping: to a limit, between letters, counted as they are escaped."""

from hypothesis import given
from hypothesis import strategies as st

from bot.texts.formatting import escape
from bot.views.blocks import clip, clip_escaped


@given(st.text(alphabet="&<>가a\u0301", max_size=50), st.integers(6, 40))
def test_clipping_counts_what_escaping_makes_of_a_letter(words: str, limit: int) -> None:
    assert len(escape(clip_escaped(words, limit))) <= limit


@given(st.text(max_size=50), st.integers(2, 40))
def test_clipping_keeps_the_limit_and_never_parts_a_letter_from_its_marks(words: str, limit: int) -> None:
    clipped = clip(words, limit)

    assert len(clipped) <= max(limit, 1)
    assert clipped == words or clipped.endswith("…")
