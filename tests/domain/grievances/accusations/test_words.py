"""How words of the tables are found in a sentence."""

from bot.domain.grievances.accusations.reading import TABLES
from bot.domain.grievances.accusations.words import Table, Words, respelt

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


def test_a_word_of_one_letter_is_found_at_the_end_of_a_longer_one_and_alone() -> None:
    assert _groups("낮술 먹고") == _groups("술 먹고") == _groups("먹은 술") == ["drink"]


def test_a_word_is_found_once_and_after_another() -> None:
    assert _groups("술술") == ["drink", "drink"]
    assert _groups("소주와 술, 밀치고") == ["drink", "drink", "hurt"]


def test_a_table_tells_what_counts_together_and_what_has_to_be_missing() -> None:
    table = Table(
        words={"gave": (2, "주"), "meal": (1, "밥")}, together={"gave meal": 3, "gave !meal": -1}, shapes={"told": 1}
    )

    assert table.points == {"gave": 2, "meal": 1, "gave meal": 3, "gave !meal": -1, "told": 1}
    assert table.pairs == (
        ("gave meal", frozenset({"gave", "meal"}), frozenset()),
        ("gave !meal", frozenset({"gave"}), frozenset({"meal"})),
    )


def test_what_is_typed_in_a_hurry_is_mended() -> None:
    assert respelt("때렷어요") == "때렸어요"
    assert respelt("때렸어요") == "때렸어요"
