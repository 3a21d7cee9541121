"""A small text gateway: `python -m tests.steps.gateway`. It sends nothing, and remembers what it was asked for.

`POST /texts` takes `{"key", "to", "text"}`; a key that it knows is answered with 409 and kept once. `GET /texts` shows
what it has. `POST /faults {"status": 503, "times": 2, "seconds": 5, "cut": true}` lets the next requests fail: it
answers with a status, or after some seconds, or takes the text and closes the line without a word; "twice": it answers
each request two times.
"""

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

PORT = 8090


@dataclass
class Faults:
    """How the next requests fail."""

    status: int = 0
    times: int = 0
    seconds: float = 0
    cut: bool = False
    twice: bool = False


@dataclass
class Gateway:
    """What a gateway was asked for, and what it would have sent."""

    token: str = ""
    asked: list[dict[str, str]] = field(default_factory=list)
    sent: dict[str, dict[str, str]] = field(default_factory=dict)
    faults: Faults = field(default_factory=Faults)
    address: str = ""

    def app(self) -> web.Application:
        """Make its web server."""
        app = web.Application()
        app.add_routes(
            [web.post("/texts", self.take), web.get("/texts", self.show), web.post("/faults", self.set_faults)]
        )
        return app

    async def take(self, request: web.Request) -> web.StreamResponse:
        """Take a text, or fail."""
        if self.token and request.headers.get("Authorization") != f"Bearer {self.token}":
            return web.json_response({"error": "unauthorized"}, status=401)
        text: dict[str, str] = await request.json()
        assert request.headers["Idempotency-Key"] == text["key"]
        self.asked.append(text)
        faults = self.faults
        if faults.times > 0:
            faults.times -= 1
            await asyncio.sleep(faults.seconds)
            if faults.status:
                return web.json_response({"error": "fault"}, status=faults.status)
        is_known = text["key"] in self.sent
        self.sent.setdefault(text["key"], text)
        if faults.cut and request.transport is not None:
            faults.cut = False
            request.transport.close()
        if faults.twice and request.transport is not None:
            request.transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
        return web.json_response({"key": text["key"]}, status=409 if is_known else 202)

    async def show(self, _request: web.Request) -> web.Response:
        """Show what would have been sent."""
        return web.json_response(list(self.sent.values()))

    async def set_faults(self, request: web.Request) -> web.Response:
        """Let the next requests fail."""
        self.faults = Faults(**await request.json())
        return web.json_response({})


@contextlib.asynccontextmanager
async def gateway_at_work(port: int = 0, token: str = "") -> AsyncIterator[Gateway]:
    """Run a gateway; its `address` takes texts."""
    gateway = Gateway(token=token)
    runner = web.AppRunner(gateway.app())
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    bound: Any = runner.addresses[0]
    gateway.address = f"http://127.0.0.1:{bound[1]}/texts"
    try:
        yield gateway
    finally:
        await runner.cleanup()


async def main() -> None:
    """Run a gateway until Ctrl-C."""
    async with gateway_at_work(int(sys.argv[1]) if len(sys.argv) > 1 else PORT) as gateway:
        sys.stdout.write(f'[sms]\nport = "http"\nurl = "{gateway.address}"\n')
        sys.stdout.flush()
        await asyncio.Event().wait()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(main())
