"""Importing 100,000 rows, encrypted; beside pandas reading the same CSV and writing it to SQLite in plain."""

import csv
import importlib
import io
import multiprocessing
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from tests.bench.import_process import Cost, import_list, with_pandas
from tests.bench.stations import database_urls, quiet, somebody

ROWS = 100_000
P = ParamSpec("P")
Result = TypeVar("Result")


async def measure() -> dict[str, float]:
    """Rows a second with everything in (reading, sealing, storing), and the peak memory of the process that did it.

    Rows a second of the processor are what an idle machine would do, however many others work on this one.
    """
    quiet()
    with tempfile.TemporaryDirectory(prefix="cleancall-bench-") as name:
        csv_file, xlsx_file = _in_a_process(_write, Path(name))
        of_csv, of_xlsx = _imported(csv_file, "sqlite"), _imported(xlsx_file, "sqlite")
        of_postgres = _imported(csv_file, "postgres")
        of_pandas = _in_a_process(with_pandas, csv_file)
    return {
        "csv_rows_per_second": ROWS / of_csv.seconds,
        "csv_rows_per_cpu_second": ROWS / of_csv.cpu,
        "xlsx_rows_per_second": ROWS / of_xlsx.seconds,
        "xlsx_rows_per_cpu_second": ROWS / of_xlsx.cpu,
        "postgres_rows_per_second": ROWS / of_postgres.seconds,
        "postgres_rows_per_cpu_second": ROWS / of_postgres.cpu,
        "peak_mb": max(of_csv.peak_mb, of_xlsx.peak_mb, of_postgres.peak_mb),
        "pandas_rows_per_second": ROWS / of_pandas.seconds,
        "pandas_ratio": of_pandas.cpu / of_csv.cpu,
    }


def _imported(file: Path, kind: str) -> Cost:
    with database_urls(kind) as urls:
        return _in_a_process(import_list, file, urls[kind], ROWS)


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


def _in_a_process(work: Callable[P, Result], *args: P.args, **kwargs: P.kwargs) -> Result:
    """Do it in a fresh process, so that the peak is its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work, args, kwargs)
