"""What the database says of an installation."""

from cryptography.fernet import Fernet

from bot.clock import MovableClock
from bot.domain.roles import Role
from bot.services.desk import Desk
from bot.services.keeping.diagnosis import see_installation, verify_chains
from storage.secrets import Secrets
from tests.steps.desks import open_morning, phone


def test_a_sound_installation_has_its_people_and_opens_everything(morning: Desk) -> None:
    state = morning.do_now(see_installation)

    assert (state.keys, state.unreadable, state.numbers_are_known, state.failed) == (1, [], True, 0)
    assert {role: count for role, count in state.people.items() if count} == {
        Role.OPERATOR: 3,
        Role.OFFICER: 1,
        Role.AUDIT: 1,
        Role.SUPERVISOR: 1,
    }


def test_a_key_that_is_missing_is_seen_by_what_it_does_not_open(morning: Desk) -> None:
    morning.secrets = Secrets([Fernet.generate_key().decode()])

    assert "petitioner" in morning.do_now(see_installation).unreadable


def test_a_new_key_put_last_is_seen_by_the_numbers_it_does_not_know(desk: Desk, clock: MovableClock) -> None:
    old, new = (Fernet.generate_key().decode() for _ in range(2))
    desk.secrets = Secrets([old])
    open_morning(desk, clock)

    desk.secrets = Secrets([new, old])
    in_front = desk.do_now(see_installation)
    desk.secrets = Secrets([old, new])
    at_the_end = desk.do_now(see_installation)

    assert (in_front.keys, in_front.numbers_are_known) == (2, True)
    assert (at_the_end.keys, at_the_end.numbers_are_known) == (2, False)


def test_both_chains_are_sound_after_a_call(morning: Desk) -> None:
    phone(morning, 2)

    trail, access_log = morning.do_now(verify_chains)

    assert (trail.broken_at, access_log.broken_at) == (None, None)
    assert access_log.rows == 1
