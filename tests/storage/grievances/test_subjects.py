"""Whom grievances are about, as rows."""

from sqlalchemy import delete

from bot.services.desk import Desk
from storage.grievances.subjects import add_subjects, subjects_asked, subjects_noted
from storage.grievances.tables import GrievanceSubject
from tests.steps.desks import in_session
from tests.steps.grievances import bring_grievance


def test_who_is_asked_stands_in_order_and_whom_the_list_names_beside_them(morning: Desk) -> None:
    bring_grievance(morning)
    in_session(morning, lambda session: session.execute(delete(GrievanceSubject)))

    in_session(morning, add_subjects, 1, [4, 2, 4], [2, 3])

    assert in_session(morning, subjects_asked, 1) == [4, 2]
    assert in_session(morning, subjects_noted, 1) == {2, 3, 4}
    assert in_session(morning, subjects_asked, 2) == []
