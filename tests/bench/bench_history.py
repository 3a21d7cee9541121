"""Years later: what a claim takes with 1,000,000 past calls in the database, beside 1,000."""

import time
from statistics import median

from sqlalchemy import insert
from sqlmodel import SQLModel

from bot.domain.calls.states import CallState, Outcome, QueueLane
from bot.services.calls import claiming
from bot.services.unit import Unit
from storage.calls.tables import Attempt, Call
from storage.columns import table_of
from storage.lists.tables import Visit
from storage.people.tables import Petitioner
from tests.bench.stations import database_urls, desk_of, quiet
from tests.steps.builders import FRIDAY, KIM

FEW, MANY = 1_000, 1_000_000
CLAIMS = 200
FROM = 10_000_000
"""Past calls have high numbers, so that the day's begin with 1."""
AT_ONCE = 50_000


async def measure() -> dict[str, float]:
    """The median of a claim (ms) with few and with many past calls, and their ratio."""
    quiet()
    few, many = _claim_ms(FEW), _claim_ms(MANY)
    return {"few_ms": few, "many_ms": many, "ratio": many / few}


def _claim_ms(past: int) -> float:
    with database_urls("sqlite") as urls:
        desk = desk_of(urls["sqlite"], calls=CLAIMS, operators=(KIM,))
        for start in range(0, past, AT_ONCE):
            desk.do_now(plant_past, start=start, count=min(AT_ONCE, past - start))
        took = []
        for _ in range(CLAIMS):
            started = time.perf_counter()
            desk.do_now(claiming.claim_next, by=KIM)
            took.append((time.perf_counter() - started) * 1000)
        desk.close()
    return median(took)


CALL = {
    "state": CallState.CLOSED.value,
    "lane": QueueLane.NEW.value,
    "priority": 0,
    "masked_name": "홍*순",
    "petition_type": "교통사고",
    "department": "교통과",
    "visited_on": FRIDAY,
    "visits": 1,
    "attempts": 1,
    "promised": False,
    "outcome": Outcome.SATISFIED.value,
}
VISIT = {
    "visited_on": FRIDAY,
    "petition_type": "교통사고",
    "department": "교통과",
    "officer_name": "정교통",
    "officer_rank": "경위",
    "import_id": 1,
}


def plant_past(unit: Unit, *, start: int, count: int) -> None:
    """Put closed calls of the past into the database, with a petitioner, a visit and an attempt each."""
    ids, sealed = range(FROM + start, FROM + start + count), unit.secrets.seal("홍길순")
    person = {"masked_name": "홍*순", "sealed_name": sealed, "sealed_phone": sealed}
    attempt = {"at": unit.now, "by": KIM, "disposition": "answered"}
    rows: dict[type[SQLModel], list[dict[str, object]]] = {
        Petitioner: [{"id": n, "phone_hash": f"h{n}", **person} for n in ids],
        Call: [{"id": n, "petitioner_id": n, "closed_at": unit.now, **CALL} for n in ids],
        Visit: [{"call_id": n, "known_as": f"k{n}", **VISIT} for n in ids],
        Attempt: [{"call_id": n, **attempt} for n in ids],
    }
    for table, planted in rows.items():
        unit.session.execute(insert(table_of(table)), planted)
