"""One-time pages: the token is not stored, and a page is used up once."""

from datetime import timedelta

from bot.domain.trail import Purpose
from bot.services.desk import Desk
from storage.keeping.reveals import MOST_TRIES, add_ticket, is_open, ticket_holder, use_ticket
from storage.keeping.tables import RevealTicket
from tests.steps.builders import KIM, MONDAY, seoul
from tests.steps.desks import in_session

NOW = seoul(MONDAY, 10)
TOKEN = "a-token"


def issued(desk: Desk) -> Desk:
    """Issue a page for call 1 that lives for a minute."""
    ticket = RevealTicket(
        token_hash="",
        call_id=1,
        by=KIM,
        purpose=Purpose.CLAIMED_CALL.value,
        pin="0421",
        expires_at=NOW + timedelta(minutes=1),
    )
    in_session(desk, add_ticket, TOKEN, ticket)
    return desk


def test_a_page_is_used_once_in_time_with_its_number(morning: Desk) -> None:
    issued(morning)

    tries = [
        in_session(morning, use_ticket, TOKEN, pin, NOW + timedelta(seconds=after)) is not None
        for pin, after in (("0421", 61), ("0000", 1), ("0421", 2), ("0421", 3))
    ]

    assert tries == [False, False, True, False]
    assert not in_session(morning, is_open, TOKEN, NOW)


def test_a_page_is_shut_after_three_wrong_numbers(morning: Desk) -> None:
    issued(morning)

    for _ in range(MOST_TRIES):
        assert in_session(morning, is_open, TOKEN, NOW)
        in_session(morning, use_ticket, TOKEN, "0000", NOW)

    assert in_session(morning, use_ticket, TOKEN, "0421", NOW) is None


def test_whose_page_it_is_is_known_and_the_token_is_not_stored(morning: Desk) -> None:
    issued(morning)

    ticket = in_session(morning, use_ticket, TOKEN, "0421", NOW)

    assert in_session(morning, ticket_holder, TOKEN) == KIM
    assert in_session(morning, ticket_holder, "another") is None
    assert ticket is not None
    assert TOKEN not in ticket.token_hash
