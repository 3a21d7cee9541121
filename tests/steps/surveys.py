"""The shipped questions of the survey, and their figures."""

from bot.domain.calls.surveys import SHIPPED
from bot.domain.figures.figures import QuestionFigure

QUESTIONS = {each.name: each for each in SHIPPED}
OVERALL, KINDNESS = (QuestionFigure(QUESTIONS[name]) for name in ("overall", "kindness"))
OVERALL_TOP2 = QuestionFigure(QUESTIONS["overall"], is_top2=True)
