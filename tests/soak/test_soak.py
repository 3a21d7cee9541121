"""Weeks of a station in one process: everything is delivered, and what is measured is judged."""

from datetime import timedelta
from pathlib import Path

import pytest

from storage.schema import SCHEMA
from tests.soak.soaking import FIRST, GROWS, LONGEST_KEPT, Soak, soaked, verdict
from tests.soak.the_bot import Size

TEN_YEARS = [FIRST + timedelta(days=30 * nth) for nth in range(122)]


def measured(*, resident: float = 250.0, notices: int = 300, queue: float = 8.0) -> Soak:
    """Ten years in which the last month, or the last question, was so."""
    said: list[str] = []
    soak = Soak(folder=Path(), until=TEN_YEARS[-1], calls_a_day=3, every=1, say=said.append)
    soak.sizes = [(day, Size(resident=250.0, objects=1, seconds=1.0)) for day in TEN_YEARS[:-1]]
    soak.sizes.append((TEN_YEARS[-1], Size(resident=resident, objects=1, seconds=1.0)))
    soak.rows = [(day, {"notice": 300, "call": 60 * nth, "trail": 900}) for nth, day in enumerate(TEN_YEARS[:-1])]
    soak.rows.append((TEN_YEARS[-1], {"notice": notices, "call": 9000, "trail": 900}))
    soak.beside = {"queue": (8.0, queue)}
    return soak


def test_a_station_that_stays_as_it_was_is_found_well() -> None:
    assert verdict(measured()) == []


@pytest.mark.parametrize(
    ("grown", "said"),
    [({"resident": 276.0}, "276 MB"), ({"notices": 396}, "notice: 396 rows"), ({"queue": 9.7}, "queue: 9.7 ms")],
)
def test_what_grew_is_named(grown: dict[str, float], said: str) -> None:
    wrong = verdict(measured(**grown))  # type: ignore[arg-type]

    assert [each for each in wrong if said in each] == wrong
    assert wrong


def test_the_tables_that_may_grow_are_tables() -> None:
    assert {table.name for table in SCHEMA.tables.values()} >= GROWS | LONGEST_KEPT


@pytest.mark.slow
@pytest.mark.timeout(1800)
async def test_two_months_are_lived_and_everything_is_delivered(tmp_path: Path) -> None:
    said: list[str] = []
    soak = Soak(folder=tmp_path, until=FIRST + timedelta(days=61), calls_a_day=3, every=1, say=said.append)

    await soaked(soak)

    assert soak.did["lists"] == soak.did["days"] > 35
    assert soak.did["claims"] > 2 * soak.did["days"]
    assert soak.did["results"] > 30
    assert soak.failures == {}
    assert soak.rows[-1][1]["call"] >= soak.did["claims"] / 3
    assert verdict(soak) == []
