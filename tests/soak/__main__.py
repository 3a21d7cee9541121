"""Live years of a station in one process and say whether it stays small and quick.

From the project's root:

    uv run python -m tests.soak --years 10
    uv run python -m tests.soak --days 30 --calls-per-day 40

One line a month (memory, objects, rows of the database, seconds of the processor), then every question that people
ask, in the last week beside a first week and a spring lived anew. The end code is 1 where something grew that may not.
"""

import argparse
import asyncio
import logging
import os
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from tests.soak.soaking import FIRST, Soak, soaked, verdict

MEMORY = Path("/dev/shm")  # noqa: S108 — Linux's file system in memory


def main() -> int:
    """Live, measure, judge."""
    asked = _arguments().parse_args()
    logging.disable(logging.CRITICAL)
    days = asked.days or round(asked.years * 365.25) + 7  # to the second Friday of January
    with tempfile.TemporaryDirectory(dir=MEMORY if os.access(MEMORY, os.W_OK) else None) as folder:
        soak = Soak(
            folder=Path(folder),
            until=FIRST + timedelta(days=days),
            calls_a_day=asked.calls_per_day,
            every=asked.every,
            say=say,
            looks_for_leaks=asked.leaks,
        )
        asyncio.run(soaked(soak))
    wrong = verdict(soak)
    for each in wrong:
        say(f"✘ {each}")
    return 1 if wrong else 0


def say(line: str) -> None:
    """Print a line, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=str(__doc__).partition("\n")[0])
    parser.add_argument("--years", type=float, default=10.0, help="how many years are lived")
    parser.add_argument("--days", type=int, default=0, help="or how many days")
    parser.add_argument("--calls-per-day", type=int, default=3, help="how many calls are made on a working day")
    parser.add_argument("--every", type=int, default=1, help="live every so-manieth working day alone; the others pass")
    parser.add_argument("--leaks", action="store_true", help="say each month where what was allocated stands (slow)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
