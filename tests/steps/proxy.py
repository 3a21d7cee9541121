"""A proxy on 127.0.0.1 as offices have one: the only way out, it lets some hosts through and notes each."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

HEAD_END = b"\r\n\r\n"
FORBIDDEN = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
TUNNEL = b"HTTP/1.1 200 Connection established\r\n\r\n"


@dataclass(slots=True)
class Proxy:
    """What went through: the hosts of each connection. All names lead to 127.0.0.1."""

    closed: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)  # "CONNECT host", "GET http://host/path" …
    signed_in: set[str] = field(default_factory=set)
    port: int = 0

    @property
    def url(self) -> str:
        """What HTTPS_PROXY is to be."""
        return f"http://bot:word@127.0.0.1:{self.port}"

    def saw(self, words: str) -> bool:
        """Whether something was asked for through it."""
        return any(words in line for line in self.asked)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection: a tunnel for CONNECT, else each request handed on as it came."""
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            head = await reader.readuntil(HEAD_END)
            method, target, _ = head.split(b"\r\n", 1)[0].decode().split(" ")
            parts = urlsplit(f"//{target}" if method == "CONNECT" else target)
            self._note(head)
            if (
                parts.hostname in self.closed
            ):  # without a word where nobody asks for a tunnel: it would pass for Slack's
                writer.write(FORBIDDEN if method == "CONNECT" else b"")
                await writer.drain()
            else:
                there, back = await asyncio.open_connection("127.0.0.1", parts.port or 80)
                if method == "CONNECT":
                    writer.write(TUNNEL)
                else:
                    back.write(head)
                async with asyncio.TaskGroup() as group:
                    group.create_task(self._pass_on(reader, back, is_theirs=method != "CONNECT"))
                    group.create_task(self._pass_on(there, writer, is_theirs=False))
        writer.close()

    def _note(self, data: bytes) -> None:
        for line in data.split(b"\r\n"):
            if line.endswith(b" HTTP/1.1") and (b"://" in line or line.startswith(b"CONNECT")):
                self.asked.append(line.removesuffix(b" HTTP/1.1").decode())
            if line.lower().startswith(b"proxy-authorization:"):
                self.signed_in.add(line.split()[-1].decode())

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, is_theirs: bool) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(65536):
                if is_theirs:
                    self._note(data)
                writer.write(data)
                await writer.drain()
        writer.close()


@contextlib.asynccontextmanager
async def office_proxy() -> AsyncIterator[Proxy]:
    """Run a proxy while the block runs."""
    proxy = Proxy()
    server = await asyncio.start_server(proxy.serve, "127.0.0.1", 0)
    proxy.port = int(server.sockets[0].getsockname()[1])
    try:
        yield proxy
    finally:
        server.close()
