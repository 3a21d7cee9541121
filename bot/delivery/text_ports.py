"""The ports of the advance text: a file, a program, a gateway. The log says why one was not taken, nothing of it."""

import asyncio
import contextlib
import csv
import fcntl
import io
import os
import signal
import time
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Protocol

import aiohttp
import structlog
from aiohttp import ClientTimeout

from bot.background import in_background
from bot.domain.calls.advance_texts import OutgoingText, TextFate
from bot.domain.station_tables import Sms, SmsPort

log = structlog.get_logger(__name__)

COLUMNS = ("number", "text", "key")
FILE_NAME = "advance-texts-{day}.csv"
OWNER_ALONE = 0o600
LOCK_AGAIN = 0.05
"""Seconds between looks at a file that somebody else holds."""
BAD_NUMBER = 65
"""How a program says that it cannot write to this number (EX_DATAERR); any other status but 0: later."""
ENDED_BY_SIGNAL = range(129, 193)
"""How a shell says that the program which it started was ended by somebody: 128 and the signal's number."""
PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "TZ")
"""Of our environment: our keys and tokens are none of a program's business."""
KEY_VARIABLE = "CLEANCALL_TEXT_KEY"
KNOWN_ALREADY = 409
NOT_TO_THIS_NUMBER = frozenset({400, 413, 422})


class TextPort(Protocol):
    """By what a text leaves us. `may_ask_again`: asked twice under one key it is sent once."""

    may_ask_again: bool

    async def send(self, text: OutgoingText, words: str, day: date) -> TextFate:
        """Hand a text over; what went wrong is its fate, and never an exception."""


def _not_taken(text: OutgoingText, fate: TextFate, why: Exception | int | None) -> TextFate:
    """Log why a text was not taken, by its id: the status that was answered, or the kind of the error."""
    said = type(why).__name__ if isinstance(why, Exception) else f"status {why}"
    log.warning("text.not_taken", text=text.id, fate=fate.value, why=said)
    return fate


class FilePort:
    """A CSV file for each day, for the station's own text system: readable by its owner alone (rule book §6)."""

    may_ask_again = True

    def __init__(self, folder: Path, seconds: float = 0) -> None:
        self._folder = folder
        self._seconds = seconds

    async def send(self, text: OutgoingText, words: str, day: date) -> TextFate:
        """Add a line to the file of the day, unless it stands there."""
        try:
            await in_background(add_line, self._folder / FILE_NAME.format(day=day), text, words, self._seconds)
        except OSError as error:
            return _not_taken(text, TextFate.LATER, error)
        return TextFate.SENT


def add_line(file: Path, text: OutgoingText, words: str, seconds: float = 0) -> None:
    """Add a text to a file, and wait until it is on the disk. The file of a key is written once.

    Whoever else holds the file is waited for so many seconds; what they made of it is left as it is.

    Raises:
        OSError: the folder is not there, full, or not ours, or the file is held.
    """
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, OWNER_ALONE)
    with os.fdopen(descriptor, "rb+") as opened:
        _lock(descriptor, seconds)
        if not os.path.samestat(os.fstat(descriptor), file.stat()):  # it was fetched: a line there is read by nobody
            raise FileNotFoundError(file.name)
        known = opened.read()
        if text.asked_as.encode() in known:
            return
        opened.truncate(len(known) - _torn(known))
        rows = io.StringIO()
        writer = csv.writer(rows)
        if not known:
            writer.writerow(COLUMNS)
        elif not known.endswith(b"\n"):  # it was broken off: what was begun there was never told as sent
            rows.write("\r\n")
        writer.writerow((text.number, words, text.asked_as))
        opened.write(rows.getvalue().encode())
        opened.flush()
        os.fsync(descriptor)


def _lock(descriptor: int, seconds: float) -> None:
    until = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                raise
            time.sleep(LOCK_AGAIN)
        else:
            return


def _torn(known: bytes) -> int:
    """Return how many bytes of half a letter a file ends with, that was broken off: with them it is no UTF-8."""
    try:
        known.decode()
    except UnicodeDecodeError as error:
        return len(known) - error.start if error.reason == "unexpected end of data" else 0
    return 0


def delete_old_files(folder: Path, today: date) -> tuple[int, int]:
    """Delete the files of the days before: they hold numbers, and their texts are over.

    Returns how many were deleted, and how many could not be.
    """
    old = [each for each in folder.glob(FILE_NAME.format(day="*")) if each.name < FILE_NAME.format(day=today)]
    deleted = [_is_deleted(each) for each in old]
    return deleted.count(True), deleted.count(False)


def _is_deleted(file: Path) -> bool:
    try:
        file.unlink(missing_ok=True)
    except OSError:
        return False
    return True


class CommandPort:
    """A program: the number in the first line of its standard input, the words from the second, a key in a variable.

    0: sent; 65: not to this number; anything else: not sent, and tried again. A program that does not end in time, or
    is ended by somebody (129-192 too, as a shell says it), may have sent it: it is not started again for that text.
    """

    may_ask_again = False

    def __init__(self, command: tuple[str, ...], seconds: float) -> None:
        self._command = command
        self._seconds = seconds

    async def send(self, text: OutgoingText, words: str, day: date) -> TextFate:
        """Start the program and wait for its end."""
        del day
        try:
            running = await asyncio.create_subprocess_exec(
                *self._command,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.DEVNULL,
                env=_environment(text.asked_as),
                start_new_session=True,
            )
        except OSError as error:
            return _not_taken(text, TextFate.LATER, error)
        try:
            await asyncio.wait_for(running.communicate(f"{text.number}\n{words}".encode()), self._seconds)
        except TimeoutError as error:
            return _not_taken(text, TextFate.UNSURE, error)
        finally:
            if running.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(running.pid, signal.SIGKILL)
                await running.wait()
        fate = _fate_of_status(running.returncode)
        return fate if fate is TextFate.SENT else _not_taken(text, fate, running.returncode)


def _environment(key: str) -> Mapping[str, str]:
    return {**{name: os.environ[name] for name in PASSED_ON if name in os.environ}, KEY_VARIABLE: key}


def _fate_of_status(status: int | None) -> TextFate:
    if status == 0:
        return TextFate.SENT
    if status is None or status < 0 or status in ENDED_BY_SIGNAL:
        return TextFate.UNSURE
    return TextFate.REFUSED if status == BAD_NUMBER else TextFate.LATER


class HttpPort:
    """A gateway: POST of JSON `{"key", "to", "text"}` with `Idempotency-Key`; of its answer the status alone is read.

    2xx and 409 (the key is known): sent; 400, 413, 422: not to this number; anything else, and no answer in time: asked
    again under the same key, so that the gateway can know.
    """

    may_ask_again = True

    def __init__(self, session: aiohttp.ClientSession, sms: Sms, token: str, proxy: str | None) -> None:
        self._session = session
        self._url = sms.url
        self.timeout = ClientTimeout(total=sms.timeout_seconds)
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._proxy = proxy

    async def send(self, text: OutgoingText, words: str, day: date) -> TextFate:
        """Ask the gateway to send a text."""
        del day
        asked = {"key": text.asked_as, "to": text.number, "text": words}
        headers = {**self._headers, "Idempotency-Key": text.asked_as, "Connection": "close"}
        try:
            async with self._session.post(
                self._url,
                json=asked,
                headers=headers,
                timeout=self.timeout,
                allow_redirects=False,
                proxy=self._proxy,
            ) as answer:
                fate = _fate_of_answer(answer.status)
                return fate if fate is TextFate.SENT else _not_taken(text, fate, answer.status)
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            return _not_taken(text, TextFate.LATER, error)


def _fate_of_answer(status: int) -> TextFate:
    if status // 100 == 2 or status == KNOWN_ALREADY:  # noqa: PLR2004 — HTTP: it was taken
        return TextFate.SENT
    return TextFate.REFUSED if status in NOT_TO_THIS_NUMBER else TextFate.LATER


def port_of(sms: Sms, session: aiohttp.ClientSession, *, token: str = "", proxy: str | None = None) -> TextPort | None:
    """Make the port that a station has chosen; None: no texts are sent."""
    match sms.port:
        case SmsPort.FILE:
            return FilePort(Path(sms.folder), sms.timeout_seconds)
        case SmsPort.COMMAND:
            return CommandPort(sms.command, sms.timeout_seconds)
        case SmsPort.HTTP:
            return HttpPort(session, sms, token, proxy)
        case SmsPort.NONE:
            return None
