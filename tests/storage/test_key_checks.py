"""What a database knows of its keys, and what the keys know of it."""

from cryptography.fernet import Fernet

from bot.domain.keeping.key_checks import KeyKind, KnownKey
from bot.services.desk import Desk
from storage.key_checks import (
    has_key_checks,
    has_staff,
    keys_against_data,
    known_keys,
    note_keys,
    note_only_needed,
)
from storage.secrets import Secrets
from tests.steps.desks import in_session


def test_keys_are_known_in_the_order_of_their_first_use(desk: Desk) -> None:
    in_session(desk, note_keys, KeyKind.DATA, ["old", "new"], desk.now())
    in_session(desk, note_keys, KeyKind.DATA, ["new", "newer"], desk.now())
    in_session(desk, note_keys, KeyKind.HASH, ["other"], desk.now())
    in_session(desk, note_only_needed, KeyKind.DATA, "newer")

    assert in_session(desk, known_keys, KeyKind.DATA) == [
        KnownKey(id="old", is_needed=False),
        KnownKey(id="new", is_needed=False),
        KnownKey(id="newer", is_needed=True),
    ]
    assert in_session(desk, has_key_checks)


def test_keys_are_tried_on_what_is_stored(morning: Desk) -> None:
    right, wrong = morning.secrets, Secrets([Fernet.generate_key().decode()])
    moved = Secrets([*right.listed[KeyKind.DATA], *wrong.listed[KeyKind.DATA]])

    found = [in_session(morning, keys_against_data, each) for each in (right, wrong, moved)]

    assert [(bool(each.unreadable), each.numbers_are_known) for each in found] == [
        (False, True),
        (True, True),
        (False, False),
    ]
    assert (found[0].is_marked, in_session(morning, has_staff)) == (True, True)
