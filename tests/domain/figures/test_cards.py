"""Whose figures a card shows."""

from dataclasses import replace
from datetime import date

from bot.domain.figures.cards import Scope, TrendPoint, trend_figures
from bot.domain.figures.figures import Figure, QuestionFigure, Tally, values_of
from tests.steps.surveys import QUESTIONS


def test_a_scope_is_known_by_the_word_for_it() -> None:
    assert [scope.name for scope in (Scope(), Scope(department="교통과"), Scope(petition_type="고소"))] == [
        "",
        "교통과",
        "고소",
    ]


def test_a_trend_follows_the_newest_sentence_of_its_last_month() -> None:
    newer = replace(QUESTIONS["overall"], name="overall-2")
    months = [
        TrendPoint(first=date(2026, month, 1), values=values_of(Tally(), questions))
        for month, questions in ((10, [QUESTIONS["overall"]]), (11, [newer, QUESTIONS["overall"]]))
    ]

    assert trend_figures(months) == (Figure.VISITS, Figure.CONTACT, QuestionFigure(newer))
