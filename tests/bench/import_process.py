"""A process that imports one list, with nothing loaded but what `cleancall import` loads."""

import gc
import importlib
import resource
import sqlite3
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

from cryptography.fernet import Fernet

from bot.clock import MovableClock
from bot.domain.station import Station
from bot.services.desk import Desk
from bot.services.lists.importing import import_visits
from bot.services.lists.preparing import prepare_list
from bot.settings import load_calendar
from storage.database import open_database
from storage.secrets import Secrets
from tests.steps.builders import MONDAY, seoul

KIB_PER_MB = 1024


class Cost(NamedTuple):
    """What all rows took: seconds, seconds of a processor (reading the file included), MB at the peak."""

    seconds: float
    cpu: float
    peak_mb: float


def import_list(file: Path, url: str, rows: int) -> Cost:
    """Import a list into a fresh database."""
    gc.disable()  # as the command does
    importlib.import_module("bot.cli.daily")
    desk = Desk(
        open_database(url),
        Secrets([Fernet.generate_key().decode()]),
        Station(name="한빛경찰서", main_number="02-0000-0112"),
        load_calendar(),
        MovableClock(seoul(MONDAY, 9, 40)),
    )
    started, worked = time.perf_counter(), _cpu()
    prepared = prepare_list(file.read_bytes(), file.name, today=desk.today, station=desk.station, secrets=desk.secrets)
    report = desk.do_now(import_visits, prepared=prepared, by="admin", source="bench")
    cost = Cost(time.perf_counter() - started, _cpu() - worked, _peak_mb())
    desk.close()
    if report.added != rows:
        sys.exit(f"imported {report.added} of {rows} rows")
    return cost


def with_pandas(file: Path) -> Cost:
    """Read the same file with pandas and write it to SQLite in plain."""
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
