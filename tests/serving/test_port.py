"""A port that anybody may come to: nobody keeps it to themselves, whether slow, silent, many, or too long."""

import asyncio
import contextlib
import socket
import time
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web

from bot.domain.keeping.diagnosis import InstallationFault
from bot.serving.opening import CannotStart
from bot.serving.port import Limits, application, serving

HEAD = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n"
QUICK = Limits(connections=4, request_seconds=0.2, idle_seconds=0.4)
PATIENT = Limits(connections=4, request_seconds=60, idle_seconds=60)


@contextlib.asynccontextmanager
async def echoing(limits: Limits, gate: asyncio.Event | None = None) -> AsyncIterator[int]:
    """Serve what was sent back, once a gate is open."""

    async def echo(request: web.Request) -> web.Response:
        if gate is not None:
            await gate.wait()
        return web.Response(body=await request.read())

    app = application([("*", "/", echo)], most_bytes=1000)
    async with serving(app, "127.0.0.1", 0, limits) as port:
        yield port


async def says(port: int, *parts: bytes, every: float = 0.0) -> tuple[bytes, float]:
    """Open a connection, say something bit by bit, and listen until it is closed. Returns what came, after how long."""
    began = time.monotonic()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    heard = asyncio.create_task(reader.read())
    for part in parts:
        with contextlib.suppress(ConnectionError):
            writer.write(part)
            await writer.drain()
        await asyncio.sleep(every)
    with contextlib.suppress(ConnectionError):
        async with asyncio.timeout(10):
            await heard
    writer.close()
    return (b"" if heard.exception() else heard.result()), time.monotonic() - began


async def test_who_does_not_come_to_an_end_is_cut_off() -> None:
    letters = [bytes([letter]) for letter in HEAD * 2]

    async with echoing(QUICK) as port:
        silent, half_open, drop_by_drop, without_end = await asyncio.gather(
            says(port),
            says(port, b"POST / HT"),
            says(port, *letters, every=0.01),
            says(port, HEAD, *[b"x"] * 4, every=0.03),
        )
        whole, kept = await says(port, HEAD + b"12345")
        again, _ = await says(port, HEAD + b"12345", HEAD + b"67890")

    assert [heard for heard, _ in (silent, half_open, drop_by_drop, without_end)] == [b""] * 4
    assert whole.endswith(b"\r\n\r\n12345")
    assert 0.3 < kept < 5
    assert again.count(b"200 OK") == 2


async def test_when_it_is_full_who_has_waited_longest_makes_room() -> None:
    async with echoing(PATIENT) as port:
        waiting = [asyncio.create_task(says(port, b"POST")) for _ in range(20)]
        await asyncio.sleep(0.1)
        answered = [await asks(port, n) for n in range(3)]
        cut_off = [task for task in waiting if task.done()]
        for task in waiting:
            task.cancel()

    assert answered == ["0", "1", "2"]
    assert len(cut_off) >= 16


async def test_who_is_being_answered_is_not_sent_away() -> None:
    gate = asyncio.Event()

    async with echoing(PATIENT, gate) as port:
        asked = [asyncio.create_task(asks(port, n)) for n in range(4)]
        await asyncio.sleep(0.1)
        with pytest.raises(aiohttp.ClientError):
            await asks(port, 5)
        gate.set()
        answers = await asyncio.gather(*asked)

    assert answers == ["0", "1", "2", "3"]


async def test_what_is_no_request_is_answered_and_is_no_news(caplog: pytest.LogCaptureFixture) -> None:
    long, bomb = HEAD.replace(b" 5", b" 2000") + b"x" * 2000, b"\x1f\x8b" + b"\0" * 20
    spoken = (
        b"\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03" + b"\r\n" * 4,  # TLS on a plain port
        b"GET / HTTP/1.1\r\nHost: x\r\nA: " + b"a" * 20_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\n" + b"A: b\r\n" * 1000 + b"\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%b" % (len(bomb), bomb),
        b"POST / HTTP/1.1\r\nHost: x\r\nExpect: miracles\r\nContent-Length: 1\r\n\r\nx",
        b"POST / HTTP/1.1\r\nHost: x\r\nExpect: \x9e\r\nContent-Length: 1\r\n\r\nx",
        b"PUT /nowhere HTTP/1.1\r\nHost: x\r\nExpect: \x9e\r\nContent-Length: 1\r\n\r\nx",
        b"GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n\0\xff",
        b"GET http://[ HTTP/1.1\r\nHost: [\r\n\r\n",
        long,
    )

    async with echoing(QUICK) as port:
        heard = [(await says(port, each))[0].partition(b"\r\n")[0] for each in spoken]

    assert [line for line in heard if not line.startswith((b"HTTP/1.1 4", b"HTTP/1.0 4"))] == [b"HTTP/1.1 200 OK"] * 3
    assert heard[-1].split()[1] == b"413"
    assert not [record for record in caplog.records if record.exc_info]


async def test_who_goes_while_being_read_is_no_news(caplog: pytest.LogCaptureFixture) -> None:
    """Some are cut off for others, some hang up, some break off: at whatever moment."""
    async with echoing(QUICK) as port:
        for number in range(300):
            with socket.create_connection(("127.0.0.1", port)) as stranger:
                stranger.sendall(HEAD + b"1234"[number % 5 :])
            if number % 7 == 0:  # so many come at once
                await asyncio.sleep(0)
        await asyncio.sleep(0.1)

    assert not [record for record in caplog.records if record.exc_info]


@pytest.mark.parametrize("host", ["127.0.0.1", "no.such.host.invalid"])
async def test_a_port_that_cannot_be_had_is_named(host: str) -> None:
    async with echoing(PATIENT) as taken:
        with pytest.raises(CannotStart) as refused:
            async with serving(application([]), host, taken, PATIENT):
                pass

    assert refused.value.fault is InstallationFault.PORT_TAKEN
    assert refused.value.facts["address"] == f"{host}:{taken}"


async def asks(port: int, number: int) -> str:
    """Ask as a client in its right mind does."""
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"http://127.0.0.1:{port}/", data=str(number)) as answer,
    ):
        return await answer.text()
