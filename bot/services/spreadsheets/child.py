"""The process that reads one file: its memory and time are bounded, it knows no key, it writes no file.

It gets the file on standard input and answers with lines of JSON through a pipe.
"""

import contextlib
import gc
import resource
import sys
from typing import IO

from bot.domain.lists.rows import ListProblem, UnreadableList
from bot.services.spreadsheets.limits import MOST_BYTES, MOST_MEMORY, MOST_SECONDS
from bot.services.spreadsheets.sheets_in import sheets_in
from bot.services.spreadsheets.wire import write_problem, write_sheets


def main() -> None:
    """Read standard input and write what was read, or why it could not be read."""
    limit_this_process()
    read(sys.stdin.buffer.read(MOST_BYTES + 1), sys.argv[1], sys.stdout.buffer)


def limit_this_process() -> None:
    """Bound the memory and the time of this process; it can write no file from now on."""
    for limit, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):  # a system that has a lower limit keeps it
            resource.setrlimit(limit, (most, most))
    gc.disable()  # what is read is no cycle, and the process is gone in seconds


def read(data: bytes, file_name: str, out: IO[bytes]) -> None:
    """Write the sheets of a file, or the problem with it."""
    try:
        write_sheets(sheets_in(data, file_name), out)
    except UnreadableList as error:
        write_problem(error.problem, out)
    except MemoryError:
        write_problem(ListProblem.TOO_LARGE, out)
    except BrokenPipeError:
        return  # nobody wants the rest
    except BaseException:  # noqa: BLE001 — pyo3's panic is no Exception; whatever it was, the file is at fault
        write_problem(ListProblem.BROKEN, out)
    with contextlib.suppress(BrokenPipeError):
        out.flush()


if __name__ == "__main__":
    main()
