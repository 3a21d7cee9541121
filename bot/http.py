"""Our HTTP port: health, and in HTTP mode Slack's requests, checked before Bolt sees them."""

from collections.abc import Awaitable, Callable

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from sqlalchemy.exc import SQLAlchemyError

from bot.services import outbox
from bot.services.desk import Desk

MOST_BYTES = 1_000_000
"""Slack's largest payload, a view of 250 kB, fits well."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def web_app(app: AsyncApp | None, desk: Desk) -> web.Application:
    """Make the web application: health, and Slack's requests when an app is given."""

    async def healthz(_request: web.Request) -> web.Response:
        return web.Response(text="ok")

    async def readyz(_request: web.Request) -> web.Response:
        try:
            health = await desk.look(outbox.health)
        except SQLAlchemyError:
            return web.json_response({"database": False}, status=503)
        return web.json_response({"database": True, "waiting": health.waiting, "failed": health.failed})

    web_app = web.Application(client_max_size=MOST_BYTES)
    web_app.router.add_get("/healthz", healthz)
    web_app.router.add_get("/readyz", readyz)
    if app is not None:
        web_app.router.add_post("/slack/events", _slack_events(app))
    return web_app


def _slack_events(app: AsyncApp) -> Handler:
    async def events(request: web.Request) -> web.StreamResponse:
        timestamp = request.headers.get("x-slack-request-timestamp", "")
        if not (timestamp.isascii() and timestamp.isdigit()):  # Bolt answers 500 to these
            return web.Response(status=401, text="missing or malformed timestamp")
        answer = await app.async_dispatch(await to_bolt_request(request))
        return await to_aiohttp_response(answer)

    return events
