"""Two stations that differ only in accusations look the same to everybody but audit, whatever a seed lets happen."""

from datetime import timedelta
from pathlib import Path
from shutil import copy

import pytest

from tests.simulation.random_days import RandomDays
from tests.simulation.station import WatchedStation
from tests.steps.builders import MONDAY, seoul


def station(file: Path, folder: Path, *, accuses: bool) -> WatchedStation:
    """Open a station, or its twin."""
    copied = copy(file, folder / f"{accuses}.db")
    return WatchedStation(f"sqlite:///{copied}", seoul(MONDAY, 8), accuses=accuses)


@pytest.mark.timeout(3600)
@pytest.mark.parametrize(
    ("seed", "days"), [(8, 3), *(pytest.param(seed, 25, marks=pytest.mark.slow) for seed in range(100, 110))]
)
def test_whatever_audit_gets_nobody_else_sees_a_difference(
    migrated_file: Path, tmp_path: Path, seed: int, days: int
) -> None:
    one, other = (station(migrated_file, tmp_path, accuses=accuses) for accuses in (True, False))
    lives = RandomDays(one, seed), RandomDays(other, seed)

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
