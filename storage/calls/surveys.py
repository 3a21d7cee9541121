"""The versions of the survey, and what answered calls brought: one row for each, and one for each score."""

import json
from collections.abc import Mapping
from functools import lru_cache

from sqlalchemy import ColumnElement, delete, insert, select
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col

from bot.domain.calls.surveys import Question, Questionnaire, SurveyHistory
from bot.domain.station_tables import SurveyItem
from storage.calls.tables import RecheckScore, Survey, SurveyScore, SurveyVersion
from storage.columns import table_of
from storage.statements import insert_or_ignore

Scores = Mapping[str, int]
"""By the names of the questions."""
VERSIONS = select(col(SurveyVersion.number), col(SurveyVersion.began_at), col(SurveyVersion.items)).order_by(
    col(SurveyVersion.number)
)


def survey_history(session: Session) -> SurveyHistory:
    """Read every version of the survey."""
    rows = session.execute(VERSIONS)
    return SurveyHistory(
        tuple(Questionnaire(number=number, began_at=at, questions=_read(items)) for number, at, items in rows)
    )


def add_version(session: Session, version: Questionnaire) -> bool:
    """Store the next version of the survey. False: another process was faster."""
    items = [
        {
            "name": each.name,
            "key": each.item.key,
            "label": each.item.label,
            "sentence": each.item.sentence,
            "national": each.item.national,
        }
        for each in version.questions
    ]
    row = {
        "number": version.number,
        "began_at": version.began_at,
        "items": json.dumps(items, ensure_ascii=False),
    }
    return insert_or_ignore(session, SurveyVersion, row) is not None


@lru_cache(maxsize=64)
def _read(items: str) -> tuple[Question, ...]:
    return tuple(Question(name=each.pop("name"), item=SurveyItem(**each)) for each in json.loads(items))


def find_survey(session: Session, call_id: int) -> Survey | None:
    """Read what an answered call brought."""
    return session.execute(select(Survey).where(col(Survey.call_id) == call_id)).scalar()


def scores_of(session: Session, call_id: int) -> dict[str, int]:
    """Read the scores that an answered call brought."""
    found = select(col(SurveyScore.question), col(SurveyScore.score)).where(col(SurveyScore.call_id) == call_id)
    return {row.question: row.score for row in session.execute(found)}


def replace_survey(session: Session, survey: Survey, scores: Scores) -> None:
    """Store what an answered call brought; what a reopened call brought before gives way to it."""
    drop_survey(session, survey.call_id)
    session.add(survey)
    rows = [{"call_id": survey.call_id, "question": name, "score": score} for name, score in scores.items()]
    if rows:
        session.execute(insert(table_of(SurveyScore)), rows)


def drop_survey(session: Session, call_id: int) -> None:
    """Take back what was entered of the survey."""
    session.execute(delete(Survey).where(col(Survey.call_id) == call_id))
    session.execute(delete(SurveyScore).where(col(SurveyScore.call_id) == call_id))


def add_recheck_scores(session: Session, recheck_id: int, scores: Scores) -> None:
    """Store what the second operator heard."""
    rows = [{"recheck_id": recheck_id, "question": name, "score": score} for name, score in scores.items()]
    if rows:
        session.execute(insert(table_of(RecheckScore)), rows)


def had_score(call_id: Mapped[int | None], *, at_most: int) -> ColumnElement[bool]:
    """Condition on a call: one of its scores is so low."""
    low = (col(SurveyScore.call_id) == call_id, col(SurveyScore.score) <= at_most)
    return select(col(SurveyScore.call_id)).where(*low).exists()
