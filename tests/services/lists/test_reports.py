"""Reports of imports: what is kept of a file, and what is drawn of it."""

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from bot.clock import MovableClock
from bot.domain.lists.cards import RefusedList
from bot.domain.lists.rows import ColumnSeen, HeaderSeen
from bot.services.desk import Desk
from bot.services.keeping.purging import purge_at_night
from bot.services.lists.importing import import_visits, refuse_upload
from bot.services.lists.preparing import prepare_list
from bot.services.lists.reports import see_import, see_refusal
from storage.lists.tables import ImportFile
from storage.lists.visits import add_import
from tests.steps.builders import csv_list, seoul, visitor
from tests.steps.desks import bring_list, hire, in_session, operator

FILE = "홍길순 민원 010-0000-1234.csv"


def rows(desk: Desk) -> Sequence[ImportFile]:
    """Every import as it is kept."""
    return in_session(desk, lambda session: list(session.execute(select(ImportFile)).scalars()))


def bring(desk: Desk, source: str = "slack:F1") -> None:
    """Import a list whose file is called by its petitioner."""
    prepared = prepare_list(
        csv_list([visitor(1), visitor(2, 성명="")]), FILE, today=desk.today, station=desk.station, secrets=desk.secrets
    )
    desk.do_now(import_visits, prepared=prepared, by="U0KIM", source=source)


def test_a_report_is_drawn_as_it_was_made(desk: Desk) -> None:
    made = bring_list(desk, [visitor(1), visitor(2, 성명="", 비고="스토킹")])

    [row] = rows(desk)
    assert desk.do_now(see_import, source=row.source) == made


def test_the_name_of_a_file_is_kept_sealed_and_without_numbers(desk: Desk) -> None:
    bring(desk)

    [row] = rows(desk)
    report = desk.do_now(see_import, source="slack:F1")
    assert "홍길순" not in json.dumps(row.report, ensure_ascii=False)
    assert row.sealed_names is not None
    assert "홍길순".encode() not in row.sealed_names
    assert report is not None
    assert report.file_name == "홍길순 민원 ***-****-****.csv"


def test_after_a_week_the_names_are_gone_and_the_report_is_still_there(desk: Desk, clock: MovableClock) -> None:
    bring(desk)
    clock.advance(timedelta(days=8))
    clock.set(seoul(desk.today, 3))

    desk.do_now(purge_at_night)

    [row] = rows(desk)
    report = desk.do_now(see_import, source="slack:F1")
    assert row.sealed_names is None
    assert report is not None
    assert (report.file_name, report.added) == ("", 1)


def test_a_report_of_an_older_version_is_still_shown(desk: Desk) -> None:
    old: dict[str, Any] = {
        "file_name": "a.csv",
        "dry_run": False,
        "rows": 3,
        "added": 1,
        "known": 1,
        "merged": 0,
        "excluded": {"minor": 1},
        "rejected": [{"row_no": 4, "reason": "no_name"}],
        "repaired": 0,
        "dropped_values": 0,
        "dropped_columns": [],
        "queued_today": 0,
        "withdrawn": 7,  # of a version that is not this one
    }
    desk.do_now(lambda unit: add_import(unit.session, "slack:F0", "U0KIM", unit.now, old))

    report = desk.do_now(see_import, source="slack:F0")

    assert report is not None
    assert (report.added, report.rejected[0].row_no, report.sheets) == (1, 4, ())


def test_a_report_of_thousands_of_rejected_rows_keeps_a_hundred_and_counts_the_others(desk: Desk) -> None:
    bring_list(desk, [visitor(number, 성명="") for number in range(250)])

    [row] = rows(desk)
    report = desk.do_now(see_import, source=row.source)
    assert report is not None
    assert (len(report.rejected), report.rejected_more) == (100, 150)


def test_of_a_refused_file_its_columns_are_told_and_no_word_that_is_no_head(desk: Desk) -> None:
    hire(desk, operator())
    columns = (
        ColumnSeen(letter="A", word="계급", kind="rank"),
        ColumnSeen(letter="B", word="성명", kind=""),
        ColumnSeen(letter="C", word="홍길순성명", kind=""),
    )
    seen = HeaderSeen(sheet="홍길순 01000001234", row_no=3, columns=columns, missing=("petitioner_name", "phone"))

    desk.do_now(refuse_upload, by="U0KIM", source="slack:F2", file_name=FILE, problem="no_header", seen=seen)

    [row] = rows(desk)
    assert "홍길순" not in json.dumps(row.report, ensure_ascii=False)
    assert desk.do_now(see_refusal, source="slack:F2") == RefusedList(
        file_name="홍길순 민원 ***-****-****.csv",
        problem="no_header",
        seen=HeaderSeen(
            sheet="홍길순 ***********",
            row_no=3,
            columns=(
                ColumnSeen(letter="A", word="계급", kind="rank"),
                ColumnSeen(letter="B", word="성명", kind=""),
            ),
            missing=("petitioner_name", "phone"),
        ),
    )
