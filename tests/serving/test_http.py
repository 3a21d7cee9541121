"""Doors that strangers can reach, under bytes that nobody sensible would send: an answer, and never a traceback."""

import contextlib
import random
import time
from collections.abc import Callable
from datetime import date

import aiohttp
import pytest
from cryptography.fernet import Fernet

from bot.demo.station import SampleStation
from bot.domain.lists.rows import UnreadableList
from bot.services.lists.importing import prepare_list
from storage.secrets import Secrets
from tests.steps.builders import csv_list, visitor

MINUTE = 60
LENGTHS = [3, pytest.param(5 * MINUTE, marks=pytest.mark.slow)]
"""Seconds: a taste in the ordinary suite, ten minutes in all in the slow one."""
LISTS = (csv_list([visitor(1), visitor(2)]), csv_list([visitor(3)], "utf-8-sig"), b"PK\x03\x04" + bytes(64))
DOORS = ("/slack/events", "/reveal/x", "/healthz", "/readyz", "/", "/../etc", "/reveal/%00", "/slack/events?x=1")
BODIES = (
    b"command=%2Fclaim&text=1&user_id=U0KIM",
    b"payload=%7B%22type%22%3A%22block_actions%22%7D",
    b'{"type":"url_verification","challenge":"x"}',
    b'{"type":"event_callback","event":{"type":"file_shared"}}',
    b"pin=1234",
)


def mutated(source: bytes, chance: random.Random) -> bytes:
    """Bytes flipped, cut, doubled, put in."""
    data = bytearray(source)
    for _ in range(chance.randint(0, 8)):
        at = chance.randint(0, len(data))
        match chance.randint(0, 3):
            case 0:
                data[at:at] = chance.randbytes(chance.randint(1, 30))
            case 1:
                del data[at : at + chance.randint(1, 40)]
            case 2:
                data[at:at] = data[: chance.randint(0, 200)]
            case _ if data:
                data[at % len(data)] = chance.randrange(256)
    return bytes(data)


def rounds(seconds: float) -> Callable[[], bool]:
    """Tell whether there is time for one more."""
    until = time.monotonic() + seconds
    return lambda: time.monotonic() < until


@pytest.mark.timeout(600)
@pytest.mark.parametrize("seconds", LENGTHS)
def test_any_file_is_read_or_refused(seconds: float) -> None:
    chance, goes_on = random.Random(20261123), rounds(seconds)  # noqa: S311 — the same bytes every time, guards nothing
    secrets = Secrets([Fernet.generate_key().decode()])

    while goes_on():
        name = chance.choice(["a.csv", "a.xlsx", "a.txt", "a.hwp", "명단", "a.CSV"])
        with contextlib.suppress(UnreadableList):
            prepare_list(mutated(chance.choice(LISTS), chance), name, today=date(2026, 11, 23), secrets=secrets)


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
            url = base + chance.choice(DOORS)
            body = mutated(chance.choice(BODIES), chance)
            async with session.request(method, url, data=body, headers=headers) as answer:
                assert answer.status < 500

    assert "Traceback" not in capfd.readouterr().err
