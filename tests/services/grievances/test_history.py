"""Looking a grievance up: everybody as far as it concerns them."""

from datetime import timedelta

import pytest

from bot.clock import MovableClock
from bot.domain.grievances.cards import GrievanceViewer
from bot.domain.refusals import Reason, Refused
from bot.domain.trail import Event
from bot.services.desk import Desk
from bot.services.grievances import handling, rerouting
from bot.services.grievances.history import look_up_grievance, see_passed_on
from tests.steps.builders import HAN, JUNG, KIM, LEE, MONDAY, OH, YOON, seoul
from tests.steps.grievances import bring_grievance, complain_of, number_of

WHY = "다른 부서 소관"


@pytest.mark.parametrize(
    ("who", "standing"),
    [
        (JUNG, GrievanceViewer.RECIPIENT),
        (KIM, GrievanceViewer.FILER),
        (OH, GrievanceViewer.OVERSEER),
        (HAN, GrievanceViewer.OVERSEER),
    ],
)
def test_those_whose_it_is_see_it_with_its_steps(morning: Desk, who: str, standing: GrievanceViewer) -> None:
    bring_grievance(morning)
    morning.do_now(handling.acknowledge, by=JUNG, grievance_id=1)

    file = morning.do_now(look_up_grievance, by=who, grievance_id=1)

    assert file.standing is standing
    assert file.card is not None
    assert [(step.event, step.by) for step in file.history] == [
        (Event.GRIEVANCE_FILED, KIM),
        (Event.GRIEVANCE_ACKNOWLEDGED, JUNG),
    ]


def test_another_operator_does_not_even_learn_that_there_is_one(morning: Desk) -> None:
    bring_grievance(morning)

    for number in (1, 99):
        with pytest.raises(Refused) as refused:
            morning.do_now(look_up_grievance, by=LEE, grievance_id=number)
        assert refused.value.reason is Reason.GRIEVANCE_NOT_YOURS


def test_a_head_sees_of_an_overdue_one_its_number_and_age_alone(morning: Desk, clock: MovableClock) -> None:
    bring_grievance(morning)
    with pytest.raises(Refused):
        morning.do_now(look_up_grievance, by=YOON, grievance_id=1)
    clock.set(seoul(MONDAY + timedelta(days=20), 10))

    file = morning.do_now(look_up_grievance, by=YOON, grievance_id=1)

    assert (file.standing, file.card, file.history) == (GrievanceViewer.HEAD, None, ())
    assert file.line.is_late


def test_the_operator_hears_why_it_changed_hands(morning: Desk) -> None:
    bring_grievance(morning)
    morning.do_now(rerouting.decline, by=JUNG, grievance_id=1, reason=WHY)

    seen = morning.do_now(see_passed_on, grievance_id=1, reader=KIM)

    assert seen is not None
    card, step = seen
    assert card.recipient == YOON
    assert step is not None
    assert (step.by, step.words) == (JUNG, WHY)
    assert morning.do_now(see_passed_on, grievance_id=1, reader=LEE) is None


def test_a_complaint_about_manner_is_kept_from_each_of_its_subjects_whatever_they_are(morning: Desk) -> None:
    complain_of(morning, *(number_of(morning, name) for name in ("오감독", "한감사")))

    for who in (OH, HAN):
        with pytest.raises(Refused) as refused:
            morning.do_now(look_up_grievance, by=who, grievance_id=1)
        assert refused.value.reason is Reason.GRIEVANCE_NOT_YOURS
