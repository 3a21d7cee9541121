"""HTTP under bytes that nobody sensible would send: an answer, and never a traceback."""

import random
import time

import aiohttp
import pytest

from bot.demo.station import SampleStation
from tests.steps.mutations import LENGTHS, mutated, rounds

PATHS = ("/slack/events", "/reveal/x", "/healthz", "/readyz", "/", "/../etc", "/reveal/%00", "/slack/events?x=1")
BODIES = (
    b"command=%2Fclaim&text=1&user_id=U0KIM",
    b"payload=%7B%22type%22%3A%22block_actions%22%7D",
    b'{"type":"url_verification","challenge":"x"}',
    b'{"type":"event_callback","event":{"type":"file_shared"}}',
    b"pin=1234",
)


@pytest.mark.timeout(600)
@pytest.mark.parametrize("station", ["http"], indirect=True)
@pytest.mark.parametrize("seconds", LENGTHS)
async def test_any_request_is_answered(
    station: SampleStation, capfd: pytest.CaptureFixture[str], seconds: float
) -> None:
    assert station.bot is not None
    chance, goes_on = random.Random(20261124), rounds(seconds)  # noqa: S311 — as above
    base = f"http://127.0.0.1:{station.bot.http_port}"

    async with aiohttp.ClientSession() as session:
        while goes_on():
            headers = {
                "X-Slack-Request-Timestamp": chance.choice(["", "0", "x", "１２", "9" * 40, str(int(time.time()))]),
                "X-Slack-Signature": chance.choice(["", "v0=", "v0=" + "0" * 64, "v1=é"]),
                "Content-Type": chance.choice(["application/json", "application/x-www-form-urlencoded", "text/x", "é"]),
            }
            method = chance.choice(["GET", "POST", "PUT", "DELETE", "HEAD"])
            url = base + chance.choice(PATHS)
            body = mutated(chance.choice(BODIES), chance)
            async with session.request(method, url, data=body, headers=headers) as answer:
                assert answer.status < 500

    assert "Traceback" not in capfd.readouterr().err
