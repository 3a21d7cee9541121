"""The line to the app: Socket Mode envelopes or signed HTTP requests, and what the app answers within 3 s."""

import asyncio
import contextlib
import hashlib
import hmac
import itertools
import json
import time
import uuid
from typing import Any
from urllib.parse import urlencode

import aiohttp
from aiohttp import web

from bot.sandbox.workspace import APP, Json

ANSWER_SECONDS = 3.0
MOST_SOCKETS = 10
EVENT_TRIES = 3
CONNECTION_SECONDS = 18_060


class NoAnswer(Exception):
    """The app did not acknowledge in 3 s, or nobody is there."""


class AppLine:
    """Carries payloads to the app. `deliveries` keeps what was carried: kind and payload.

    `connections` counts the Socket Mode connections there ever were. While it `crosses`, what leaves Slack reaches an
    app that has just said that it ends.
    """

    def __init__(self, signing_secret: str, request_url: str | None) -> None:
        self.deliveries: list[Json] = []
        self.connections = 0
        self.request_url = request_url
        self._signing_secret = signing_secret
        self._sockets: list[web.WebSocketResponse] = []
        self._turn = itertools.count()
        self._waiting: dict[str, asyncio.Future[Any]] = {}
        self.crosses = False
        self._under_way: list[Json] = []
        self._background: set[asyncio.Task[None]] = set()

    async def ask(self, kind: str, payload: Json, *, accepts: bool = True) -> Any:
        """Carry a command, click or form and wait for the answer: the ack's payload.

        Raises:
            NoAnswer: the person sees an error.
        """
        self.deliveries.append({"kind": kind, "payload": payload})
        if self.request_url is not None:
            return await self._post(kind, payload, {})
        return await self._send(kind, payload, accepts=accepts, attempt=0)

    def tell(self, event: Json, event_id: str) -> None:
        """Carry an event in the background, again when it is not acknowledged."""
        enterprise = event.pop("_enterprise", None)
        payload = {
            "type": "event_callback",
            "team_id": event.pop("_team"),
            **({"enterprise_id": enterprise} if enterprise else {}),
            "api_app_id": APP,
            "event": event,
            "event_id": event_id,
            "event_time": int(time.time()),
            "authorizations": [{"team_id": "T0HANBIT", "user_id": "U0BOT", "is_bot": True}],
        }
        self.deliveries.append({"kind": "events_api", "payload": payload})
        task = asyncio.get_running_loop().create_task(self._carry_event(payload))
        self._background.add(task)
        task.add_done_callback(self._background.discard)

    async def _carry_event(self, payload: Json) -> None:
        for attempt in range(EVENT_TRIES):
            try:
                if self.request_url is None:
                    await self._send("events_api", payload, accepts=False, attempt=attempt)
                else:
                    retry = (
                        {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": "http_timeout"} if attempt else {}
                    )
                    await self._post("events_api", payload, retry)
            except NoAnswer:
                await asyncio.sleep(0.1 * attempt)
            else:
                return

    async def _send(self, kind: str, payload: Json, *, accepts: bool, attempt: int) -> Any:
        envelope: Json = {
            "type": kind,
            "envelope_id": str(uuid.uuid4()),
            "accepts_response_payload": accepts,
            "payload": payload,
        }
        if kind == "events_api":
            envelope |= {"retry_attempt": attempt, "retry_reason": "timeout" if attempt else ""}
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[envelope["envelope_id"]] = answer
        try:
            if self.crosses:
                self._under_way.append(envelope)
            else:
                await self._next_socket().send_json(envelope)
            return await asyncio.wait_for(answer, ANSWER_SECONDS)
        except (TimeoutError, ConnectionError, aiohttp.ClientError) as error:
            raise NoAnswer from error
        finally:
            self._waiting.pop(envelope["envelope_id"], None)

    def _next_socket(self) -> web.WebSocketResponse:
        self._sockets = [socket for socket in self._sockets if not socket.closed]
        if not self._sockets:
            raise NoAnswer
        return self._sockets[next(self._turn) % len(self._sockets)]

    async def _post(self, kind: str, payload: Json, headers: dict[str, str]) -> Any:
        if kind == "events_api":
            body, content = json.dumps(payload), "application/json"
        else:
            fields = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
            body, content = urlencode(fields), "application/x-www-form-urlencoded"
        headers = {**headers, **self.signed(body), "Content-Type": content}
        try:
            timeout = aiohttp.ClientTimeout(total=ANSWER_SECONDS)
            async with (
                aiohttp.ClientSession(timeout=timeout) as session,
                session.post(str(self.request_url), data=body.encode(), headers=headers) as answer,
            ):
                words = await answer.text()
        except (aiohttp.ClientError, TimeoutError) as error:
            raise NoAnswer from error
        if answer.status != web.HTTPOk.status_code:
            raise NoAnswer
        return _answer_of(words)

    def signed(self, body: str, *, at: int | None = None) -> dict[str, str]:
        """Sign a body as Slack does."""
        timestamp = str(int(time.time()) if at is None else at)
        base = f"v0:{timestamp}:{body}".encode()
        signature = hmac.new(self._signing_secret.encode(), base, hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={signature}"}

    async def socket(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one Socket Mode connection."""
        socket = web.WebSocketResponse(heartbeat=30, autoclose=False)
        await socket.prepare(request)
        if len(self._sockets) >= MOST_SOCKETS:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return socket
        self._sockets.append(socket)
        self.connections += 1
        await socket.send_json(self._hello())
        async for message in socket:
            if message.type is aiohttp.WSMsgType.TEXT:
                self._take_answer(message.data)
        self._sockets = [each for each in self._sockets if each is not socket]
        with contextlib.suppress(ConnectionError):  # it hung up without a word
            while self._under_way:
                await socket.send_json(self._under_way.pop(0))
            await socket.close()
        return socket

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._sockets),
            "debug_info": {"host": "sandbox", "approximate_connection_time": CONNECTION_SECONDS},
            "connection_info": {"app_id": APP},
        }

    def _take_answer(self, words: str) -> None:
        with contextlib.suppress(ValueError):
            message = json.loads(words)
            answer = self._waiting.get(message.get("envelope_id", ""))
            if answer is not None and not answer.done():
                answer.set_result(message.get("payload") or {})

    @property
    def is_connected(self) -> bool:
        """Whether the app listens."""
        return self.request_url is not None or any(not socket.closed for socket in self._sockets)

    async def disturb(self, what: str) -> None:
        """Disconnect the sockets: at once, or as Slack does after a warning or for a refresh."""
        sockets, self._sockets = self._sockets, []
        for socket in sockets:
            if what != "disconnect":
                await socket.send_json({"type": "disconnect", "reason": what, "debug_info": {"host": "sandbox"}})
            await socket.close()

    async def close(self) -> None:
        """Hang up."""
        for task in list(self._background):
            task.cancel()
        await self.disturb("disconnect")


def _answer_of(words: str) -> Any:
    if not words:
        return {}
    try:
        return json.loads(words)
    except ValueError:
        return {"text": words}
