"""The HTTP port under what strangers send: an answer, no traceback, no row, and nobody else waits longer."""

import asyncio
import logging
import sqlite3
import statistics
import time
from collections import Counter
from collections.abc import AsyncIterator, Mapping

import pytest

from bot.demo.station import SampleDatabase, SampleStation, sample_station
from bot.sandbox import Person
from bot.serving.http import address_of
from bot.settings import networks_in
from tests.steps.builders import MONDAY, seoul
from tests.steps.slack import open_monday, when_done
from tests.steps.strangers import DEEP, HEAD, UNKNOWN, answer_of, besieged
from tests.steps.workers import RUNS_BOTS

MINUTE = 60.0
ON_THEIR_WAY = 'INSERT INTO "notice"', 'INSERT INTO "post"'
LINK = 'reveal = "link"\nreveal_url = "http://127.0.0.1:3000"\n'
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture
async def open_station(sample_database: SampleDatabase) -> AsyncIterator[SampleStation]:
    """A station with every door that there is: HTTP mode, and pages that open once."""
    async with sample_station(seoul(MONDAY, 8, 0), mode="http", database=sample_database) as station:
        written = station.settings.station_file.read_text(encoding="utf-8")
        station.settings.station_file.write_text(LINK + written, encoding="utf-8")
        await station.start_bot()
        yield station


def rows(station: SampleStation) -> list[str]:
    """Every row of the database, as SQL, but those of notices that may be on their way."""
    with sqlite3.connect(station.settings.database_url.removeprefix("sqlite:///")) as database:
        return [row for row in database.iterdump() if not row.startswith(ON_THEIR_WAY)]


async def claims(kim: Person, seconds: float) -> list[float]:
    """Claim and release a call for some time. Returns how long each claim took."""
    took, until = [], time.monotonic() + seconds
    while time.monotonic() < until:
        began = time.monotonic()
        answer = await kim.types("/claim 1")
        assert answer is not None
        answer = await when_done(kim, answer)
        took.append(time.monotonic() - began)
        assert "1번" in answer.words
        await kim.types("/release 1")
    return took


def p99(took: list[float]) -> float:
    return statistics.quantiles(took, n=100)[98]


async def test_nothing_is_read_or_written_for_who_is_not_known(
    open_station: SampleStation, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    bot, line = open_station.bot, open_station.sandbox.slack.line
    assert bot is not None
    assert bot.http_port is not None
    before = rows(open_station)

    def asked(path: bytes, body: bytes = b"", headers: Mapping[str, str] = FORM, method: bytes = b"POST") -> bytes:
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        return HEAD % (method, path, lines.encode(), len(body)) + body

    old, deep = line.signed("{}", at=1), line.signed(DEEP.decode())
    answers = {
        name: await answer_of(bot.http_port, request)
        for name, request in {
            "deep": asked(b"/slack/events", DEEP),
            "deep, and signed": asked(b"/slack/events", DEEP, FORM | deep),
            "long timestamp": asked(b"/slack/events", b"{}", {"X-Slack-Request-Timestamp": "9" * 4400}),
            "old": asked(b"/slack/events", b"{}", old),
            "no text": asked(b"/slack/events", b"payload=\xff"),
            "metrics": asked(b"/metrics", method=b"GET"),
            "readyz": asked(b"/readyz", method=b"GET"),
            "reveal": asked(b"/reveal/x", b"pin=1234"),
            "reveal of nothing": asked(b"/reveal/%00", b"pin=1234"),
            "reveal of nobody's": asked(UNKNOWN, b"pin=1234"),
        }.items()
    }

    assert answers == {
        **dict.fromkeys(("deep", "long timestamp", "old", "no text"), b"401"),
        "deep, and signed": b"400",
        **dict.fromkeys(("metrics", "readyz"), b"404"),
        **dict.fromkeys(("reveal", "reveal of nothing", "reveal of nobody's"), b"410"),
    }
    assert rows(open_station) == before
    assert capsys.readouterr().out.count("http.not_signed") == 1
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


async def test_no_port_is_open_that_nobody_uses(socket_station: SampleStation) -> None:
    assert socket_station.bot is not None
    assert socket_station.bot.http_port is None
    assert socket_station.bot.health_port is not None


@pytest.mark.long
@RUNS_BOTS
@pytest.mark.timeout(1200)
@pytest.mark.parametrize(("rounds", "seconds"), [(1, 0.6), pytest.param(20, MINUTE / 2, marks=pytest.mark.slow)])
async def test_strangers_get_their_answers_and_hold_nobody_up(
    open_station: SampleStation, caplog: pytest.LogCaptureFixture, rounds: int, seconds: float
) -> None:
    """Ten minutes in the slow suite, by turns with and without them: what else the machine does is in both."""
    kim = await open_monday(open_station)
    bot, counts = open_station.bot, Counter[bytes]()
    assert bot is not None
    assert bot.http_port is not None
    alone: list[float] = []
    besieged_too: list[float] = []

    for number in range(rounds):
        alone += await claims(kim, seconds / 2)
        with besieged(bot.http_port, seconds, seed=number) as strangers:
            besieged_too += await claims(kim, seconds)
            counts += await asyncio.to_thread(strangers.recv)

    assert sum(counts.values()) > 5 * rounds * seconds
    assert not [status for status in counts if status.startswith(b"5")], counts
    assert not [record for record in caplog.records if record.exc_info]
    assert p99(besieged_too) < (2 * p99(alone) if rounds > 1 else 3), (p99(alone), p99(besieged_too), counts)


@pytest.mark.parametrize(
    ("remote", "forwarded_for", "told"),
    [
        ("127.0.0.1", "10.0.0.1, 192.0.2.7", "192.0.2.7"),
        ("::1", "192.0.2.7", "192.0.2.7"),
        ("172.31.250.2", "10.0.0.1, 192.0.2.7", "192.0.2.7"),  # the proxy in front
        ("172.31.250.9", "192.0.2.7", "172.31.250.9"),  # its neighbour
        ("203.0.113.5", "192.0.2.7", "203.0.113.5"),  # anybody
        ("172.31.250.2", "", "172.31.250.2"),
        ("172.31.250.2", "somewhere", "172.31.250.2"),
    ],
)
def test_who_opens_a_page_is_told_by_a_proxy_of_ours_alone(remote: str, forwarded_for: str, told: str) -> None:
    assert address_of(remote, forwarded_for, networks_in("172.31.250.2, 2001:db8::/64")) == told
