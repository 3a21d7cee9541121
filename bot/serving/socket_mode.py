"""The line to Slack in Socket Mode: held open, watched, and given up loudly when it is dead."""

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import structlog
from aiohttp import WSMessage
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.keeping.diagnosis import InstallationFault
from bot.metrics import Vitals
from bot.serving.line import Line
from bot.serving.opening import CannotStart
from bot.settings import Settings
from bot.slack import FAILURES, TOKEN_REFUSED, TOKEN_WRONG, asked, error_name
from handlers.app import OnceApp
from handlers.installation import Installation

log = structlog.get_logger(__name__)

LOOK_EVERY = 1.0
FINISH_SECONDS = 4.5
"""How long who waits for an answer may wait for it when we are told to stop: longer than the last call takes."""
APP_TOKEN = "app_token"  # noqa: S105 — the name of what is refused
DEAD_AFTER = 60.0
"""Seconds without a connection after which Slack is asked why."""


class DeadLine(Exception):
    """Slack answers, but our connection does not come back: whoever runs us must start us again."""


@dataclass(slots=True)
class Hellos:
    """What Slack says when somebody connects: how many connections the app has. `again`: connect anew, to hear it."""

    connections: int | None = None
    count: int = 0
    again: asyncio.Event = field(default_factory=asyncio.Event)

    async def hear(self, message: WSMessage) -> None:
        """Listen to what comes through the line."""
        with contextlib.suppress(ValueError, AttributeError, TypeError):
            said = json.loads(message.data)
            if said.get("type") == "hello":
                self.connections = int(said["num_connections"]) if "num_connections" in said else None
                self.count += 1


@contextlib.asynccontextmanager
async def connected(
    settings: Settings,
    app: OnceApp,
    installation: Installation,
    client: AsyncWebClient,
    vitals: Vitals,
    hellos: Hellos,
) -> AsyncIterator["asyncio.Task[None]"]:
    """Stay connected in Socket Mode; in HTTP mode Slack comes to us. Gives the task that watches the line.

    In the end what came in is acknowledged, and whoever waits for an answer has it.
    """
    if settings.slack_mode == "http" or settings.slack_app_token is None:
        vitals.is_connected = True
        waiting = asyncio.create_task(_nothing_to_watch(), name="no-line")
        try:
            yield waiting
        finally:
            await cancel(waiting)
            await asyncio.gather(app.finish(FINISH_SECONDS), installation.finish(FINISH_SECONDS))
        return
    token = settings.slack_app_token.get_secret_value()
    await _require_known(client, token)
    line = Line(app, token, client, installation)
    line.client.on_message_listeners.append(hellos.hear)
    connecting = asyncio.create_task(line.connect_async(), name="connect")  # type: ignore[no-untyped-call]
    watching = asyncio.create_task(_watch(line, client, token, vitals, hellos), name="socket-watch")
    await asyncio.wait({connecting, watching}, return_when=asyncio.FIRST_COMPLETED)
    try:
        if watching.done():
            await watching
        yield watching
    finally:
        await cancel(watching)
        await cancel(connecting)
        await line.leave(FINISH_SECONDS)
        await line.close_async()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped


async def _require_known(client: AsyncWebClient, token: str) -> None:
    """Ask once before we connect: slack_sdk would try a token that Slack never knew again and again.

    Raises:
        CannotStart: Slack does not know our token.
    """
    try:
        await asked(client.apps_connections_open(app_token=token))
    except SlackApiError as error:
        if error_name(error) in TOKEN_WRONG:
            raise CannotStart(InstallationFault.APP_REFUSED, error=error_name(error)) from None
    except FAILURES:
        return  # waited for with the line


async def _nothing_to_watch() -> None:
    await asyncio.Event().wait()


async def _watch(line: Line, client: AsyncWebClient, token: str, vitals: Vitals, hellos: Hellos) -> None:
    """Look at the connection every second. While Slack itself is away there is nothing to do but wait.

    Raises:
        DeadLine: Slack answers, and still there is no connection.
        CannotStart: there never was one, for Slack does not know our token.
    """
    alive_at, is_new = time.monotonic(), True
    while True:
        vitals.is_connected = bool(await line.client.is_connected())
        if vitals.is_connected:
            alive_at, is_new = time.monotonic(), False
            vitals.taken(APP_TOKEN)
            await _connect_anew(line, hellos)
        elif time.monotonic() - alive_at > DEAD_AFTER:
            refusal = await _ask_why(client, token, vitals)
            if is_new and refusal in TOKEN_WRONG:
                raise CannotStart(InstallationFault.APP_REFUSED, error=refusal)
            alive_at = time.monotonic()
        await asyncio.sleep(LOOK_EVERY)


async def _connect_anew(line: Line, hellos: Hellos) -> None:
    if hellos.again.is_set():
        hellos.again.clear()
        with contextlib.suppress(*FAILURES):  # the line that there was looks after itself
            await line.client.connect_to_new_endpoint(force=True)


async def _ask_why(client: AsyncWebClient, token: str, vitals: Vitals) -> str:
    """Ask why there is no connection; return Slack's word for why it refuses our token, which is waited for."""
    try:
        await asked(client.apps_connections_open(app_token=token))
    except SlackApiError as error:
        if error_name(error) in TOKEN_REFUSED:
            vitals.refused(APP_TOKEN, error_name(error))
            log.warning("slack.refuses_us", error=error_name(error), what=APP_TOKEN)
            return error_name(error)
        log.warning("slack.away", error=error_name(error))
    except FAILURES as error:
        log.warning("slack.away", error=type(error).__name__)
    else:
        raise DeadLine
    return ""


async def cancel(task: "asyncio.Task[None]") -> None:
    """Cancel a task and wait until it is gone. How it ended is for whoever waits for it."""
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError, Exception):
        await task
