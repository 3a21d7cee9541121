"""The HTTP door: Slack's requests, checked before Bolt sees them, and health."""

from collections.abc import Awaitable, Callable

from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.services import outbox
from bot.services.desk import Desk

MOST_BYTES = 1_000_000
"""Slack's largest payload, a view of 250 kB, fits well."""


def web_app(app: AsyncApp | None, desk: Desk) -> Starlette:
    """Make the web application: health, and Slack's requests when an app is given (HTTP mode)."""

    async def healthz(_request: Request) -> Response:
        return PlainTextResponse("ok")

    async def readyz(_request: Request) -> Response:
        try:
            health = await desk.look(outbox.health)
        except SQLAlchemyError:
            return JSONResponse({"database": False}, status_code=503)
        return JSONResponse({"database": True, "waiting": health.waiting, "failed": health.failed})

    routes = [Route("/healthz", healthz), Route("/readyz", readyz)]
    if app is not None:
        routes.append(Route("/slack/events", _slack_events(app), methods=["POST"]))
    return Starlette(routes=routes)


def _slack_events(app: AsyncApp) -> Callable[[Request], Awaitable[Response]]:
    slack = AsyncSlackRequestHandler(app)

    async def events(request: Request) -> Response:
        timestamp = request.headers.get("x-slack-request-timestamp", "")
        if not (timestamp.isascii() and timestamp.isdigit()):  # Bolt answers 500 to these
            return PlainTextResponse("missing or malformed timestamp", status_code=401)
        length = request.headers.get("content-length", "")
        if not length.isdigit() or int(length) > MOST_BYTES:
            return PlainTextResponse("too large", status_code=413)
        return await slack.handle(request)

    return events
