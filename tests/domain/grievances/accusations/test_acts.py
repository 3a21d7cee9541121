"""How the patterns of acts are written."""

from bot.domain.grievances.accusations.acts import all_acts, compiled
from bot.domain.grievances.accusations.kinds import Accusation


def test_a_pattern_skips_letters_and_takes_pieces_by_their_name() -> None:
    pattern = compiled("<RIVAL> ~3 짜고")

    assert pattern.search("상대방이랑짜고")
    assert not pattern.search("상대방이랑같이가서짜고")
    assert not pattern.search("상대방.짜고")


def test_there_are_acts_of_every_kind() -> None:
    assert {act.accusation for act in all_acts()} == set(Accusation)


def test_no_pattern_is_found_in_nothing() -> None:
    assert not [act.pattern.pattern for act in all_acts() if act.pattern.search("")]
