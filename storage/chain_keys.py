"""The keys under which rows of the trail and the access log are chained, each known by its id."""

import hmac
import json
from collections.abc import Mapping, Sequence

from storage.errors import DatabaseError

_WORDS = json.JSONEncoder(ensure_ascii=False).encode


class ChainKeyMissing(DatabaseError):
    """A chain goes on under a key that TRAIL_KEYS does not list: this process is to be started anew with it."""


class ChainKeys:
    """Keys by their ids, newest first."""

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        self._signers = {key_id: hmac.new(key, digestmod="sha256") for key_id, key in keys.items()}
        self.newest = next(iter(keys))

    def __contains__(self, key_id: str) -> bool:
        return key_id in self._signers

    def sign(self, key_id: str, words: Sequence[object]) -> str:
        """Sign words with a key (HMAC-SHA256, hex).

        Raises:
            ChainKeyMissing: there is no such key.
        """
        try:
            signer = self._signers[key_id].copy()  # the key is taken in already: a third less to do
        except KeyError:
            raise ChainKeyMissing("ChainKeyMissing") from None
        signer.update(_WORDS(words).encode())
        return signer.hexdigest()

    def fits(self, key_id: str, words: Sequence[object], signature: object) -> bool:
        """Check a signature; one under a key that is not here does not fit."""
        return key_id in self and hmac.compare_digest(self.sign(key_id, words), str(signature))
