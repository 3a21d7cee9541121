"""A port that anybody may come to: how long a request may take to arrive, and how many connections there may be."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from typing import cast

from aiohttp import HttpVersion11, web
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.typedefs import Handler

from bot.domain.keeping.diagnosis import InstallationFault
from bot.metrics import CUT_OFF
from bot.serving.opening import CannotStart
from bot.settings import system_name

MOST_BYTES = 1_000_000
"""Slack's largest payload, a view of 250 kB, fits well."""
ACCEPTED_AT_ONCE, IN_THE_QUEUE = 8, 512
"""Connections that asyncio takes in before it reads from any, and those that the system keeps waiting meanwhile."""
THEIRS = (HttpProcessingError, web.RequestPayloadError, ConnectionError)
"""What aiohttp raises of what it was sent, and of who went away."""
LEAVING_SECONDS = 3.0
"""How long a request that is being answered may take when we are told to stop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a port allows. A proxy in front keeps idle connections for less (nginx: 60 s)."""

    connections: int = 256
    request_seconds: float = 10.0  # from a connection, or the first byte of a later request, to the end of its body
    idle_seconds: float = 75.0
    refusal_seconds: float = 0.2  # before a refusal: who is refused again and again asks less often


def application(routes: Iterable[tuple[str, str, Handler]], most_bytes: int = MOST_BYTES) -> web.Application:
    """Make an application of methods, paths and what answers there; everything else is not found."""
    app = web.Application(client_max_size=most_bytes)
    for method, path, handler in (*routes, ("*", "/{else:.*}", _nothing)):
        for each in ("GET", "HEAD") if method == "GET" else (method,):
            app.router.add_route(each, path, handler, expect_handler=_expect)
    return app


async def _nothing(_request: web.Request) -> web.StreamResponse:
    return web.Response(status=404, text="not found")


async def _expect(request: web.Request) -> None:
    """Let a client go on that asks first; of any other wish aiohttp's own handler repeats the bytes, and stumbles."""
    if request.version >= HttpVersion11 and request.headers.get("Expect", "").lower() == "100-continue":
        await request.writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        request.writer.output_size = 0  # the answer itself is not begun


@contextlib.asynccontextmanager
async def serving(app: web.Application, host: str, port: int, limits: Limits) -> AsyncIterator[int]:
    """Serve an application while the block runs. Gives the port.

    Raises:
        CannotStart: the port is taken.
    """
    crowd = Crowd(limits)
    app.middlewares.append(crowd.reading)
    runner = web.AppRunner(app, access_log=None, logger=_logger(), shutdown_timeout=LEAVING_SECONDS)
    await runner.setup()
    try:
        server = await _listen(runner, crowd, host, port)
        try:
            yield int(server.sockets[0].getsockname()[1])
        finally:
            server.close()
    finally:
        await runner.cleanup()


async def _listen(runner: web.AppRunner, crowd: "Crowd", host: str, port: int) -> asyncio.Server:
    handlers = cast(web.Server, runner.server)  # the runner is set up

    def connection() -> Connection:
        return Connection(handlers(), crowd)

    try:
        server = await asyncio.get_running_loop().create_server(connection, host, port, backlog=ACCEPTED_AT_ONCE)
    except OSError as error:
        fault, address = InstallationFault.PORT_TAKEN, f"{host}:{port}"
        raise CannotStart(fault, address=address, error=system_name(error)) from None
    for each in server.sockets:
        with each.dup() as listening:
            listening.listen(IN_THE_QUEUE)
    return server


def _logger() -> logging.Logger:
    """Make aiohttp's log without what strangers send it: bytes that are no HTTP are answered 400 and no news."""
    logger = logging.getLogger("cleancall.http")
    logger.addFilter(_is_ours)
    return logger


def _is_ours(record: logging.LogRecord) -> bool:
    return not (record.exc_info and isinstance(record.exc_info[1], THEIRS))


class Crowd:
    """The connections of a port. When it is full, who has waited longest without a whole request makes room."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._all: dict[asyncio.BaseTransport, Connection] = {}

    def admit(self, connection: "Connection", transport: asyncio.BaseTransport) -> bool:
        """Take a connection in; false when everybody there is being answered."""
        if len(self._all) >= self.limits.connections:
            waiting = (each for each in self._all.values() if not each.is_answered)
            longest = min(waiting, key=lambda each: each.since, default=None)
            if longest is None:
                CUT_OFF.labels("full").inc()
                return False
            longest.cut_off("full")
        self._all[transport] = connection
        return True

    def dismiss(self, transport: asyncio.BaseTransport) -> None:
        """Forget a connection; one that was forgotten may be again."""
        self._all.pop(transport, None)

    @web.middleware
    async def reading(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Have the whole body before anything is done; until then the connection's time runs."""
        connection = self._all.get(request.transport) if request.transport else None
        if connection is None:  # it is gone, or cut off for another: aiohttp cannot be asked for its body
            return web.Response(status=400, text="gone")
        try:
            await request.read()
        except (web.RequestPayloadError, ConnectionError):  # cut off, or no body that can be read
            return web.Response(status=400, text="unreadable")
        connection.is_answered = True
        connection.stop_timer()
        try:
            return await self._answered(request, handler, connection)
        finally:
            connection.answered()

    async def _answered(self, request: web.Request, handler: Handler, connection: "Connection") -> web.StreamResponse:
        """Answer; a refusal waits a moment, and makes room for others meanwhile."""
        try:
            answer = await handler(request)
        except web.HTTPException as refused:
            answer = refused
        if answer.status >= web.HTTPBadRequest.status_code:
            connection.is_answered = False
            await asyncio.sleep(self.limits.refusal_seconds)
        if isinstance(answer, web.HTTPException):
            raise answer
        return answer


class Connection(asyncio.Protocol):
    """One connection: what comes goes on to aiohttp, which itself would wait for a request for ever."""

    def __init__(self, inner: asyncio.Protocol, crowd: Crowd) -> None:
        self._inner, self._crowd = inner, crowd
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._is_idle = self._is_admitted = self.is_answered = False
        self.since = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to wait for a request, or turn it away."""
        self._transport = cast(asyncio.Transport, transport)  # a TCP server makes no others
        self._is_admitted = self._crowd.admit(self, transport)
        if not self._is_admitted:
            self._transport.abort()
            return
        self._wait(self._crowd.limits.request_seconds, "slow")
        self._inner.connection_made(transport)

    def data_received(self, data: bytes) -> None:
        """Hand bytes on; the first after a pause begin another request."""
        if self._is_idle:
            self._is_idle = False
            self._wait(self._crowd.limits.request_seconds, "slow")
        self._inner.data_received(data)

    def eof_received(self) -> bool | None:
        """Hand the end on."""
        return self._inner.eof_received()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it."""
        self.stop_timer()
        if self._is_admitted and self._transport is not None:
            self._crowd.dismiss(self._transport)
            self._inner.connection_lost(exc)

    def pause_writing(self) -> None:
        """Hand on that nobody reads the answer."""
        self._inner.pause_writing()

    def resume_writing(self) -> None:
        """Hand on that the answer is read again."""
        self._inner.resume_writing()

    def answered(self) -> None:
        """Begin to wait for another request; an answer that nobody reads waits no longer than that."""
        self.is_answered, self._is_idle = False, True
        self._wait(self._crowd.limits.idle_seconds, "idle")

    def cut_off(self, why: str) -> None:
        """End it, whatever is under way."""
        self.stop_timer()
        if self._transport is not None:
            CUT_OFF.labels(why).inc()
            self._crowd.dismiss(self._transport)
            self._transport.abort()

    def stop_timer(self) -> None:
        """Let it take its time."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _wait(self, seconds: float, why: str) -> None:
        self.stop_timer()
        self.since = self._loop.time()
        if self._transport is not None and not self._transport.is_closing():
            self._timer = self._loop.call_later(seconds, self.cut_off, why)
