"""`reveal = "link"`: instead of the number, a page of the bot's own that opens once."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from urllib.parse import urlsplit

import aiohttp
import pytest

from bot.demo.station import SampleDatabase, SampleStation, sample_station
from bot.services.people.languages import note_locale
from tests.steps.builders import KIM, MONDAY, seoul
from tests.steps.rows import doors, reveals
from tests.steps.slack import open_monday

NUMBER = "010-0000-1001"
LINK = 'reveal = "link"\nreveal_url = "http://127.0.0.1:3000"\n'
THROUGH_A_PROXY = {"X-Forwarded-For": "10.0.0.1, 192.0.2.7"}
"""The first is what somebody says of themselves, the last what the proxy on our machine has seen."""


@pytest.fixture
async def link_station(sample_database: SampleDatabase) -> AsyncIterator[SampleStation]:
    """A station that keeps numbers out of Slack altogether."""
    async with sample_station(seoul(MONDAY, 8, 0), database=sample_database) as station:
        written = station.settings.station_file.read_text(encoding="utf-8")
        station.settings.station_file.write_text(LINK + written, encoding="utf-8")
        await station.start_bot()
        yield station


async def claim(station: SampleStation) -> tuple[str, str]:
    """Claim call 1. Returns where its page is, and the number to be typed there."""
    kim = await open_monday(station)
    card = await kim.types("/claim 1")
    assert card is not None
    assert NUMBER not in card.words
    assert "남궁민수" not in card.words
    link = re.search(r"<(http://\S+/reveal/[\w-]+)\|", card.words)
    pin = re.search(r"확인 숫자 \*(\d{4})\*", card.words)
    assert link is not None
    assert pin is not None
    assert station.bot is not None
    return f"http://127.0.0.1:{station.bot.http_port}{urlsplit(link[1]).path}", pin[1]


async def visit(url: str, pin: str | None = None) -> tuple[int, str, dict[str, str]]:
    """Open the page, or with a number send its form."""
    async with aiohttp.ClientSession() as session:
        asked = session.get(url) if pin is None else session.post(url, data={"pin": pin}, headers=THROUGH_A_PROXY)
        async with asked as answer:
            return answer.status, await answer.text(), dict(answer.headers)


async def test_it_shows_the_contact_once_and_is_logged_when_it_does(link_station: SampleStation) -> None:
    url, pin = await claim(link_station)

    looked = await visit(url)
    before = reveals(link_station.desk)
    shown = await visit(url, pin)
    again = await visit(url, pin)

    assert (looked[0], shown[0], again[0]) == (200, 200, 410)
    assert NUMBER not in looked[1]
    assert before == []
    assert NUMBER in shown[1]
    assert "남궁민수" in shown[1]
    assert NUMBER not in again[1]
    assert reveals(link_station.desk) == [("U0KIM", "call:1")]
    assert doors(link_station.desk) == [("page", "192.0.2.7")]
    headers = shown[2]
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")


async def test_it_speaks_the_language_of_whoever_it_was_made_for(link_station: SampleStation) -> None:
    url, _ = await claim(link_station)
    korean = await visit(url)

    link_station.desk.do_now(note_locale, person=KIM, locale="en")
    english = await visit(url)

    assert ('lang="ko"' in korean[1], 'lang="en"' in english[1]) == (True, True)


async def test_after_a_minute_it_is_gone_and_claiming_again_gives_a_new_one(link_station: SampleStation) -> None:
    url, pin = await claim(link_station)
    await link_station.move_clock(by=timedelta(seconds=61))

    late = await visit(url, pin)
    fresh = await link_station.person("U0KIM").types("/claim 1")

    assert late[0] == 410
    assert NUMBER not in late[1]
    assert fresh is not None
    assert "/reveal/" in fresh.words


async def test_who_does_not_know_the_number_sees_nothing_and_closes_it_after_three_tries(
    link_station: SampleStation,
) -> None:
    url, pin = await claim(link_station)
    wrong = f"{(int(pin) + 1) % 10_000:04}"

    tries = [await visit(url, wrong) for _ in range(3)]
    right = await visit(url, pin)
    guessed = await visit(url.rsplit("/", 1)[0] + "/" + "A" * 43, pin)

    assert [status for status, _, _ in tries] == [200, 200, 410]
    assert right[0] == guessed[0] == 410
    assert not any(NUMBER in text for _, text, _ in [*tries, right, guessed])
    assert reveals(link_station.desk) == []
