"""What Slack has signed, and just now: checked over the bytes as they came, before anything reads them."""

import hashlib
import hmac
import re
import time
from collections.abc import Callable
from datetime import datetime

from bot.clock import wall_clock

SIGNED_WITHIN = 300.0
"""Seconds: what was signed longer ago is refused (sandbox/README.md, Signing)."""
TIMESTAMP = re.compile(r"[0-9]{1,12}")


class Signatures:
    """Tells Slack's requests from others.

    Now is what our clock says, or what Slack's said when we asked last and the seconds since: a clock that is set
    wrong turns nobody away.
    """

    def __init__(
        self,
        secret: str,
        slack_time: datetime | None = None,
        *,
        now: Callable[[], datetime] = wall_clock,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._secret = secret.encode()
        self._now, self._seconds = now, seconds
        self._slack_ahead = (slack_time or now()).timestamp() - seconds()

    def fit(self, timestamp: str, signature: str, body: bytes) -> bool:
        """Check the two headers that Slack sends with a body."""
        if not TIMESTAMP.fullmatch(timestamp) or not self._is_now(int(timestamp)):
            return False
        signed = hmac.new(self._secret, b"v0:%b:%b" % (timestamp.encode(), body), hashlib.sha256).hexdigest()
        return hmac.compare_digest(f"v0={signed}".encode(), signature.encode(errors="surrogateescape"))

    def _is_now(self, timestamp: int) -> bool:
        nows = (self._now().timestamp(), self._slack_ahead + self._seconds())
        return any(abs(now - timestamp) <= SIGNED_WITHIN for now in nows)
