"""A list's own words, written down to be sealed and read back."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.lists.listed_words import ListedWords, listed_words_from_text, listed_words_to_text

WORDS = st.builds(ListedWords, purpose=st.text(), department=st.text(), officer=st.text())


@given(WORDS)
def test_words_are_read_back_as_they_were_written(words: ListedWords) -> None:
    assert listed_words_from_text(listed_words_to_text(words)) == words


def test_a_visit_from_before_words_were_kept_has_none() -> None:
    assert listed_words_from_text("") == ListedWords()
