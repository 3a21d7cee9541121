"""The proxy in front: Caddy with the file that is shipped, where Caddy is installed, and what compose tells of it."""

import contextlib
import os
import re
import shutil
import socket
from collections.abc import AsyncIterator
from ipaddress import ip_address, ip_network
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest
import yaml

from bot.demo.station import SampleDatabase, SampleStation, sample_station
from bot.settings import networks_in
from tests.steps.builders import MONDAY, seoul
from tests.steps.crew import until
from tests.steps.processes import ROOT, free_port, running_process
from tests.steps.rows import doors
from tests.steps.slack import open_monday

DEPLOY = ROOT / "bot" / "deploy"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yml").read_text(encoding="utf-8"))
LINK = 'reveal = "link"\nreveal_url = "https://call.example.org"\n'


@pytest.fixture
async def behind_caddy(sample_database: SampleDatabase, tmp_path: Path) -> AsyncIterator[tuple[SampleStation, str]]:
    """A station in HTTP mode whose pages show numbers, reached through Caddy alone; TLS is what Caddy adds itself."""
    caddy = shutil.which("caddy")
    if caddy is None:
        pytest.skip("there is no Caddy here")
    async with sample_station(seoul(MONDAY, 8, 0), mode="http", database=sample_database) as station:
        written = station.settings.station_file.read_text(encoding="utf-8")
        station.settings.station_file.write_text(LINK + written, encoding="utf-8")
        await station.start_bot()
        assert station.bot is not None
        port, bot = free_port(), f"127.0.0.1:{station.bot.http_port}"
        environment = os.environ | {"PUBLIC_NAME": f"http://127.0.0.1:{port}", "BOT": bot, "HOME": str(tmp_path)}
        command = [caddy, "run", "--adapter", "caddyfile", "--config", str(DEPLOY / "Caddyfile")]
        async with running_process(command, tmp_path, environment):
            await until(lambda: is_open(port))
            station.sandbox.slack.line.request_url = f"http://127.0.0.1:{port}/slack/events"
            yield station, f"http://127.0.0.1:{port}"


def is_open(port: int) -> bool:
    """Try whether somebody listens on a port."""
    with contextlib.closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


async def status_of(session: aiohttp.ClientSession, address: str) -> int:
    """Ask for a page."""
    async with session.get(address) as answer:
        return answer.status


async def test_slack_and_pages_come_through_caddy_and_nothing_else(behind_caddy: tuple[SampleStation, str]) -> None:
    station, front = behind_caddy
    kim = await open_monday(station)

    card = await kim.types("/claim 1")
    assert card is not None
    link, pin = re.search(r"https://\S+/reveal/[\w-]+", card.words), re.search(r"\*(\d{4})\*", card.words)
    assert link is not None
    assert pin is not None
    async with aiohttp.ClientSession() as session:
        elsewhere = [await status_of(session, f"{front}/{path}") for path in ("", "metrics", "readyz")]
        page = f"{front}{urlsplit(link[0]).path}"
        lie = {"X-Forwarded-For": "198.51.100.9"}
        async with session.post(page, data={"pin": pin[1]}, headers=lie) as answer:
            shown = answer.status, "010-0000-1001" in await answer.text()

    assert elsewhere == [404, 404, 404]
    assert shown == (200, True)
    assert doors(station.desk) == [("page", "127.0.0.1")], "what Caddy saw, not what somebody says of themselves"


def test_compose_opens_ports_of_the_proxy_alone_and_only_where_it_is_wanted() -> None:
    proxy = COMPOSE["services"]["proxy"]

    assert [name for name, service in COMPOSE["services"].items() if "ports" in service] == ["proxy"]
    assert (proxy["profiles"], proxy["ports"]) == (["http"], ["80:80", "443:443"])
    assert "./Caddyfile:/etc/caddy/Caddyfile:ro" in proxy["volumes"]
    assert proxy["read_only"]
    assert (proxy["cap_drop"], proxy["cap_add"]) == (["ALL"], ["NET_BIND_SERVICE"])


def test_the_bot_believes_the_proxys_address_which_no_replica_can_get() -> None:
    bot, proxy = COMPOSE["services"]["bot"], COMPOSE["services"]["proxy"]
    net = COMPOSE["networks"]["front"]["ipam"]["config"][0]
    address = ip_address(proxy["networks"]["front"]["ipv4_address"])

    assert [*networks_in(bot["environment"]["TRUSTED_PROXIES"])] == [ip_network(address)]
    assert address in ip_network(net["subnet"])
    assert address not in ip_network(net["ip_range"])
    assert "front" in bot["networks"]
    assert "{$BOT:bot:3000}" in (DEPLOY / "Caddyfile").read_text(encoding="utf-8")
    assert bot["environment"]["HTTP_PORT"] == "3000"
