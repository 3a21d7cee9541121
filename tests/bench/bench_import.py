"""Importing 100,000 rows, encrypted; beside pandas reading the same CSV and writing it to SQLite in plain."""

import csv
import io
import multiprocessing
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd

from bot.services.lists.importing import import_visits
from bot.services.lists.preparing import prepare_list
from tests.bench.stations import database_urls, desk_of, quiet, somebody

ROWS = 100_000
Work = Callable[[Path], tuple[float, float]]
KIB_PER_MB = 1024


async def measure() -> dict[str, float]:
    """Rows a second with everything in (reading, sealing, storing), and the peak memory of the process that did it."""
    quiet()
    with tempfile.TemporaryDirectory(prefix="cleancall-bench-") as name:
        csv_file, xlsx_file = _write(Path(name))
        csv_rate, csv_mb = _in_a_process(_import, csv_file)
        xlsx_rate, xlsx_mb = _in_a_process(_import, xlsx_file)
        pandas_rate, _ = _in_a_process(_with_pandas, csv_file)
    return {
        "csv_rows_per_second": csv_rate,
        "xlsx_rows_per_second": xlsx_rate,
        "peak_mb": max(csv_mb, xlsx_mb),
        "pandas_rows_per_second": pandas_rate,
        "pandas_ratio": csv_rate / pandas_rate,
    }


def _write(folder: Path) -> tuple[Path, Path]:
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


def _in_a_process(work: Work, file: Path) -> tuple[float, float]:
    """Do it in a fresh process, so that the peak is its own. Returns rows a second and MB."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        result: tuple[float, float] = pool.apply(work, (file,))
        return result


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB_PER_MB


def _import(file: Path) -> tuple[float, float]:
    with database_urls("sqlite") as urls:
        desk = desk_of(urls["sqlite"])
        started = time.perf_counter()
        prepared = prepare_list(
            file.read_bytes(), file.name, today=desk.today, station=desk.station, secrets=desk.secrets
        )
        report = desk.do_now(import_visits, prepared=prepared, by="admin", source="bench")
        seconds = time.perf_counter() - started
        desk.close()
    if report.added != ROWS:
        sys.exit(f"imported {report.added} of {ROWS} rows")
    return ROWS / seconds, _peak_mb()


def _with_pandas(file: Path) -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as folder, sqlite3.connect(Path(folder) / "plain.db") as connection:
        started = time.perf_counter()
        pd.read_csv(file, encoding="cp949", dtype=str).to_sql("visits", connection)
        connection.commit()
        return ROWS / (time.perf_counter() - started), _peak_mb()
