"""The period that a statement is run for."""

from datetime import date

from sqlalchemy import select
from sqlmodel import col

from bot.domain.figures.periods import PeriodKind, period_with
from bot.services.desk import Desk
from storage.calls.tables import Attempt
from storage.figures.periods import dates_of, when, within
from tests.steps.builders import MONDAY
from tests.steps.calls import MISS
from tests.steps.desks import in_session, phone


def test_a_moment_lies_in_the_day_of_seoul(morning: Desk) -> None:
    phone(morning, 1, MISS)
    query = select(when(within(col(Attempt.at))))

    def counted(day: date) -> int:
        dates = dates_of(period_with(PeriodKind.DAY, day))
        return in_session(morning, lambda session: int(session.execute(query, dates).scalar_one()))

    assert (counted(MONDAY), counted(date(2026, 11, 22))) == (1, 0)
