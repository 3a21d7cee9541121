"""Our health port: whether the process lives, whether the bot can work, and what it counts. For this machine alone."""

import asyncio
import contextlib

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot.metrics import CONNECTED, FAILED, LAST_TICK, OLDEST_DUE, WAITING, Vitals
from bot.services.desk import DatabaseError, Desk
from bot.serving.port import application
from storage.outbox import OutboxHealth, outbox_health

ANSWER_SECONDS = 5.0
"""How long the database may take: whoever asks for our health does not wait for ever."""


def health_app(desk: Desk, vitals: Vitals) -> web.Application:
    """Make the web application. A watchdog asks `/livez`: `/readyz` says no while Slack or the database is away."""

    async def livez(_request: web.Request) -> web.Response:
        return web.Response(text="ok") if vitals.is_alive else web.Response(text="the jobs stand still", status=503)

    async def healthz(_request: web.Request) -> web.Response:
        return web.Response(text="ok")

    async def readyz(_request: web.Request) -> web.Response:
        state = vitals.signs
        try:
            health = await asyncio.wait_for(desk.read(outbox_health), ANSWER_SECONDS)
        except (DatabaseError, TimeoutError):
            return web.json_response({"database": False, **state}, status=503)
        overdue = round(seconds_overdue(health, desk))
        told = {"waiting": health.waiting, "failed": health.failed, "oldest_due_seconds": overdue}
        told |= {"disk": not desk.is_full}
        is_ready = vitals.is_ready and not desk.is_full
        return web.json_response({"database": True, **state, **told}, status=200 if is_ready else 503)

    async def metrics(_request: web.Request) -> web.Response:
        with contextlib.suppress(DatabaseError, TimeoutError):  # what the bot itself counts is told even then
            health = await asyncio.wait_for(desk.read(outbox_health), ANSWER_SECONDS)
            WAITING.set(health.waiting)
            FAILED.set(health.failed)
            OLDEST_DUE.set(seconds_overdue(health, desk))
        CONNECTED.set(vitals.is_connected)
        LAST_TICK.set(vitals.seconds_since_tick)
        return web.Response(body=generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    return application(("GET", f"/{answer.__name__}", answer) for answer in (livez, healthz, readyz, metrics))


def seconds_overdue(health: OutboxHealth, desk: Desk) -> float:
    """Return how long the oldest due notice has been waiting; 0 when none is due yet."""
    return 0.0 if health.oldest_due is None else max(0.0, (desk.now() - health.oldest_due).total_seconds())
