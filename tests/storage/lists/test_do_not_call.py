"""The do-not-call register."""

from datetime import timedelta

from bot.domain.calls.undoing import Registered
from bot.services.desk import Desk
from storage.lists.do_not_call import (
    not_to_be_called,
    register_do_not_call,
    registration_of,
    registrations_of,
    restore_registration,
)
from storage.people.numbers import add_number
from storage.people.tables import OtherNumber
from tests.steps.builders import KIM, MONDAY, OH, TUESDAY, seoul
from tests.steps.desks import in_session

NOW = seoul(MONDAY, 10)


def test_a_number_stands_there_for_good_or_until_its_day_is_over(desk: Desk) -> None:
    in_session(desk, register_do_not_call, "for good", OH, NOW)
    in_session(desk, register_do_not_call, "until tuesday", OH, NOW, until=TUESDAY)
    asked = ["for good", "until tuesday", "unknown"]

    assert in_session(desk, not_to_be_called, asked, TUESDAY) == {"for good", "until tuesday"}
    assert in_session(desk, not_to_be_called, asked, TUESDAY + timedelta(days=1)) == {"for good"}


def test_the_newest_entry_of_a_number_counts(desk: Desk) -> None:
    in_session(desk, register_do_not_call, "number", OH, NOW)
    in_session(desk, register_do_not_call, "number", OH, NOW, until=MONDAY)

    assert not in_session(desk, not_to_be_called, ["number"], TUESDAY)


def test_an_entry_is_taken_back_to_the_one_before_it_unless_there_is_a_newer_one(desk: Desk) -> None:
    later = NOW + timedelta(minutes=1)
    before = Registered(by=OH, at=NOW, until=MONDAY)
    for number in ("known", "new", "newer"):
        in_session(desk, register_do_not_call, number, KIM, later)

    in_session(desk, restore_registration, "known", later, before)
    in_session(desk, restore_registration, "new", later, None)
    in_session(desk, restore_registration, "newer", NOW, None)

    left = [in_session(desk, registration_of, number) for number in ("known", "new", "newer")]
    assert [each and (each.added_by, each.at, each.until) for each in left] == [
        (OH, NOW, MONDAY),
        None,
        (KIM, later, None),
    ]


def test_the_entries_of_all_numbers_of_a_petitioner_are_read(morning: Desk) -> None:
    main, other = (morning.secrets.keyed_hash(number) for number in ("01000001002", "01000007777"))
    in_session(morning, add_number, OtherNumber(petitioner_id=2, phone_hash=other, sealed_phone=b""))
    in_session(morning, register_do_not_call, main, OH, NOW)
    in_session(morning, register_do_not_call, other, KIM, NOW, until=TUESDAY)

    assert in_session(morning, registrations_of, 2) == {
        main: Registered(by=OH, at=NOW, until=None),
        other: Registered(by=KIM, at=NOW, until=TUESDAY),
    }
    assert in_session(morning, registrations_of, 3) == {}
