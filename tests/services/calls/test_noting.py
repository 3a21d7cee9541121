"""Noting how to talk with a petitioner: by the claimant alone; who is vulnerable goes ahead; purged with the rest."""

from datetime import timedelta

import pytest

from bot.clock import MovableClock
from bot.domain.calls.flags import Flag, FlagField, Flags
from bot.domain.refusals import FormRefused, Reason, Refused
from bot.services.calls.claiming import claim_call
from bot.services.calls.noting import begin_flags, note_flags
from bot.services.desk import Desk
from bot.services.keeping.purging import purge
from storage.people.queries import find_petitioner
from tests.steps.builders import KIM, LEE, MONDAY, seoul
from tests.steps.desks import in_session, phone
from tests.steps.rows import call_row


def test_the_claimant_notes_it_and_it_goes_with_the_contact_data(morning: Desk, clock: MovableClock) -> None:
    morning.do_now(claim_call, by=KIM, number=2)
    with pytest.raises(Refused) as others:
        morning.do_now(note_flags, by=LEE, number=2, flags=Flags())
    with pytest.raises(FormRefused) as nobody:
        morning.do_now(note_flags, by=KIM, number=2, flags=Flags(which=(Flag.PROXY,)))

    card = morning.do_now(note_flags, by=KIM, number=2, flags=Flags(which=(Flag.VULNERABLE,)))
    begun = morning.do_now(begin_flags, by=KIM, number=2)
    priority = call_row(morning, 2).priority
    phone(morning, 2)
    clock.set(seoul(MONDAY + timedelta(days=40), 3))
    morning.do_now(purge)

    assert others.value.reason is Reason.NOT_YOURS
    assert nobody.value.errors == {FlagField.WHO: Reason.WHO_MISSING}
    assert card.flags == begun == Flags(which=(Flag.VULNERABLE,))
    assert priority == 1
    assert in_session(morning, find_petitioner, call_row(morning, 2).petitioner_id).sealed_flags is None
