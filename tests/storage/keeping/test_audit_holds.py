"""What audit still holds of petitioners whose data were destroyed for everybody else."""

from datetime import timedelta

from bot.domain.calls.results import MoneyAnswer
from bot.services.desk import Desk
from storage.keeping.audit_holds import (
    end_hold,
    has_audit_matters,
    held_contact,
    held_praise_of,
    hold_contact,
    holds_to_end,
    purge_held,
)
from storage.keeping.purging import purge_petitioner
from storage.people.queries import find_petitioner
from tests.steps.builders import with_
from tests.steps.calls import GRIEVANCE_RESULT
from tests.steps.desks import in_session, phone
from tests.steps.grievances import bring_grievance


def test_audit_holds_what_it_needs_until_its_matters_are_over(morning: Desk) -> None:
    phone(morning, 2)
    bring_grievance(morning, with_(GRIEVANCE_RESULT, money=MoneyAnswer.YES))
    before = in_session(morning, find_petitioner, 1)
    in_session(morning, hold_contact, before, morning.now(), before.sealed_alternates)
    in_session(morning, purge_petitioner, 1, morning.now())

    assert [in_session(morning, has_audit_matters, each) for each in (1, 2)] == [True, False]
    held = in_session(morning, held_contact, 1)
    assert held is not None
    assert held.sealed_phone == before.sealed_phone
    later = morning.now() + timedelta(days=400)
    assert not in_session(morning, holds_to_end, later, later, most=10)  # it is still open

    in_session(morning, purge_held, [1], in_session(morning, held_praise_of, [1]))
    in_session(morning, end_hold, 1)

    assert in_session(morning, held_contact, 1) is None
    assert not in_session(morning, has_audit_matters, 1)
