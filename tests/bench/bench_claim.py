"""Claims: `/claim n` through the whole app, against a Bolt app that does nothing but acknowledge."""

from collections.abc import Iterable
from functools import partial
from itertools import islice
from statistics import median
from typing import NamedTuple

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from tests.bench.stations import app_on, at_once, command, database_urls, desk_of, p99, quiet, slack_for

CLAIMS = 1000
ALONE = 200
ROUNDS = 3
OPERATORS = tuple(f"U1OP{n:02}" for n in range(20))
MS = 1000.0


class Pace(NamedTuple):
    """Commands a second and p99 (ms) with 20 in flight, and the median (ms) of one alone."""

    per_second: float
    p99_ms: float
    alone_ms: float


async def measure() -> dict[str, float]:
    """Claims a second and p99 (ms), 20 in flight, and p50 of one alone; the floor's best, before and after, counts."""
    quiet()
    figures: dict[str, float] = {}
    with database_urls("sqlite", "postgres") as urls:
        async with slack_for(*OPERATORS) as client:
            floor = await _floor(client)
            claims = {kind: await _claims(client, url) for kind, url in urls.items()}
            floor = max(floor, await _floor(client))
    for kind, pace in claims.items():
        prefix = "" if kind == "sqlite" else f"{kind}_"
        figures |= {f"{prefix}{name}": value for name, value in pace._asdict().items()}
        figures[f"{prefix}ratio"] = pace.per_second / floor.per_second
        figures[f"{prefix}p99_ratio"] = pace.p99_ms / floor.p99_ms
    return figures | {f"floor_{name}": value for name, value in floor._asdict().items()}


async def _floor(client: AsyncWebClient) -> Pace:
    app = AsyncApp(client=client, request_verification_enabled=False, ssl_check_enabled=False)

    @app.command("/claim")
    async def on_claim(ack: AsyncAck) -> None:
        await ack("맡았습니다.")

    await app.async_dispatch(command(OPERATORS[0], "/claim"))
    best = max([await _taken(app, range(CLAIMS), in_flight=20) for _ in range(ROUNDS)])
    alone = await _taken(app, range(ALONE), in_flight=1)
    return Pace(*best[:2], alone_ms=alone.alone_ms)


async def _claims(client: AsyncWebClient, url: str) -> Pace:
    desk = desk_of(url, calls=CLAIMS * ROUNDS + ALONE, operators=OPERATORS)
    app = app_on(desk, client)
    for user in OPERATORS:
        await app.async_dispatch(command(user, "/queue"))
    calls = iter(range(1, CLAIMS * ROUNDS + ALONE + 1))
    best = max([await _taken(app, islice(calls, CLAIMS), in_flight=20) for _ in range(ROUNDS)])
    alone = await _taken(app, calls, in_flight=1)
    desk.close()
    return Pace(*best[:2], alone_ms=alone.alone_ms)


async def _taken(app: AsyncApp, numbers: Iterable[int], in_flight: int) -> Pace:
    """Claim calls, so many in flight."""
    asked = [partial(app.async_dispatch, command(OPERATORS[n % 20], f"/claim {n}")) for n in numbers]
    seconds, took = await at_once(asked, in_flight)
    return Pace(len(asked) / seconds, p99(took) * MS, median(took) * MS)
