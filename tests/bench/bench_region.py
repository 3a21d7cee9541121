"""A region of 259 stations and 24 months: seconds and MB until its picture is there, beside reading JSON alone."""

import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from bot.demo.region import LAST, sample_report, sample_stations
from bot.documents.report_json import report_json
from bot.documents.report_signature import public_key_of, signed
from bot.domain.figures.periods import Period

STATIONS, MONTHS = 259, 24
MB = 1024


async def measure() -> dict[str, float]:
    """Seconds and MB of `cleancall region` for all files; seconds of `json.loads` on the same bytes."""
    with tempfile.TemporaryDirectory() as folder:
        files = _write(Path(folder))
        started = time.monotonic()
        subprocess.run(  # noqa: ASYNC221, S603 — the command itself
            [sys.executable, "-m", "bot", "region", folder, "--table", f"{folder}/region.toml", "--format", "json"],
            stdout=subprocess.DEVNULL,
            check=True,
        )
        seconds = time.monotonic() - started
        most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / MB
        started = time.monotonic()
        for file in files:
            json.loads(file.read_bytes())
        alone = time.monotonic() - started
        return {"files": len(files), "seconds": seconds, "mb": most, "json_seconds": alone, "times": seconds / alone}


def _write(folder: Path) -> list[Path]:
    """Write one drawn month of each station, dated to every month: what is read and added up is as much."""
    months, files, keys = _months(), [], []
    for station in sample_stations(STATIONS):
        keys.append(f'"{station.name}" = "{public_key_of(station.key)}"')
        drawn = report_json(sample_report(station, LAST)).encode()
        for month in months:
            report = _dated(drawn, month)
            files.append(folder / f"{station.name}-{month.first:%Y-%m}.json")
            files[-1].write_bytes(signed(report, station.key))
    (folder / "region.toml").write_text("[stations]\n" + "\n".join(keys) + "\n", encoding="utf-8")
    return files


def _months() -> list[Period]:
    months = [LAST]
    while len(months) < MONTHS:
        months.append(months[-1].whole_before)
    return months


def _dated(report: bytes, month: Period) -> bytes:
    """Give a drawn month another date."""
    made = (LAST.end + timedelta(hours=9)).isoformat().encode()
    for was, now in (
        (made, (month.end + timedelta(hours=9)).isoformat().encode()),
        (LAST.first.isoformat().encode(), month.first.isoformat().encode()),
        (LAST.last.isoformat().encode(), month.last.isoformat().encode()),
    ):
        report = report.replace(was, now)
    return report
