"""Lists as offices write them, as `tests/lists/expected.tsv` says: how many calls, merged visits, exclusions."""

import csv
import re
from datetime import date

import pytest

from bot.clock import MovableClock
from bot.domain.lists.cards import ImportReport
from bot.services.desk import Desk
from bot.services.lists.importing import import_visits
from bot.services.lists.preparing import prepare_list
from tests.steps.builders import seoul
from tests.steps.desks import make_desk
from tests.steps.list_files import FILES

THEN = ", then "


def expected() -> list[dict[str, str]]:
    """The lists that make calls; what is right for the others stands in the tests of their vectors."""
    with (FILES / "expected.tsv").open(encoding="utf-8") as rows:
        lines = list(csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [line for line in lines if line["calls"][:1].isdigit()]


def import_file(desk: Desk, name: str) -> ImportReport:
    """Import a list that is right as it is."""
    prepared = prepare_list(
        (FILES / name).read_bytes(), name, today=desk.today, station=desk.station, secrets=desk.secrets
    )
    return desk.do_now(import_visits, prepared=prepared, by="admin", source=name, force=True)


@pytest.mark.parametrize("line", expected(), ids=lambda line: line["file"])
def test_a_list_makes_the_calls_that_are_right(line: dict[str, str], sqlite_url: str) -> None:
    clock = MovableClock(seoul(date(2026, 11, 26), 8, 0))
    desk = make_desk(sqlite_url, clock)

    reports = [import_file(desk, name) for name in line["file"].split(THEN)]
    desk.close()

    assert [report.added for report in reports] == [int(calls) for calls in line["calls"].split(THEN)]
    assert sum(report.merged for report in reports) == int(line["merged"] or 0)
    excluded = {(reason, count) for report in reports for reason, count in report.excluded.items()}
    assert excluded >= {(reason, int(count)) for reason, count in re.findall(r"(\w+) (\d+)", line["excluded"] or "")}
