"""Encryption of names, numbers and free text, and the keyed hash by which a number is recognised (decision 8)."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.domain.keeping.key_checks import KeyKind
from storage.chain_keys import ChainKeys

MARK = b"\x01"
"""Stands before what is sealed since chains have keys: nobody without a key can make a database look older."""
DERIVATIONS = {KeyKind.HASH: b"cleancall look-up", KeyKind.TRAIL: b"cleancall trail"}
"""A key that is not set is derived: SHA-256 of these words and the oldest of DATA_KEYS."""
ID_BYTES = 8
LEAST_NUMBER, MOST_NUMBER = 10_000, 99_999
"""Numbers of matters: five digits, so that nobody takes one for a verification code (rule book §6)."""


def random_number() -> int:
    """Draw the number of a matter: it follows from nothing, and no other follows from it."""
    return LEAST_NUMBER + secrets.randbelow(MOST_NUMBER - LEAST_NUMBER + 1)


class UnreadableSecret(Exception):
    """A sealed value was sealed with a key that DATA_KEYS no longer lists."""


class Secrets:
    """Seals and opens words: the first data key seals, every one opens. Keys are listed newest first.

    The oldest data key stands in for a hash key or a trail key that is not set. `hashed_with`: the hash keys that a
    database was hashed with, one after the other; a newer one that is set is not used before (`keys rotate --hashes`).
    """

    def __init__(
        self, data_keys: Sequence[str], *, hash_keys: Sequence[str] = (), trail_keys: Sequence[str] = ()
    ) -> None:
        self.count = len(data_keys)
        self.report_key = ""  # signs the files that a region collects
        self.marks = True  # not while a database of an older version is brought up to date
        self.listed = {
            KeyKind.DATA: [*data_keys],
            KeyKind.HASH: [*hash_keys] or [_derived(KeyKind.HASH, data_keys[-1])],
            KeyKind.TRAIL: [*trail_keys] or [_derived(KeyKind.TRAIL, data_keys[-1])],
        }
        self.derived = [kind for kind, keys in ((KeyKind.HASH, hash_keys), (KeyKind.TRAIL, trail_keys)) if not keys]
        self.chain_keys = ChainKeys({id_of(key): _bytes_of(key) for key in self.listed[KeyKind.TRAIL]})
        self._newest = Fernet(data_keys[0])
        self._fernet = MultiFernet([Fernet(key) for key in data_keys])
        self._hash_keys = {id_of(key): _bytes_of(key) for key in self.listed[KeyKind.HASH]}
        self.hashed_with = self.ids(KeyKind.HASH)[-1:]

    def ids(self, kind: KeyKind) -> list[str]:
        """Name the keys of a kind, newest first."""
        return [id_of(key) for key in self.listed[kind]]

    def seal(self, words: str) -> bytes:
        """Encrypt words."""
        return self._newest.encrypt((MARK if self.marks else b"") + words.encode())

    def seal_if(self, words: str | None) -> bytes | None:
        """Encrypt words when there are any; None otherwise."""
        return self.seal(words) if words else None

    def open(self, sealed: bytes) -> str:
        """Decrypt; what was purged opens as nothing.

        Raises:
            UnreadableSecret: no key of ours fits.
        """
        return self._opened(sealed).removeprefix(MARK).decode()

    def is_marked(self, sealed: bytes | None) -> bool:
        """Check whether something was sealed since chains have keys.

        Raises:
            UnreadableSecret: no key of ours fits.
        """
        return self._opened(sealed or b"").startswith(MARK)

    def _opened(self, sealed: bytes) -> bytes:
        if not sealed:
            return b""
        try:
            return self._fernet.decrypt(sealed)
        except InvalidToken as error:
            raise UnreadableSecret from error

    def resealed(self, sealed: bytes | None) -> bytes | None:
        """Seal anew with the newest key; None when there is nothing to do.

        Raises:
            UnreadableSecret: no key of ours fits.
        """
        if not sealed:
            return None
        try:
            self._newest.decrypt(sealed)
        except InvalidToken:
            return self.seal(self.open(sealed))
        return None

    def open_if(self, sealed: bytes | None) -> str:
        """Decrypt what may be missing; "" when it is."""
        return self.open(sealed) if sealed else ""

    def keyed_hash(self, value: str) -> str:
        """Hash a value so that only the holder of the keys can compare it (HMAC-SHA256, hex)."""
        for key_id in self.hashed_with:
            value = self.hashed_anew(value, key_id)
        return value

    def hashed_anew(self, value: str, key_id: str) -> str:
        """Hash a value, or what is hashed already, with one key."""
        return hmac.digest(self._hash_keys[key_id], value.encode(), "sha256").hex()

    def hash_with(self, ids: Sequence[str]) -> None:
        """Hash with these keys from now on, one after the other, the oldest first; as the database was hashed."""
        if self._hash_keys.keys() >= {*ids}:
            self.hashed_with = [*ids]


def id_of(key: str) -> str:
    """Name a key without telling it: the beginning of an HMAC made with it."""
    return hmac.digest(_bytes_of(key), b"cleancall key", "sha256")[:ID_BYTES].hex()


def _derived(kind: KeyKind, data_key: str) -> str:
    """Derive a key from the oldest data key, for installations that began without one of its kind."""
    return base64.urlsafe_b64encode(hashlib.sha256(DERIVATIONS[kind] + _bytes_of(data_key)).digest()).decode()


def _bytes_of(key: str) -> bytes:
    return base64.urlsafe_b64decode(key)
