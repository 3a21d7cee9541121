"""One bot's line to Slack: what comes through it is counted, and answered to the end before the line is let go.

Slack sends a request to any of an app's connections and never sends a command, a click or a form again. A line that is
told to end therefore does not hang up while anything is unanswered, and what Slack sent before it heard of the end is
done too: an acknowledgement that can no longer be sent is told by the other ways of telling people.
"""

import asyncio
import contextlib
import json
import time
from typing import Any

import structlog
from aiohttp import ClientWebSocketResponse, WSCloseCode, WSMessage, WSMsgType
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.response import BoltResponse
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from handlers.app import OnceApp
from handlers.installation import Installation
from handlers.payloads import Typed
from handlers.telling import tell

log = structlog.get_logger(__name__)

FAREWELL = int(WSCloseCode.OK).to_bytes(2, "big")
ACKNOWLEDGE_SECONDS = 1.5
"""How long we wait for a moment at which nothing is unacknowledged: on a busy machine there may be none."""
HANG_UP_SECONDS = 1.0
"""How long Slack may take to hear that we end."""
TURNS = 2
"""Turns of the event loop in which what has arrived is read."""
OK = 200


class Line(AsyncSocketModeHandler):
    """A connection in Socket Mode that loses nothing when it ends."""

    def __init__(self, app: OnceApp, token: str, client: AsyncWebClient, installation: Installation) -> None:
        super().__init__(app, token, proxy=client.proxy)
        self.client.on_message_listeners.append(self._hear)
        self.client.on_close_listeners.append(self._hear_end)
        self._web = client
        self._installation = installation
        self._open = 0
        self._is_left = False
        self._idle, self._hung_up = asyncio.Event(), asyncio.Event()
        self._idle.set()

    async def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        """Serve one request, and acknowledge it."""
        try:
            answer = await run_async_bolt_app(self.app, req)
            await self._acknowledge(client, req, answer)
        finally:
            self._open -= 1
            if not self._open:
                self._idle.set()

    async def leave(self, seconds: float) -> None:
        """Acknowledge what came, tell Slack that we end, and answer everybody, also who came before it heard.

        The answers may take some seconds.
        """
        await self._acknowledge_all()
        session = self.client.current_session
        self._is_left = True
        self.client.auto_reconnect_enabled = False
        if session is not None and not session.closed:
            await self._hang_up(session)
        await self._acknowledge_all()
        await self._installation.finish(seconds)

    async def _hang_up(self, session: ClientWebSocketResponse) -> None:
        with contextlib.suppress(ConnectionError, TimeoutError):
            await session.send_frame(FAREWELL, WSMsgType.CLOSE)
            async with asyncio.timeout(HANG_UP_SECONDS):
                await self._hung_up.wait()

    async def _acknowledge_all(self) -> None:
        """Wait for a moment at which everything that came is acknowledged, also what has only just arrived."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(ACKNOWLEDGE_SECONDS):
                while not await self._is_idle():
                    await self._idle.wait()

    async def _is_idle(self) -> bool:
        for _ in range(TURNS):
            await asyncio.sleep(0)
        return not self._open

    async def _acknowledge(self, client: SocketModeClient, req: SocketModeRequest, answer: BoltResponse) -> None:
        if not self._is_left:
            try:
                await send_async_response(client, req, answer, time.time())
            except ConnectionError:
                log.warning("line.cut", kind=req.type)
            else:
                return
        message = _message_of(answer)
        if message is not None and "command" in req.payload:
            await tell(self._installation, Typed.of(req.payload, self._web), message)

    async def _hear(self, message: WSMessage) -> None:
        """Count a request that came: hello and the like have no id."""
        if '"envelope_id"' in message.data:
            self._open += 1
            self._idle.clear()

    async def _hear_end(self, _message: WSMessage) -> None:
        self._hung_up.set()


def _message_of(answer: BoltResponse) -> dict[str, Any] | None:
    """Return what an acknowledgement says to the person who acted, if anything."""
    if answer.status != OK or not answer.body:
        return None
    with contextlib.suppress(ValueError):
        said = json.loads(answer.body)
        if isinstance(said, dict):
            return {name: what for name, what in said.items() if name in {"text", "blocks"}}
    return {"text": answer.body}
