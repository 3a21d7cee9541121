"""Finding a grievance: whose it is not is told the same as that there is none."""

import pytest

from bot.domain.refusals import Reason, Refused
from bot.services.desk import Desk
from bot.services.grievances.finding import existing_grievance, permitted_grievance
from tests.steps.grievances import bring_grievance


def test_a_number_that_none_has_is_refused(morning: Desk) -> None:
    bring_grievance(morning)

    assert morning.do_now(existing_grievance, 1).call_id == 1
    with pytest.raises(Refused) as refused:
        morning.do_now(existing_grievance, 99)
    assert refused.value.reason is Reason.NO_SUCH_GRIEVANCE


def test_who_has_nothing_to_do_with_it_does_not_learn_that_there_is_one(morning: Desk) -> None:
    bring_grievance(morning)

    assert morning.do_now(permitted_grievance, 1, lambda found: found.call_id == 1).id == 1
    for number in (1, 99):
        with pytest.raises(Refused) as refused:
            morning.do_now(permitted_grievance, number, lambda found: found.call_id == 2)
        assert refused.value.reason is Reason.GRIEVANCE_NOT_YOURS
