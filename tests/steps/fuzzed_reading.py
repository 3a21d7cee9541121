"""Reading files as the bot does, in a process that may die, forked so that thousands can be read."""

import os
from collections.abc import Iterator
from datetime import date
from multiprocessing.connection import Connection

from bot.domain.lists.reading import read_visitor_list
from bot.domain.lists.rows import VisitorList
from bot.services.spreadsheets.child import limit_this_process, read
from bot.services.spreadsheets.formats import Format, format_of
from bot.services.spreadsheets.reading import SMALL_TEXT, read_sheets
from bot.services.spreadsheets.wire import read_wire
from tests.steps.processes import FORKS

TODAY = date(2026, 11, 26)


def read_forked(data: bytes, name: str) -> VisitorList:
    """Read a list.

    Raises:
        UnreadableList: the file is refused.
    """
    if format_of(data, name) is Format.TEXT and len(data) <= SMALL_TEXT:
        return read_visitor_list(read_sheets(data, name), today=TODAY, file_name=name)
    ours, theirs = FORKS.Pipe(duplex=False)
    child = FORKS.Process(target=_read, args=(theirs, data, name), daemon=True)
    child.start()
    theirs.close()
    try:
        return read_visitor_list(read_wire(_lines(ours)), today=TODAY, file_name=name)
    finally:
        ours.close()
        child.kill()
        child.join()


def _read(theirs: Connection, data: bytes, name: str) -> None:
    limit_this_process()
    with open(theirs.fileno(), "wb") as out:  # noqa: PTH123 — a pipe
        read(data, name, out)
        out.flush()
        os._exit(0)  # nothing of the process that was forked is to be tidied up


def _lines(ours: Connection) -> Iterator[bytes]:
    with open(os.dup(ours.fileno()), "rb") as lines:  # noqa: PTH123 — a pipe
        yield from lines
