"""Importing 100,000 rows, encrypted; beside pandas reading the same CSV and writing it to SQLite in plain."""

import csv
import gc
import importlib
import io
import multiprocessing
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from bot.cli.main import YOUNG_OBJECTS
from bot.services.lists.importing import import_visits
from bot.services.lists.preparing import prepare_list
from tests.bench.stations import database_urls, desk_of, quiet, somebody

ROWS = 100_000
KIB_PER_MB = 1024
Result = TypeVar("Result")


class Cost(NamedTuple):
    """What all rows took: seconds, seconds of a processor (reading the file included), MB at the peak."""

    seconds: float
    cpu: float
    peak_mb: float


async def measure() -> dict[str, float]:
    """Rows a second with everything in (reading, sealing, storing), and the peak memory of the process that did it.

    Rows a second of the processor are what an idle machine would do, however many others work on this one.
    """
    with tempfile.TemporaryDirectory(prefix="cleancall-bench-") as name:
        csv_file, xlsx_file = _in_a_process(_write, Path(name))
        of_csv, of_xlsx = _in_a_process(_import, csv_file), _in_a_process(_import, xlsx_file)
        of_pandas = _in_a_process(_with_pandas, csv_file)
    return {
        "csv_rows_per_second": ROWS / of_csv.seconds,
        "csv_rows_per_cpu_second": ROWS / of_csv.cpu,
        "xlsx_rows_per_second": ROWS / of_xlsx.seconds,
        "xlsx_rows_per_cpu_second": ROWS / of_xlsx.cpu,
        "peak_mb": max(of_csv.peak_mb, of_xlsx.peak_mb),
        "pandas_rows_per_second": ROWS / of_pandas.seconds,
        "pandas_ratio": of_pandas.cpu / of_csv.cpu,
    }


def _write(folder: Path) -> tuple[Path, Path]:
    openpyxl: Any = importlib.import_module("openpyxl")
    rows = [somebody(n) for n in range(1, ROWS + 1)]
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    csv_file, xlsx_file = folder / "visitors.csv", folder / "visitors.xlsx"
    csv_file.write_bytes(out.getvalue().encode("cp949"))
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("명단")
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append(list(row.values()))
    book.save(xlsx_file)
    return csv_file, xlsx_file


def _in_a_process(work: Callable[[Path], Result], path: Path) -> Result:
    """Do it in a fresh process, so that the peak is its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work, (path,))


def _import(file: Path) -> Cost:
    quiet()
    gc.set_threshold(YOUNG_OBJECTS)
    with database_urls("sqlite") as urls:
        desk = desk_of(urls["sqlite"])
        started, worked = time.perf_counter(), _cpu()
        prepared = prepare_list(
            file.read_bytes(), file.name, today=desk.today, station=desk.station, secrets=desk.secrets
        )
        report = desk.do_now(import_visits, prepared=prepared, by="admin", source="bench")
        cost = Cost(time.perf_counter() - started, _cpu() - worked, _peak_mb())
        desk.close()
    if report.added != ROWS:
        sys.exit(f"imported {report.added} of {ROWS} rows")
    return cost


def _with_pandas(file: Path) -> Cost:
    pandas: Any = importlib.import_module("pandas")
    with tempfile.TemporaryDirectory() as folder, sqlite3.connect(Path(folder) / "plain.db") as connection:
        started, worked = time.perf_counter(), _cpu()
        pandas.read_csv(file, encoding="cp949", dtype=str).to_sql("visits", connection)
        connection.commit()
        return Cost(time.perf_counter() - started, _cpu() - worked, _peak_mb())


def _cpu() -> float:
    """Seconds that this process and those it waited for have worked."""
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB_PER_MB
