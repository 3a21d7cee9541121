"""Sealing, opening and hashing with keys that are replaced."""

import pytest
from cryptography.fernet import Fernet

from bot.domain.keeping.key_checks import KeyKind
from storage.secrets import Secrets, UnreadableSecret


def test_every_old_key_opens_and_the_hash_stays_when_a_newer_key_is_put_in_front() -> None:
    old_key, new_key = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    old, both = Secrets([old_key]), Secrets([new_key, old_key])

    sealed = old.seal("010-0000-1001")

    assert both.open(sealed) == "010-0000-1001"
    assert both.keyed_hash("01000001001") == old.keyed_hash("01000001001")
    with pytest.raises(UnreadableSecret):
        Secrets([new_key]).open(sealed)


def test_keys_that_are_not_set_are_derived_from_the_oldest_data_key() -> None:
    old, new, other = (Fernet.generate_key().decode() for _ in range(3))
    derived, again = Secrets([old]), Secrets([new, old])
    set_apart = Secrets([new], hash_keys=derived.listed[KeyKind.HASH], trail_keys=derived.listed[KeyKind.TRAIL])

    assert derived.derived == [KeyKind.HASH, KeyKind.TRAIL]
    assert not set_apart.derived
    for kind in (KeyKind.HASH, KeyKind.TRAIL):
        assert derived.ids(kind) == again.ids(kind) == set_apart.ids(kind) != Secrets([other]).ids(kind)
    assert set_apart.keyed_hash("01000001001") == derived.keyed_hash("01000001001")
    assert old not in derived.ids(KeyKind.DATA)


def test_what_was_sealed_since_chains_have_keys_says_so_under_its_seal() -> None:
    secrets = Secrets([Fernet.generate_key().decode()])
    secrets.marks = False
    before = secrets.seal("말씀")
    secrets.marks = True
    since = secrets.seal("말씀")

    assert [secrets.is_marked(each) for each in (before, since, None)] == [False, True, False]
    assert secrets.open(before) == secrets.open(since) == "말씀"
