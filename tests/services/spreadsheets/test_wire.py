"""Sheets go from one process to another and stay what they are."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, time

import pytest

from bot.domain.lists.rows import ListProblem, UnreadableList
from bot.domain.lists.sheets import Sheet, SheetRow, Untold
from bot.services.spreadsheets.limits import MOST_ROWS
from bot.services.spreadsheets.wire import read_wire, write_problem, write_sheets

ROW = SheetRow(
    7,
    ["가\n나", 1, 1.5, True, None, date(2026, 11, 24), datetime(2026, 11, 24, 14, 5), time(14, 5)],  # noqa: DTZ001 — as a workbook gives it
    is_hidden=True,
    struck=frozenset({0, 2}),
    continued=frozenset({3}),
    comments=((1, "연락 거부"),),
)


def lines(write: Callable[[io.BytesIO], None]) -> Iterator[bytes]:
    out = io.BytesIO()
    write(out)
    return iter(out.getvalue().splitlines(keepends=True))


def test_sheets_and_rows_arrive_as_they_were_sent() -> None:
    first = Sheet(name="가", rows=[ROW], untold=frozenset(Untold), is_1904=True)
    plain = SheetRow(9, ["다"])
    marked = [plain._replace(**{name: getattr(ROW, name)}) for name in ("struck", "continued", "comments")]
    second = Sheet(name="나", rows=[*marked, plain], is_hidden=True)

    sent = lines(lambda out: write_sheets([first, second], out))
    arrived = [replace(sheet, rows=list(sheet.rows)) for sheet in read_wire(sent)]

    assert arrived == [first, second]


def test_a_problem_arrives_as_a_refusal() -> None:
    with pytest.raises(UnreadableList) as refused:
        list(read_wire(lines(lambda out: write_problem(ListProblem.BROKEN, out))))

    assert refused.value.problem is ListProblem.BROKEN


def test_a_process_that_falls_silent_has_not_read_the_file() -> None:
    sent = list(lines(lambda out: write_sheets([Sheet(name="가", rows=[ROW])], out)))[:-1]

    with pytest.raises(UnreadableList) as refused:
        [list(sheet.rows) for sheet in read_wire(iter(sent))]

    assert refused.value.problem is ListProblem.NOT_READ


def test_more_rows_than_any_list_has_are_not_sent() -> None:
    rows = (SheetRow(number, []) for number in range(MOST_ROWS + 1))

    with pytest.raises(UnreadableList) as refused:
        write_sheets([Sheet(name="", rows=rows)], io.BytesIO())

    assert refused.value.problem is ListProblem.TOO_LARGE
