"""What the fork server does before it forks: it imports this, and commands are run through once.

Most of a short command is making ready: the tables' classes, statements, the command line. Children find that done.
"""

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import copy_context
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.__main__ import main
from tests.steps.builders import csv_list, visitor
from tests.steps.templates import KEYS

STATION = 'name = "한빛경찰서"\nmain_number = "02-0000-0112"\n'
COMMANDS = ("migrate", "import visitors.csv", "stats", "trail verify", "keys derived")
"""Each opens the database as all do that need one."""


@contextmanager
def _in_an_installation(folder: Path) -> Iterator[None]:
    """Be for a while in the folder of an installation, seen by nobody; leave all as it was."""
    environment, argv, here, said = dict(os.environ), sys.argv, Path.cwd(), [os.dup(number) for number in (1, 2)]
    mask = os.umask(0o077)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for number in (1, 2):
        os.dup2(nowhere, number)
    os.chdir(folder)
    keys = {name.upper(): value[0] for name, value in KEYS.items()}
    os.environ.update(keys, DATABASE_URL=f"sqlite:///{folder / 'cleancall.db'}", STATION_FILE="station.toml")
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(environment)
        sys.argv = argv
        os.chdir(here)
        os.umask(mask)
        for number, kept in enumerate(said, start=1):
            sys.stdout.flush()
            os.dup2(kept, number)
            os.close(kept)
        os.close(nowhere)


def _run_through(folder: Path) -> None:
    (folder / "station.toml").write_text(STATION, encoding="utf-8")
    (folder / "visitors.csv").write_bytes(csv_list([visitor(1)]))
    with _in_an_installation(folder):
        for words in COMMANDS:
            sys.argv = ["cleancall", *words.split()]
            with suppress(SystemExit):
                copy_context().run(main)


with TemporaryDirectory() as name:
    _run_through(Path(name))
gc.collect()
gc.freeze()  # what the collector does not look at stays shared with the children
