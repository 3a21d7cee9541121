"""What somebody is to a grievance, and what they see of it."""

from datetime import timedelta

import pytest

from bot.clock import MovableClock
from bot.domain.grievances.cards import GrievanceViewer
from bot.domain.roles import Role
from bot.services.desk import Desk
from bot.services.grievances.cards import grievance_line
from bot.services.grievances.finding import existing_grievance
from bot.services.grievances.viewers import viewer_of
from bot.services.unit import Unit
from storage.people.queries import staff_by_slack_id
from tests.steps.builders import BAEK, HAN, JUNG, KIM, LEE, MONDAY, OH, YOON, seoul
from tests.steps.desks import hire, operator
from tests.steps.grievances import bring_grievance

HIDDEN, SHOWN = (None, ""), (1, "남**수")


@pytest.mark.parametrize(
    ("who", "viewer", "whose"),
    [
        (JUNG, GrievanceViewer.RECIPIENT, HIDDEN),
        (KIM, GrievanceViewer.FILER, SHOWN),
        (OH, GrievanceViewer.OVERSEER, SHOWN),
        (HAN, GrievanceViewer.OVERSEER, SHOWN),
        (LEE, None, None),
    ],
)
def test_whose_it_is_is_named_to_those_alone_who_may_know(
    morning: Desk, who: str, viewer: GrievanceViewer | None, whose: tuple[int | None, str] | None
) -> None:
    bring_grievance(morning)

    def look(unit: Unit) -> tuple[GrievanceViewer | None, tuple[int | None, str] | None]:
        grievance, person = existing_grievance(unit, 1), staff_by_slack_id(unit.session, who)
        assert person is not None
        seen_as = viewer_of(unit, person, grievance)
        matter = grievance_line(unit, grievance, seen_as).matter
        return seen_as, None if matter is None else (matter.call, matter.masked_name)

    assert morning.do_now(look) == (viewer, whose)


@pytest.mark.parametrize("department", ["경무과", "수사과"])
def test_the_head_of_the_recipient_alone_sees_what_is_late_and_no_other_head(
    morning: Desk, clock: MovableClock, department: str
) -> None:
    bring_grievance(morning)
    hire(morning, operator(BAEK, name="백다른", department=department, roles=[Role.HEAD.value]))

    def seen_by(unit: Unit) -> list[GrievanceViewer | None]:
        grievance, people = existing_grievance(unit, 1), (staff_by_slack_id(unit.session, who) for who in (YOON, BAEK))
        return [viewer_of(unit, person, grievance) for person in people if person is not None]

    in_time = morning.do_now(seen_by)
    clock.set(seoul(MONDAY + timedelta(days=20), 10))
    late = morning.do_now(seen_by)

    assert (in_time, late) == ([None, None], [GrievanceViewer.HEAD, None])
