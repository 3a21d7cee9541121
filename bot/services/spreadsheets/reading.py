"""Bytes of a file → sheets of rows. The file is a stranger's: it is read in a process of its own, which may die."""

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path, PurePath

from bot.domain.lists.rows import Cell, ListProblem, UnreadableList
from bot.domain.lists.sheets import Sheet
from bot.services.spreadsheets.formats import Format, format_of
from bot.services.spreadsheets.limits import MOST_SECONDS
from bot.services.spreadsheets.text import read_text
from bot.services.spreadsheets.wire import read_wire

SMALL_TEXT = 128 * 1024
"""Text of up to this many bytes is read here: what it can cost is bounded by its size, a process costs more."""
MOST_BLANK = 10_000
"""Empty rows in a row that are counted."""
CHILD = "bot.services.spreadsheets.child"
SOURCES = Path(__file__).parents[3]
KEPT_VARIABLES = ("PATH", "LD_LIBRARY_PATH", "LANG", "TMPDIR")
"""What a process that reads a stranger's file hears of its surroundings: no key, no token."""


def read_sheets(data: bytes, file_name: str) -> Generator[Sheet, None, None]:
    """Read the sheets of a file; the rows of one are read before the next is asked for.

    Raises:
        UnreadableList: at once, or while it is read: too big, broken, hostile, or of another kind.
    """
    kind = format_of(data, file_name)
    if kind is Format.TEXT and len(data) <= SMALL_TEXT:
        yield read_text(data)
        return
    with _child(data, file_name) as lines:
        yield from read_wire(lines)


def read_sheet(data: bytes, file_name: str) -> Iterator[Sequence[Cell]]:
    """Read the rows of the first sheet that can be seen, empty ones too.

    Raises:
        UnreadableList: at once, or while it is read.
    """
    for sheet in read_sheets(data, file_name):
        if sheet.is_hidden:
            continue
        last = 0
        for row in sheet.rows:
            yield from ((),) * min(row.number - last - 1, MOST_BLANK)
            yield row.cells
            last = row.number
        if last:
            return


@contextlib.contextmanager
def _child(data: bytes, file_name: str) -> Iterator[Iterator[bytes]]:
    """Hand the file to a process of its own and give the lines it answers; afterwards it is gone, whatever happened."""
    about = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    with subprocess.Popen(  # noqa: S603 — our own module
        [sys.executable, "-P", "-m", CHILD, _ending(file_name)],
        env={**about, "PYTHONPATH": str(SOURCES), "PYTHONUTF8": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a panic would quote cells
    ) as child:
        try:
            yield _answers(child, data)
        finally:
            child.kill()


def _answers(child: subprocess.Popen[bytes], data: bytes) -> Iterator[bytes]:
    if child.stdin is None or child.stdout is None:
        raise UnreadableList(ListProblem.NOT_READ)
    with _or_killed(child), contextlib.suppress(BrokenPipeError), child.stdin:  # it may have died
        child.stdin.write(data)
    while True:
        with _or_killed(child):
            line = child.stdout.readline()
        if not line:
            return
        yield line


@contextlib.contextmanager
def _or_killed(child: subprocess.Popen[bytes]) -> Iterator[None]:
    """Wait for the process no longer than it may take; what we do with its answers is our own time."""
    in_time = threading.Timer(MOST_SECONDS, child.kill)
    in_time.daemon = True
    in_time.start()
    try:
        yield
    finally:
        in_time.cancel()


def _ending(file_name: str) -> str:
    ending = PurePath(file_name).suffix
    return f"a{ending}" if ending.isascii() and ending.isprintable() else "a"
