"""Points for and against an accusation, where no act is known."""

from bot.domain.grievances.accusations.doubt import ENOUGH, points_of
from bot.domain.grievances.accusations.kinds import Accusation
from bot.domain.grievances.accusations.reading import accusations_in


def test_what_the_police_said_to_somebody_counts_for_an_accusation() -> None:
    assert points_of("경찰이저한테그런것도모르냐고했어요", is_of_others=False) >= ENOUGH


def test_questions_thanks_and_papers_count_against_it() -> None:
    assert points_of("서류를어디에제출하는지궁금합니다", is_of_others=False) < 0
    assert points_of("경찰이서류를잘설명해주셔서감사합니다", is_of_others=False) < 0


def test_what_somebody_else_does_counts_against_it() -> None:
    words = "남편이저한테그런것도모르냐고했어요"

    assert points_of(words, is_of_others=True) < points_of(words, is_of_others=False)


def test_an_act_that_no_table_knows_is_misconduct_in_doubt() -> None:
    assert accusations_in("수사관이 저한테 신발을 닦으라고 하면서 웃었어요") == {Accusation.MISCONDUCT}
