"""The survey: its versions, and what an answered call brought, as rows and back; words are sealed (rule book §4)."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.results import MoneyAnswer, Result
from bot.domain.calls.surveys import Question, Questionnaire
from bot.domain.trail import Event
from bot.services.unit import Unit
from storage.calls.surveys import add_version, find_survey, replace_survey, scores_of, survey_history
from storage.calls.tables import Survey


def begin_survey(unit: Unit) -> int | None:
    """Begin a version of the survey where the station's items are others than before. Returns its number."""
    version = survey_history(unit.session).changed_to(unit.station.survey, unit.now)
    if version is None or not add_version(unit.session, version):
        return None
    unit.record(Event.SURVEY_BEGAN, version.number, questions=",".join(version.names))
    return version.number


def versions_in(unit: Unit, start: datetime, end: datetime) -> tuple[Questionnaire, ...]:
    """List the versions of the survey that were asked in a stretch of time."""
    return survey_history(unit.session).asked_in(start, end)


def questions_in(unit: Unit, start: datetime, end: datetime, answered: Iterable[str] = ()) -> tuple[Question, ...]:
    """List the questions that were asked in a stretch of time, or answered in it all the same."""
    return survey_history(unit.session).questions_of(start, end, answered)


def questions_of_form(unit: Unit, names: Iterable[str]) -> tuple[Question, ...]:
    """Return what a form asks: drawn with these questions, or holding answers to them, those of its version.

    One that was never drawn asks what the station asks now.
    """
    history, wanted = survey_history(unit.session), tuple(names)
    version = history.asking(wanted) if wanted else None
    return (version or history.standing(unit.station.survey)).questions


def knows_questions(unit: Unit, names: Iterable[str]) -> bool:
    """Check whether each of these questions was asked in some version."""
    return set(names) <= {each.name for each in survey_history(unit.session).questions}


def store_result(unit: Unit, number: int, result: Result) -> None:
    """Store what an answered call brought, in place of what it had brought before."""
    survey = Survey(
        call_id=number,
        same_score=result.same_score,
        money=result.money.value if result.money else None,
        no_follow_up=result.no_follow_up,
        sealed_words=unit.secrets.seal_if(result.words.strip()),
        sealed_petitioner_view=unit.secrets.seal_if(result.petitioner_view.strip()),
        sealed_officer_view=unit.secrets.seal_if(result.officer_view.strip()),
    )
    replace_survey(unit.session, survey, result.scores)


def stored_result(unit: Unit, number: int) -> Result | None:
    """Return what an answered call brought."""
    survey = find_survey(unit.session, number)
    if survey is None:
        return None
    return Result(
        disposition=Disposition.ANSWERED,
        scores=scores_of(unit.session, number),
        same_score=survey.same_score,
        money=MoneyAnswer(survey.money) if survey.money else None,
        no_follow_up=survey.no_follow_up,
        words=unit.secrets.open_if(survey.sealed_words) or "",
        petitioner_view=unit.secrets.open_if(survey.sealed_petitioner_view) or "",
        officer_view=unit.secrets.open_if(survey.sealed_officer_view) or "",
    )
