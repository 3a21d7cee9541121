"""How words of the tables are found in a sentence."""

from bot.domain.grievances.accusations.reading import TABLES
from bot.domain.grievances.accusations.words import Table, Words

WORDS = Words([Table(words={"hurt": (3, "때려 때리 밀치"), "drink": (1, "술 소주"), "said": (0, "진술")}, together={})])


def _groups(sentence: str) -> list[str]:
    return [group for word in WORDS.found_in(sentence) for group in word.groups]


def test_a_word_is_found_with_any_ending_and_however_it_is_spaced() -> None:
    assert _groups("때렸어요") == _groups("때린 사람") == _groups("때 려 서") == ["hurt"]


def test_a_word_within_a_longer_one_does_not_count() -> None:
    assert _groups("진술했어요") == ["said"]
    assert _groups("진술하고 술을") == ["said", "drink"]


def test_a_word_is_not_made_of_the_ends_of_two_others() -> None:
    assert _groups("옷소 주세요") == []


def test_every_group_stands_in_one_table_and_all_that_stand_together_are_known() -> None:
    groups = [group for table in TABLES for group in table.words]
    shapes = [shape for table in TABLES for shape in table.shapes]
    together = {each.lstrip("!") for table in TABLES for key in table.together for each in key.split()}

    assert len(groups) == len(set(groups))
    assert together <= {*groups, *shapes}
