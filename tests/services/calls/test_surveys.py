"""The survey as a row and back."""

from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.results import MoneyAnswer, Result, SurveyItem
from bot.services.calls.surveys import result_of_survey, survey_row
from bot.services.desk import Desk


def test_what_a_conversation_brought_is_read_from_its_row_as_it_was(desk: Desk) -> None:
    said = Result(
        disposition=Disposition.ANSWERED,
        scores={SurveyItem.OVERALL: 4, SurveyItem.EXPERTISE: 1},
        money=MoneyAnswer.NO,
        no_follow_up=True,
        words="오래 기다렸다",
        petitioner_view="늦었다",
    )

    row = desk.do_now(survey_row, 1, said)

    assert row.sealed_words is not None
    assert said.words.encode() not in row.sealed_words
    assert desk.do_now(result_of_survey, row) == said
