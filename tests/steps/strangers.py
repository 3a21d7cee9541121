"""Strangers at an open port: they send what nobody sensible would, slowly, half, or not at all."""

import asyncio
import contextlib
import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from multiprocessing.connection import Connection

from tests.steps.mutations import mutated, rounds
from tests.steps.processes import FORKS

PATIENCE, COME_AGAIN = 1.0, 5.0
SPEAKERS, SPEAKS_EVERY, SILENT = 8, 0.0, 300
DEEP = b"payload=" + b"[" * 100_000
HEAD = b"%b %b HTTP/1.1\r\nHost: bot\r\n%bContent-Length: %d\r\nConnection: close\r\n\r\n"
METHODS = (b"GET", b"POST", b"POST", b"POST", b"PUT", b"DELETE", b"HEAD", b"OPTIONS", b"get")
UNKNOWN = b"/reveal/" + b"A" * 43
PATHS = (
    b"/slack/events", b"/slack/events?x=1", b"/reveal/x", b"/reveal/%00", UNKNOWN, b"/metrics", b"/readyz", b"/livez",
    b"/", b"/../etc", b"*", b"http://[", b"//",
)  # fmt: skip
BODIES = (
    b"command=%2Fclaim&text=1&user_id=U0KIM",
    b"payload=%7B%22type%22%3A%22block_actions%22%7D",
    b'{"type":"url_verification","challenge":"x"}',
    b'{"type":"event_callback","event":{"type":"file_shared"}}',
    b"ssl_check=1&token=x",
    b"pin=1234",
    b"payload=\xff\xfe\xed",
    DEEP,
    b'{"a":' * 50_000,
)
TIMESTAMPS = (b"", b"0", b"x", "１２".encode(), b"-1", b"1e9", b"9" * 40, b"9" * 4400, b"\xff")
SIGNATURES = (b"", b"v0=", b"v0=" + b"0" * 64, "v1=é".encode(), b"\xff\xfe")
TYPES = (
    b"application/json", b"application/x-www-form-urlencoded", b"application/json; charset=utf-99", b"text/x",
    b"multipart/form-data; boundary=x", b"multipart/form-data", "é".encode(),
)  # fmt: skip


def sent(chance: random.Random) -> bytes:
    """Make one request, more or less."""
    timestamp = chance.choice((*TIMESTAMPS, str(int(time.time())).encode()))
    headers = b"X-Slack-Request-Timestamp: %b\r\nX-Slack-Signature: %b\r\nContent-Type: %b\r\n" % (
        timestamp, chance.choice(SIGNATURES), chance.choice(TYPES),
    )  # fmt: skip
    if not chance.randrange(8):
        headers += chance.choice((b"Content-Encoding: gzip\r\n", b"Expect: 100-continue\r\n", b"Upgrade: h2c\r\n"))
    body = mutated(chance.choice(BODIES), chance)
    head = HEAD % (chance.choice(METHODS), chance.choice(PATHS), headers, len(body))
    return (head if chance.randrange(3) else mutated(head, chance)) + body


async def answer_of(port: int, request: bytes) -> bytes:
    """Send a request, whole. Returns the status that it was answered with; b"" when it was none, or cut off."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(request)
        return (await asyncio.wait_for(reader.readline(), PATIENCE)).split()[1]
    except (OSError, IndexError, ValueError):
        return b""
    finally:
        writer.close()


@contextlib.contextmanager
def besieged(port: int, seconds: float, seed: int) -> Iterator[Connection]:
    """Have strangers at a port while the block runs. Gives where their count of answers, by status, will be told."""
    ours, theirs = FORKS.Pipe()
    process = FORKS.Process(target=_besiege, args=(port, seconds, seed, theirs), daemon=True)
    process.start()
    ours.recv()
    try:
        yield ours
    finally:
        process.kill()


def _besiege(port: int, seconds: float, seed: int, told: Connection) -> None:
    asyncio.run(_come(port, seconds, seed, told))


async def _come(port: int, seconds: float, seed: int, told: Connection) -> None:
    goes_on, counts = rounds(seconds), Counter[bytes]()
    chance = random.Random(seed)  # noqa: S311 — to be repeated

    async def speaks() -> None:
        while goes_on():
            with contextlib.suppress(OSError):
                counts[await answer_of(port, sent(chance))] += 1
            await asyncio.sleep(SPEAKS_EVERY)

    async def dawdles(words: bytes, pause: float) -> None:
        while goes_on():
            with contextlib.suppress(OSError):
                _, writer = await asyncio.open_connection("127.0.0.1", port)
                with contextlib.closing(writer):
                    for letter in words:
                        if not goes_on():
                            return
                        writer.write(bytes([letter]))
                        await writer.drain()
                        await asyncio.sleep(pause)
            await asyncio.sleep(pause)

    told.send("here")
    slow = HEAD % (b"POST", b"/slack/events", b"", 100_000)
    async with asyncio.TaskGroup() as group:
        for _ in range(SPEAKERS):
            group.create_task(speaks())
        for number in range(SILENT):
            group.create_task(dawdles(slow[: number % len(slow)] + b"x", min(0.5, seconds)))
    told.send(counts)


@contextlib.asynccontextmanager
async def half_open(port: int | None, count: int) -> AsyncIterator[None]:
    """Have so many strangers at a port who begin a request and never end it; who is cut off comes again."""
    strangers = [asyncio.create_task(_begins(port)) for _ in range(count)] if port is not None else []
    try:
        yield
    finally:
        for each in strangers:
            each.cancel()
        await asyncio.gather(*strangers, return_exceptions=True)


async def _begins(port: int) -> None:
    while True:
        with contextlib.suppress(OSError):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            with contextlib.closing(writer):
                writer.write(b"POST /slack/events HT")
                await reader.read()
        await asyncio.sleep(COME_AGAIN)
