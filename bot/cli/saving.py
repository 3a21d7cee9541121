"""Writing what a command makes: into a file, or to whatever reads our output."""

import sys
from pathlib import Path

from rich.console import Console

from bot.cli.exits import DONE, refuse
from bot.settings import system_name
from bot.texts import Texts


def write_out(data: bytes, out: Path | None, texts: Texts) -> int:
    """Write bytes into a file and say so; without one, print them. Gives the exit code."""
    if out is None:
        sys.stdout.buffer.write(data)
        return DONE
    try:
        out.write_bytes(data)
    except OSError as error:
        return refuse(texts.plain("console.cannot_write", file=str(out), error=system_name(error)))
    Console(stderr=True).print(texts.plain("console.saved", file=str(out)), markup=False)
    return DONE
