"""The other numbers of a petitioner: kept once, found by their hashes, replaced by lists but for what people wrote."""

from bot.services.desk import Desk
from storage.calls.lookups import calls_of_number
from storage.people.numbers import (
    add_number,
    drop_number,
    drop_numbers,
    hashes_of,
    other_numbers,
    replace_listed_numbers,
)
from storage.people.tables import OtherNumber
from tests.steps.builders import KIM
from tests.steps.desks import in_session
from tests.steps.rows import call_row


def test_numbers_are_kept_once_and_found_whichever_it_is(morning: Desk) -> None:
    person = call_row(morning, 2).petitioner_id
    for _ in range(2):
        in_session(morning, add_number, OtherNumber(petitioner_id=person, phone_hash="mine", sealed_phone=b"", by=KIM))
    in_session(morning, replace_listed_numbers, person, {"mine": b"1", "listed": b"2"})
    first = in_session(morning, hashes_of, person)[1:]
    in_session(morning, replace_listed_numbers, person, {"newer": b"3"})

    assert first == ["mine", "listed"]
    assert in_session(morning, hashes_of, person)[1:] == ["mine", "newer"]
    assert [call.key for call in in_session(morning, calls_of_number, "newer")] == [2]

    in_session(morning, drop_number, person, "mine")
    assert [each.phone_hash for each in in_session(morning, other_numbers, person)] == ["newer"]
    in_session(morning, drop_numbers, person)
    assert not in_session(morning, other_numbers, person)
