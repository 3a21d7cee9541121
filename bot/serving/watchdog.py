"""systemd's watchdog: told that we are up, and from then on that we live, as `/livez` would answer."""

import asyncio
import contextlib
import os
import socket
from collections.abc import Iterator

from bot.metrics import Vitals

SHARE = 3
"""Told so many times within the time that systemd waits."""
MICROSECONDS = 1_000_000


@contextlib.contextmanager
def watched(vitals: Vitals) -> Iterator[None]:
    """Tell systemd while the block runs; nobody else sets NOTIFY_SOCKET."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        yield
        return
    seconds = int(os.environ.get("WATCHDOG_USEC", "0")) / MICROSECONDS / SHARE
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.setblocking(False)
        line.connect(f"\0{address[1:]}" if address.startswith("@") else address)
        _say(line, b"READY=1")
        telling = asyncio.create_task(_tell(line, vitals, seconds), name="watchdog") if seconds else None
        try:
            yield
        finally:
            if telling is not None:
                telling.cancel()
            _say(line, b"STOPPING=1")


async def _tell(line: socket.socket, vitals: Vitals, seconds: float) -> None:
    while True:
        if vitals.is_alive:
            _say(line, b"WATCHDOG=1")
        await asyncio.sleep(seconds)


def _say(line: socket.socket, words: bytes) -> None:
    with contextlib.suppress(OSError):  # systemd is busy, or being started anew itself: it is told again
        line.send(words)
