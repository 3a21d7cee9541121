"""What the database says of an installation."""

from datetime import timedelta

from cryptography.fernet import Fernet

from bot.clock import MovableClock
from bot.domain.keeping.diagnosis import NAMES_OF_DAYS, NamesUnknown
from bot.domain.roles import Role
from bot.services.desk import Desk
from bot.services.keeping.diagnosis import see_installation, verify_chains
from storage.secrets import Secrets
from tests.steps.builders import MONDAY, seoul, visitor
from tests.steps.desks import bring_list, hire, open_morning, operator, phone


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


def test_names_that_no_table_knows_are_counted(morning: Desk) -> None:
    hire(
        morning,
        operator("U0A", department="행복과", roles=[Role.OFFICER.value]),
        operator("U0B", department="행복과", roles=[Role.OFFICER.value]),
        operator("U0C", department="희망과", roles=[Role.OFFICER.value], active=False),
    )
    strange = {"담당부서": "행복과", "민원종류": "무엇인가"}
    rows = [visitor(4, **strange), visitor(5, **strange), visitor(6, 담당자="경위 아무개"), visitor(7, 담당자="")]
    bring_list(morning, rows)

    names = morning.do_now(see_installation).names

    assert (names.visits, names.other_departments, names.other_types) == (7, 2, 2)
    assert (names.people, names.units) == (2, 1)
    assert (names.with_officer, names.officers_unknown) == (6, 3)  # 최형사 of the morning's list is not there either


def test_what_is_older_than_the_last_days_is_not_counted(morning: Desk, clock: MovableClock) -> None:
    clock.set(seoul(MONDAY + NAMES_OF_DAYS + timedelta(days=1), 9))

    assert morning.do_now(see_installation).names == NamesUnknown()
