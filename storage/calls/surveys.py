"""Surveys: what answered calls brought."""

from sqlalchemy import delete, select
from sqlmodel import Session, col

from storage.calls.tables import Survey


def find_survey(session: Session, call_id: int) -> Survey | None:
    """Read what an answered call brought."""
    return session.execute(select(Survey).where(col(Survey.call_id) == call_id)).scalar()


def replace_survey(session: Session, survey: Survey) -> None:
    """Store what an answered call brought; what a reopened call brought before gives way to it."""
    session.execute(delete(Survey).where(col(Survey.call_id) == survey.call_id))
    session.add(survey)
