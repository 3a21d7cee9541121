"""Behind a proxy: it is the only way out, and everything takes it, files too."""

from collections.abc import AsyncIterator

import pytest
from pydantic import SecretStr

from bot.cli.doctor import examine, line_of
from bot.demo.station import SampleDatabase, SampleStation, sample_station
from bot.domain.keeping.diagnosis import Check, InstallationFault
from bot.slack import HOSTS, PROXY_VARIABLES
from bot.texts import load_texts
from tests.steps.builders import KIM, MONDAY, seoul
from tests.steps.proxy import Proxy, office_proxy
from tests.steps.slack import open_monday

OH = "U0OH"


@pytest.fixture
async def proxy(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Proxy]:
    """A proxy that asks for a name and a password, and none but it."""
    async with office_proxy() as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "https_proxy", "NO_PROXY", "no_proxy"):
            monkeypatch.delenv(name, raising=False)
        yield proxy


@pytest.fixture
async def office(proxy: Proxy, sample_database: SampleDatabase) -> AsyncIterator[SampleStation]:
    """A station whose Slack has a name that only the proxy knows."""
    async with sample_station(seoul(MONDAY, 8, 0), database=sample_database) as station:
        for user in (KIM, OH):
            station.person(user)
        change_settings(station, https_proxy=SecretStr(proxy.url))
        move_slack(station, "slack.invalid")
        yield station


def move_slack(station: SampleStation, host: str) -> None:
    """Give Slack another name; people go on by the one they know."""
    slack = station.sandbox.slack
    slack.url = f"http://{host}:{slack.url.rpartition(':')[2]}"
    change_settings(station, slack_api_url=f"{slack.url}/api/")


def change_settings(station: SampleStation, **facts: object) -> None:
    """Change what is set; the bot is not running."""
    station.settings = station.settings.model_copy(update=facts)


async def test_all_of_a_morning_goes_through_it(proxy: Proxy, office: SampleStation) -> None:
    await office.start_bot()
    kim = await open_monday(office)
    await kim.types("/claim 1")
    answer = await office.person(OH).types("/stats 오늘")
    assert answer is not None
    await office.person(OH).clicks("stats.sheet")
    await office.person(OH).waits_until(lambda seen: any(each.json.get("files") for each in seen.direct), timeout=30)

    ways = ("/api/auth.test", "/socket?", "/files/", "/upload/", "/response/")
    assert [way for way in ways if not proxy.saw(f"://slack.invalid:{office.sandbox.slack.url[-5:]}{way}")] == []
    assert proxy.signed_in == {"Ym90OndvcmQ="}


async def test_no_proxy_is_heeded(
    proxy: Proxy, sample_database: SampleDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in PROXY_VARIABLES:
        monkeypatch.setenv(name, proxy.url)

    async with sample_station(seoul(MONDAY, 8, 0), database=sample_database) as station:
        through = station.settings
        change_settings(station, https_proxy=SecretStr(proxy.url), no_proxy="localhost, 127.0.0.1")
        await examine(station.settings, station.clock)
        before = list(proxy.asked)
        monkeypatch.setenv(PROXY_VARIABLES[-1], proxy.url)
        await examine(through, station.clock)

    assert before == []
    assert proxy.saw("/api/auth.test")


async def test_doctor_tries_each_host_and_names_the_closed_one(proxy: Proxy, office: SampleStation) -> None:
    move_slack(office, "slack.com")
    office.sandbox.slack.url = office.sandbox.slack.url.replace("slack.com", "wss-primary.slack.com")
    well = await examine(office.settings, office.clock)
    proxy.closed = {"files.slack.com", "wss-primary.slack.com"}
    ill = await examine(office.settings, office.clock)

    hosts = [line_of(each, load_texts("ko")) for each in well if each.check is Check.HOSTS]
    closed = [each for each in ill if each.fault is InstallationFault.HOST_CLOSED]
    assert len(hosts) == 1
    assert all(host.replace("*", "primary") in hosts[0] for host in HOSTS), hosts
    assert [each.facts["host"] for each in closed] == ["files.slack.com", "wss-primary.slack.com"]
