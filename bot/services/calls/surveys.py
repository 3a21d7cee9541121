"""What an answered call brought, as a row of the survey and back: words are sealed (rule book §4)."""

from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.results import MoneyAnswer, Result, SurveyItem
from bot.services.unit import Unit
from storage.calls.tables import Survey


def survey_row(unit: Unit, number: int, result: Result) -> Survey:
    """Return the row of what a result brought."""
    return Survey(
        call_id=number,
        **{item.value: score for item, score in result.scores.items()},
        same_score=result.same_score,
        money=result.money.value if result.money else None,
        no_follow_up=result.no_follow_up,
        sealed_words=unit.secrets.seal_if(result.words.strip()),
        sealed_petitioner_view=unit.secrets.seal_if(result.petitioner_view.strip()),
        sealed_officer_view=unit.secrets.seal_if(result.officer_view.strip()),
    )


def result_of_survey(unit: Unit, survey: Survey) -> Result:
    """Return what a row of the survey was made of."""
    scores = {item: getattr(survey, item) for item in SurveyItem}
    return Result(
        disposition=Disposition.ANSWERED,
        scores={item: score for item, score in scores.items() if score is not None},
        same_score=survey.same_score,
        money=MoneyAnswer(survey.money) if survey.money else None,
        no_follow_up=survey.no_follow_up,
        words=unit.secrets.open_if(survey.sealed_words) or "",
        petitioner_view=unit.secrets.open_if(survey.sealed_petitioner_view) or "",
        officer_view=unit.secrets.open_if(survey.sealed_officer_view) or "",
    )
