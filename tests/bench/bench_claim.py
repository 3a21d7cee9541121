"""Claims: `/claim n` through the whole app, against a Bolt app that does nothing but acknowledge."""

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from tests.bench.stations import app_on, at_once, command, database_urls, desk_of, p99, quiet, slack_for

CLAIMS = 1000
ROUNDS = 3
OPERATORS = tuple(f"U1OP{n:02}" for n in range(20))
MS = 1000.0


async def measure() -> dict[str, float]:
    """Claims a second and p99 (ms), 20 in flight; the floor is measured before and after, and its best counts."""
    quiet()
    figures: dict[str, float] = {}
    with database_urls("sqlite", "postgres") as urls:
        async with slack_for(*OPERATORS) as client:
            floor = await _floor(client)
            for kind, url in urls.items():
                figures |= await _claims(client, url, "" if kind == "sqlite" else "postgres_")
            floor = max(floor, await _floor(client))
    per_second, p99_ms = floor
    for prefix in ("", "postgres_"):
        figures[f"{prefix}ratio"] = figures[f"{prefix}per_second"] / per_second
        figures[f"{prefix}p99_ratio"] = figures[f"{prefix}p99_ms"] / p99_ms
    return figures | {"floor_per_second": per_second, "floor_p99_ms": p99_ms}


async def _floor(client: AsyncWebClient) -> tuple[float, float]:
    app = AsyncApp(client=client, request_verification_enabled=False, ssl_check_enabled=False)

    @app.command("/claim")
    async def on_claim(ack: AsyncAck) -> None:
        await ack("맡았습니다.")

    await app.async_dispatch(command(OPERATORS[0], "/claim"))
    best = (0.0, 0.0)
    for _ in range(ROUNDS):
        seconds, took = await at_once(
            [lambda n=n: app.async_dispatch(command(OPERATORS[n % 20], f"/claim {n}")) for n in range(CLAIMS)]  # type: ignore[misc]
        )
        best = max(best, (CLAIMS / seconds, p99(took) * MS))
    return best


async def _claims(client: AsyncWebClient, url: str, prefix: str) -> dict[str, float]:
    desk = desk_of(url, calls=CLAIMS * ROUNDS, operators=OPERATORS)
    app = app_on(desk, client)
    for user in OPERATORS:
        await app.async_dispatch(command(user, "/queue"))
    best = (0.0, 0.0)
    for turn in range(ROUNDS):
        numbers = range(turn * CLAIMS + 1, (turn + 1) * CLAIMS + 1)
        seconds, took = await at_once(
            [lambda n=n: app.async_dispatch(command(OPERATORS[n % 20], f"/claim {n}")) for n in numbers]  # type: ignore[misc]
        )
        best = max(best, (CLAIMS / seconds, p99(took) * MS))
    desk.close()
    return {f"{prefix}per_second": best[0], f"{prefix}p99_ms": best[1]}
