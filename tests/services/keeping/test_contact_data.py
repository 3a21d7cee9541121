"""Contact data: logged whenever it is opened; behind a page that opens once, where the station wants that."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.clock import MovableClock
from bot.domain.keeping.cards import Contact
from bot.domain.roles import ADMIN
from bot.domain.station import Reveal
from bot.services.calls import claiming
from bot.services.desk import Desk
from bot.services.keeping.contact_data import holders_of, may_open, open_page, open_words, same_person
from bot.services.keeping.diagnosis import verify_chains
from bot.services.unit import Unit
from storage.people.queries import correct_petitioner
from tests.steps.builders import FRIDAY, KIM, visitor
from tests.steps.desks import bring_list, in_session
from tests.steps.rows import call_row, purposes, reveals


def linked(desk: Desk) -> Contact:
    """Claim call 1 at a station that shows a page instead of the number."""
    desk.station = replace(desk.station, reveal=Reveal.LINK)
    return desk.do_now(claiming.claim_call, by=KIM, number=1).contact


def token_of(contact: Contact) -> str:
    """Return the token of a page."""
    return contact.link.rpartition("/")[2]


def test_who_sees_a_number_stands_in_the_access_log(morning: Desk) -> None:
    contact = morning.do_now(claiming.claim_call, by=KIM, number=1).contact

    assert (contact.name, contact.phone) == ("남궁민수", "010-0000-1001")
    assert (reveals(morning), purposes(morning)) == ([(KIM, "call:1")], ["call.claimed"])


def test_a_number_may_be_several_peoples_and_a_person_stands_there_several_times(desk: Desk) -> None:
    same = {"연락처": "010-0000-1001"}
    bring_list(desk, [visitor(1), visitor(2, **same), visitor(3)])
    in_session(desk, correct_petitioner, 3, phone_hash=desk.secrets.keyed_hash("01000001001"), sealed_name=b"")
    calls = [call_row(desk, number) for number in (1, 2)]

    def asked(unit: Unit) -> tuple[list[bool], list[Sequence[int]]]:
        return [holders_of(unit, call).is_shared for call in calls], [same_person(unit, call) for call in calls]

    assert desk.do_now(asked) == ([True, True], [[1], [2]])


def test_a_page_opens_once_and_is_logged_when_it_does(morning: Desk) -> None:
    contact = linked(morning)
    before = reveals(morning)

    opened = morning.do_now(open_page, token=token_of(contact), pin=contact.pin)

    assert (contact.phone, before) == ("", [])
    assert opened is not None
    assert opened.phone == "010-0000-1001"
    assert reveals(morning) == [(KIM, "call:1")]
    assert morning.do_now(open_page, token=token_of(contact), pin=contact.pin) is None


def test_a_page_is_closed_after_a_minute(morning: Desk, clock: MovableClock) -> None:
    contact = linked(morning)
    clock.advance(timedelta(seconds=59))
    in_time = morning.do_now(may_open, token=token_of(contact))
    clock.advance(timedelta(seconds=1))

    assert in_time
    assert not morning.do_now(may_open, token=token_of(contact))
    assert morning.do_now(open_page, token=token_of(contact), pin=contact.pin) is None


def test_three_wrong_numbers_close_a_page(morning: Desk) -> None:
    contact = linked(morning)
    wrong = "0000" if contact.pin != "0000" else "0001"

    for _ in range(3):
        assert morning.do_now(open_page, token=token_of(contact), pin=wrong) is None

    assert morning.do_now(open_page, token=token_of(contact), pin=contact.pin) is None
    assert not reveals(morning)


def test_reading_the_words_of_lists_stands_in_the_access_log_with_how_many(morning: Desk) -> None:
    opened = morning.do_now(open_words, since=FRIDAY, by=ADMIN)

    assert [each.words.purpose for each in opened.visits] == ["교통사고"] * 3
    assert len({each.person for each in opened.visits}) == 3
    assert opened.names == ("남궁민수", "성춘향", "이몽룡")
    assert (reveals(morning), purposes(morning)) == ([(ADMIN, "lists")], ["lists.words"])
    assert morning.do_now(verify_chains)[1].rows == 1
