"""Whose figures a card shows."""

from bot.domain.figures.cards import Scope


def test_a_scope_is_known_by_the_word_for_it() -> None:
    assert [scope.name for scope in (Scope(), Scope(department="교통과"), Scope(petition_type="고소"))] == [
        "",
        "교통과",
        "고소",
    ]
