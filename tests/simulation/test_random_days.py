"""Two stations that differ only in accusations look the same to everybody but audit, whatever a seed lets happen."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from shutil import copy

import pytest

from tests.simulation.random_days import RandomDays
from tests.simulation.station import WatchedStation
from tests.steps.builders import MONDAY, seoul

LONG = [
    (200, 200, "sqlite"),
    *((seed, 25, "postgres" if seed % 3 == 0 else "sqlite") for seed in (*range(100, 104), *range(105, 111))),
]


@pytest.fixture
def url_of(request: pytest.FixtureRequest, migrated_file: Path, tmp_path: Path) -> Callable[[str, int], str]:
    """Make a fresh database of a kind: the two stations have one of the same kind each."""

    def make(kind: str, nth: int) -> str:
        if kind == "sqlite":
            return f"sqlite:///{copy(migrated_file, tmp_path / f'{nth}.db')}"
        return str(request.getfixturevalue("new_postgres")())

    return make


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize(
    ("seed", "days", "kind"),
    [(104, 3, "sqlite"), *(pytest.param(*each, marks=pytest.mark.slow) for each in LONG)],
)
def test_whatever_audit_gets_nobody_else_sees_a_difference(
    url_of: Callable[[str, int], str], seed: int, days: int, kind: str
) -> None:
    one = WatchedStation(url_of(kind, 1), seoul(MONDAY, 8), accuses=True)
    other = WatchedStation(url_of(kind, 2), seoul(MONDAY, 8), accuses=False)
    accusing = RandomDays(one, seed)
    lives = accusing, RandomDays(other, seed, twin=accusing)

    for nth in range(days):
        for life in lives:
            life.live(MONDAY + timedelta(days=nth))
        for a, b in zip(one.newly_seen(), other.newly_seen(), strict=False):
            assert a == b, f"seed {seed}, day {nth}"
        assert len(one.seen) == len(other.seen), f"seed {seed}, day {nth}"

    assert len(one.seen) > 20 * days
    assert sum(each.track == "audit" for each in one.matters()) > days // 4
    for each in (one, other):
        each.close()
