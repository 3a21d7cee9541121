"""Verifying the trail of 1,000,000 rows; beside reading the same rows and hashing as much, checking nothing."""

import hashlib
import hmac
import time
from functools import partial

from bot.domain.trail import Event
from bot.services.desk import Desk
from bot.services.unit import Unit
from storage.chain_checks import verify_chain
from storage.chaining import Facts
from storage.database import Database, open_database
from storage.trail import Recorded, record_all
from tests.bench.stations import database_urls, desk_of, quiet

ROWS = 1_000_000
ONE_BATCH = 20_000


async def measure() -> dict[str, float]:
    """Rows a second, of a processor too, on both databases; the floor on SQLite."""
    quiet()
    with database_urls("sqlite", "postgres") as urls:
        figures: dict[str, float] = {}
        for kind, url in urls.items():
            desk = desk_of(url)
            _fill(desk)
            figures |= {f"{kind}_{name}": value for name, value in _rates(partial(_verify, desk)).items()}
            desk.close()
        database = open_database(urls["sqlite"])
        figures |= {f"floor_{name}": value for name, value in _rates(partial(_read, database)).items()}
        database.close()
    return figures | {"ratio": figures["sqlite_rows_per_cpu_second"] / figures["floor_rows_per_cpu_second"]}


def _fill(desk: Desk) -> None:
    facts: Facts = {"visited_on": "2026-11-23", "department": "수사과", "petition_type": "고소", "repeat": False}
    for first in range(1, ROWS, ONE_BATCH):
        events: list[Recorded] = [(Event.CALL_MADE, number, facts) for number in range(first, first + ONE_BATCH)]
        desk.do_now(_record, events)


def _record(unit: Unit, events: list[Recorded]) -> None:
    record_all(unit.session, events, actor="admin", at=unit.now)


def _rates(work: "partial[None]") -> dict[str, float]:
    started, worked = time.perf_counter(), time.process_time()
    work()
    return {
        "rows_per_second": ROWS / (time.perf_counter() - started),
        "rows_per_cpu_second": ROWS / (time.process_time() - worked),
    }


def _verify(desk: Desk) -> None:
    report = desk.look_now(lambda unit: verify_chain(unit.session, "trail"))
    assert report.is_sound
    assert report.rows >= ROWS


def _read(database: Database) -> None:
    with database.reads.connect() as connection:
        for row in connection.exec_driver_sql("SELECT * FROM trail ORDER BY id"):
            hmac.digest(b"key", "".join(map(str, row)).encode(), hashlib.sha256)
