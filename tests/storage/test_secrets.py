"""Sealing, opening and hashing with keys that are replaced."""

import pytest
from cryptography.fernet import Fernet

from storage.secrets import Secrets, UnreadableSecret


def test_every_old_key_opens_and_the_hash_stays_when_a_newer_key_is_put_in_front() -> None:
    old_key, new_key = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    old, both = Secrets([old_key]), Secrets([new_key, old_key])

    sealed = old.seal("010-0000-1001")

    assert both.open(sealed) == "010-0000-1001"
    assert both.keyed_hash("01000001001") == old.keyed_hash("01000001001")
    with pytest.raises(UnreadableSecret):
        Secrets([new_key]).open(sealed)
