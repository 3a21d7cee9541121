"""Encryption of names, numbers and free text, and the keyed hash by which a number is recognised (decision 8)."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

LEAST_NUMBER, MOST_NUMBER = 10_000, 99_999
"""Numbers of matters: five digits, so that nobody takes one for a verification code (rule book §6)."""


def random_number() -> int:
    """Draw the number of a matter: it follows from nothing, and no other follows from it."""
    return LEAST_NUMBER + secrets.randbelow(MOST_NUMBER - LEAST_NUMBER + 1)


class UnreadableSecret(Exception):
    """A sealed value was sealed with a key that DATA_KEYS no longer lists."""


class Secrets:
    """Seals and opens words: the first key seals, every key opens.

    The hash is made with the last (oldest) key, so that known numbers stay known when a newer key is put in front.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        self.count = len(keys)
        self._newest = Fernet(keys[0])
        self._fernet = MultiFernet([Fernet(key) for key in keys])
        self._hash_key = hashlib.sha256(b"cleancall look-up" + base64.urlsafe_b64decode(keys[-1])).digest()

    def seal(self, words: str) -> bytes:
        """Encrypt words."""
        return self._newest.encrypt(words.encode())

    def seal_if(self, words: str | None) -> bytes | None:
        """Encrypt words when there are any; None otherwise."""
        return self.seal(words) if words else None

    def open(self, sealed: bytes) -> str:
        """Decrypt; what was purged opens as nothing.

        Raises:
            UnreadableSecret: no key of ours fits.
        """
        if not sealed:
            return ""
        try:
            return self._fernet.decrypt(sealed).decode()
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
        return hmac.digest(self._hash_key, value.encode(), "sha256").hex()
