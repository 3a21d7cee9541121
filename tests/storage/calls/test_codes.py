"""Codes: unique among those of calls and of audit, and taken back when they end."""

from datetime import timedelta

from sqlalchemy import false, true

from bot.services.calls import claiming
from bot.services.desk import Desk
from storage.calls.codes import (
    codes_in_use,
    end_code,
    free_audit_codes,
    free_codes,
    note_audit_code,
    set_code,
)
from storage.calls.phonings import phonings_of
from storage.grievances.queries import is_matter_open
from tests.steps.builders import KIM
from tests.steps.desks import in_session, phone
from tests.steps.grievances import bring_grievance
from tests.steps.rows import call_row

DAY = timedelta(days=1)


def test_a_code_is_set_once_and_then_in_use(morning: Desk) -> None:
    has = [in_session(morning, set_code, 1, code) for code in ("482113", "111111")]

    assert has == ["482113"] * 2
    assert in_session(morning, codes_in_use, ["482113", "111111"]) == {"482113"}


def test_codes_come_back_from_closed_calls_about_which_nobody_phoned_lately(morning: Desk) -> None:
    phone(morning, 1)
    morning.do_now(claiming.claim_call, by=KIM, number=2)

    freed = [in_session(morning, free_codes, at, kept) for at, kept in (
        (morning.now() - DAY, false()), (morning.now() + DAY, true()), (morning.now() + DAY, false()),
    )]  # fmt: skip

    assert freed == [0, 0, 1]
    assert (call_row(morning, 1).code, call_row(morning, 2).code is None) == (None, False)


def test_a_code_ends_at_once_with_everybody_who_phoned(morning: Desk) -> None:
    morning.do_now(claiming.claim_call, by=KIM, number=1)

    in_session(morning, end_code, 1)

    assert call_row(morning, 1).code is None
    assert not in_session(morning, phonings_of, 1)


def test_a_code_of_audit_is_taken_back_when_its_matter_is_closed(morning: Desk) -> None:
    bring_grievance(morning)
    now = morning.now()

    shown = [in_session(morning, note_audit_code, 1, code, staff_id=4, at=now) for code in ("482113", "482114")]
    taken = in_session(morning, codes_in_use, ["482113", "482114"])
    freed = [in_session(morning, free_audit_codes, at, kept) for at, kept in (
        (now, false()), (now + DAY, is_matter_open()), (now + DAY, false()),
    )]  # fmt: skip

    assert (shown, taken) == (["482113"] * 2, {"482113"})
    assert freed == [0, 0, 1]
