"""Whose a request is, and from when, whatever our own clock says."""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta

import pytest

from bot.serving.signatures import Signatures

NOW = datetime(2026, 11, 23, 9, 40, tzinfo=UTC)
BODY = b"command=%2Fclaim&text=\xff"


def signed(body: bytes = BODY, at: datetime = NOW, secret: bytes = b"secret") -> tuple[str, str]:
    """Sign as Slack does."""
    timestamp = str(int(at.timestamp()))
    return timestamp, "v0=" + hmac.new(secret, f"v0:{timestamp}:".encode() + body, hashlib.sha256).hexdigest()


def signatures(clock_off: timedelta = timedelta(0), running: timedelta = timedelta(0)) -> Signatures:
    """Those of a bot that has been running for a while, whose clock was set since."""
    ticks = iter((1000.0, *[1000.0 + running.total_seconds()] * 9))
    return Signatures("secret", NOW - running, now=lambda: NOW + clock_off, seconds=lambda: next(ticks))


@pytest.mark.parametrize("off", [timedelta(0), timedelta(hours=1), timedelta(hours=-1), timedelta(days=366)])
@pytest.mark.parametrize("running", [timedelta(0), timedelta(days=30)])
def test_what_slack_signed_now_is_known_though_our_clock_is_wrong(off: timedelta, running: timedelta) -> None:
    assert signatures(off, running).fit(*signed(), BODY)


@pytest.mark.parametrize(
    ("timestamp", "signature"),
    [
        signed(at=NOW - timedelta(seconds=301)),
        signed(at=NOW + timedelta(seconds=301)),
        signed(secret=b"another"),
        signed(body=b"command=%2Fclaim"),
        (signed()[0], ""),
        (signed()[0], "v0=é\udcff"),
        ("", signed()[1]),
        ("１２", "v0="),
        ("9" * 4400, "v0="),
        ("-1", "v0="),
    ],
)
def test_what_slack_did_not_sign_now_is_refused(timestamp: str, signature: str) -> None:
    assert not signatures().fit(timestamp, signature, BODY)
