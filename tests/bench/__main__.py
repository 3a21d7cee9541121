"""Runs the benchmarks and prints what they measured, as a table or as one JSON object."""

import argparse
import asyncio
import importlib
import json
import logging
import sys

from rich.console import Console
from rich.table import Table

NAMES = ("claim", "storm", "outage", "import", "history", "stats", "report", "start", "trail", "region")
"""Each is a module `tests.bench.bench_<name>` with `async def measure() -> Figures`."""

Figures = dict[str, float]


def main() -> None:
    """Measure what was asked for; everything when nothing was."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(NAMES))
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    asked = parser.parse_args()
    unknown = sorted(set(asked.names) - set(NAMES))
    if unknown:
        parser.error(f"there is no benchmark {', '.join(unknown)}; there are {', '.join(NAMES)}")
    logging.disable(logging.WARNING)
    figures = {name: _measured(name) for name in asked.names or NAMES}
    if asked.json:
        json.dump(figures, sys.stdout)
        sys.stdout.write("\n")
    else:
        _show(figures)


def _measured(name: str) -> Figures:
    bench = importlib.import_module(f"tests.bench.bench_{name}")
    sys.stderr.write(f"{name} …\n")
    measured: Figures = asyncio.run(bench.measure())
    return {key: round(value, 4) for key, value in measured.items()}


def _show(figures: dict[str, Figures]) -> None:
    table = Table("benchmark", "figure", "value")
    for name, measured in figures.items():
        for key, value in measured.items():
            table.add_row(name, key, f"{value:,.4g}" if value < SMALL else f"{value:,.0f}")
    Console().print(table)


SMALL = 1000

if __name__ == "__main__":
    main()
